/** How the server reads a page that is not its own. */
import type { Outcome } from '#base/outcome.ts'

export interface FetchedPage {
  /** Where it was found, after redirects. */
  readonly url: string
  readonly html: string
}

/** Why a page was not read. The first two are refusals of ours; the rest can pass. */
export type PageProblem =
  | 'url-refused'
  | 'address-refused'
  | 'too-many-redirects'
  | 'too-large'
  | 'too-slow'
  | 'not-a-page'
  | 'unreachable'

export interface PageReader {
  readonly read: (url: string) => Promise<Outcome<FetchedPage, PageProblem>>
}
