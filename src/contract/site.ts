/** What is set for a publication and readers can notice. */
import type { Language } from '#contract/language.ts'

export interface SiteView {
  readonly name: string
  /** Without a closing slash, for example `https://talk.example`. */
  readonly publicUrl: string
  /** Of the pages; where readers choose theirs, of those whose language is not here. */
  readonly language: Language
  /** IANA. */
  readonly timeZone: string
}
