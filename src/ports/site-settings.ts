/** What whoever runs a site has set and operations decide by. */
export interface SiteSettings {
  /** Milliseconds after its publication in which a story may be written under; null for ever. */
  readonly readOnlyAfterMs: number | null
}
