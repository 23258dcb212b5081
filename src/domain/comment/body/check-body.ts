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
  return settleCharacters(source)
    .normalize('NFC')
    .replace(/^[ \t]+$/gm, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
}

/** Length is checked before anything is rendered; text that shows nothing counts as none. */
export function checkBody(source: string): Outcome<CheckedBody, BodyProblem> {
  const tidy = tidySource(source)
  const length = countCodePoints(tidy)
  if (length > COMMENT_CODE_POINTS_MAX) {
    return failed({ kind: 'too-long', limit: COMMENT_CODE_POINTS_MAX, actual: length })
  }
  const html = renderBody({ format: 'markdown', source: tidy })
  if (length < COMMENT_CODE_POINTS_MIN || !hasVisibleText(plainText(html))) {
    return failed({ kind: 'empty', limit: COMMENT_CODE_POINTS_MIN, actual: 0 })
  }
  const links = html.match(/<a /g)?.length ?? 0
  if (links > COMMENT_LINKS_MAX)
    return failed({ kind: 'too-many-links', limit: COMMENT_LINKS_MAX, actual: links })
  return done({ source: tidy, html, links })
}
