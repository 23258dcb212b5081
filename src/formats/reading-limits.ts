/** How large a file of each kind may be: what a reader holds in memory, and what its patterns are let loose on. */

const MEBIBYTE = 1024 * 1024

export interface ReadingLimits {
  readonly maxBytes: number
  readonly maxLineBytes: number
}

/** A page of 100,000 comments of 600 bytes is 60 MB; no line of text a person wrote has a million characters. */
export const PAGE_TEXT_LIMITS: ReadingLimits = { maxBytes: 64 * MEBIBYTE, maxLineBytes: MEBIBYTE }

/** A parsed page takes about twenty times its size in memory; saved pages may carry pictures inside one line. */
export const PAGE_HTML_LIMITS: ReadingLimits = { maxBytes: 16 * MEBIBYTE, maxLineBytes: 8 * MEBIBYTE }
