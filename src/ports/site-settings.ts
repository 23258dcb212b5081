/** What whoever runs a site has set and operations decide by. */
export interface SiteSettings {
  /** Milliseconds after its publication in which a story may be written under; null for ever. */
  readonly readOnlyAfterMs: number | null
  /** Toxicity, from 0 to 1, from which a comment waits for a moderator; null for none. */
  readonly civilityHoldAt: number | null
  /** Weight of what looks like spam, from 0 to 1, from which a comment waits for a moderator; null for none. */
  readonly spamHoldAt: number | null
  /** Where a link is none to somebody else's site, without "www.". */
  readonly ownHosts: readonly string[]
  /** Whether writers are asked to look again at words that weigh, and moderators shown them. */
  readonly civilityNudge: boolean
}
