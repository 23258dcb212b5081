/** How a comment that came in by import remembers where it came from. */

export interface ImportSource {
  /** The format it came in, for example `page-text`. */
  readonly format: string
  /** Unique within its story. */
  readonly sourceId: string
}
