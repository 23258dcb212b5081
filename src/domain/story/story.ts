/** What a story is: one page under discussion. */

/**
 * `open` until it is too old, where the site has such a rule; `kept-open`: a moderator opened it, however old.
 * `merging`: its comments are on their way to the story it is merged into; `merged`: all are there; `parting`: the merge
 * is being taken back.
 */
export const STORY_STATES = ['open', 'kept-open', 'closed', 'merging', 'merged', 'parting'] as const
export type StoryState = (typeof STORY_STATES)[number]

/** An outlet, agency or document that the story names as its source. */
export interface StorySource {
  readonly name: string
  readonly url: string | null
}

/** Times are Unix milliseconds; `bodyHtml` is already reduced to what a story may hold. */
export interface Story {
  readonly id: string
  /** The address the story stands at; null while only a capture without an address is known. */
  readonly url: string | null
  readonly headline: string
  readonly byline: string | null
  readonly publishedAt: number | null
  readonly language: string | null
  readonly bodyHtml: string
  /** A picture the page names for itself; shown where links to it are. */
  readonly imageUrl: string | null
  /** True while only the script of a page that embeds Parley has told its headline: the page itself was not read. */
  readonly isProvisional: boolean
  readonly sources: readonly StorySource[]
  readonly state: StoryState
  /** Published comments. */
  readonly commentCount: number
  /** Grows with every change a reader could see. */
  readonly version: number
  readonly createdAt: number
  /** The story that its comments went to, or come back from; null for most. */
  readonly mergedInto: string | null
}
