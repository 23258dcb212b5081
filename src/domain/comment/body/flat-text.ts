/** Our own safe HTML as flat text, each piece knowing where in the HTML it came from. */
import { unescapeText } from './escape-exactly.ts'

/** A run of text: `text` is what a reader sees of `html.slice(start, end)`. */
export interface TextRun {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Place of the run's first unit in the flat text. */
  readonly at: number
}

export interface FlatText {
  readonly text: string
  readonly runs: readonly TextRun[]
}

/** A tag, a character reference, or characters that stand for themselves. Attributes hold no bare ">". */
const PIECE = /<\/?([a-z][a-z0-9]*)[^>]*>|&(?:[a-z]+|#\d+);|[^<&]+|[<&]/g

/** Elements that part no words: "un<em>believ</em>able" is one. */
const INLINE: ReadonlySet<string> = new Set(['em', 'strong', 'a', 'code'])

/**
 * `html` comes from `renderBody` or `safeStoryHtml`. Blocks and line breaks part words. `without`: a block whose text
 * is left out, as if it were not there.
 */
export function flatText(html: string, without: string | null = null): FlatText {
  const runs: TextRun[] = []
  let text = ''
  let leftOut = 0
  for (const match of html.matchAll(PIECE)) {
    const [piece, tag] = match
    if (tag !== undefined) {
      if (tag === without) leftOut += piece.startsWith('</') ? -1 : 1
      if (!INLINE.has(tag)) text += '\n'
      continue
    }
    if (leftOut > 0) continue
    const shown = piece.startsWith('&') ? unescapeText(piece) : piece
    runs.push({ text: shown, start: match.index, end: match.index + piece.length, at: text.length })
    text += shown
  }
  return { text, runs }
}
