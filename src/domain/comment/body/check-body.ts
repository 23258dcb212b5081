/** Takes what a reader wrote, puts it into its stored form and holds it against the limits of a comment. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import { COMMENT_CODE_POINTS_MAX, COMMENT_CODE_POINTS_MIN, COMMENT_LINKS_MAX } from '#domain/limits.ts'
import { plainText } from './plain-text.ts'
import { renderBody } from './render-body.ts'
import { countCodePoints, hasVisibleText, settleCharacters } from './settle-characters.ts'

export interface CheckedBody {
  /** Markdown in its stored form. */
  readonly source: string
  readonly html: string
  readonly links: number
}

/** `limit` and `actual` count code points, for `too-many-links` links. */
export interface BodyProblem {
  readonly kind: 'empty' | 'too-long' | 'too-many-links'
  readonly limit: number
  readonly actual: number
}

/** NFC so that search and duplicate checks see one spelling; at most two empty lines in a row. */
function tidySource(source: string): string {
  const settled = settleCharacters(source).normalize('NFC')
  // In a single line, blanks at both ends are all there is to tidy.
  if (!settled.includes('\n')) return settled.trim()
  return settled
    .replace(/^[ \t]+$/gm, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
}

/** A letter or digit that follows a tag of our own HTML is text, and shows. */
const SHOWN_AFTER_TAG = />[A-Za-z0-9]/

function showsSomething(html: string): boolean {
  return SHOWN_AFTER_TAG.test(html) || hasVisibleText(plainText(html))
}

/** Length is checked before anything is rendered; text that shows nothing counts as none. */
export function checkBody(source: string): Outcome<CheckedBody, BodyProblem> {
  const tidy = tidySource(source)
  const length = countCodePoints(tidy)
  if (length > COMMENT_CODE_POINTS_MAX) {
    return failed({ kind: 'too-long', limit: COMMENT_CODE_POINTS_MAX, actual: length })
  }
  const html = renderBody({ format: 'markdown', source: tidy })
  if (length < COMMENT_CODE_POINTS_MIN || !showsSomething(html)) {
    return failed({ kind: 'empty', limit: COMMENT_CODE_POINTS_MIN, actual: 0 })
  }
  const links = html.match(/<a /g)?.length ?? 0
  if (links > COMMENT_LINKS_MAX)
    return failed({ kind: 'too-many-links', limit: COMMENT_LINKS_MAX, actual: links })
  return done({ source: tidy, html, links })
}
