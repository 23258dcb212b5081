/** Puts `mark` around stretches of a text, inside text and nowhere else: in our own safe HTML, or in what is escaped here. */
import { escapeText } from './escape-exactly.ts'
import type { FlatText } from './flat-text.ts'

/** UTF-16 offsets into the flat text, `end` exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** Units of text around a mark in an excerpt: a line or two on a phone, enough to know the place again. */
const EXCERPT_AROUND = 70
/** Units of a text that is shown whole: what is cut should be worth the dots. */
const EXCERPT_WHOLE = 420
/** Marks that an excerpt is made around: whoever sees eight knows which words are meant. */
const EXCERPT_MARKS_MAX = 8

/** Safe HTML with marks: taking the marks out again gives `html`, byte for byte. `ranges` are sorted and apart. */
export function markRanges(html: string, flat: FlatText, ranges: readonly TextRange[]): string {
  let marked = ''
  let done = 0
  let next = 0
  for (const run of flat.runs) {
    const end = run.at + run.text.length
    while ((ranges[next]?.end ?? Infinity) <= run.at) next += 1
    const isReference = run.end - run.start !== run.text.length
    for (let index = next; index < ranges.length; index += 1) {
      const range = ranges[index]
      if (!range || range.start >= end) break
      // A character reference is marked whole or not at all.
      const from = isReference ? run.start : run.start + Math.max(0, range.start - run.at)
      const to = isReference ? run.end : run.start + Math.min(run.text.length, range.end - run.at)
      marked += `${html.slice(done, from)}<mark>${html.slice(from, to)}</mark>`
      done = to
      if (isReference) break
    }
  }
  return marked + html.slice(done)
}

/** In order, touching ones made one. */
export function joinRanges(ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = []
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    } else joined.push({ start, end })
  }
  return joined
}

/**
 * A short text whole, of a long one the places around its first marks: escaped, with marks, `br` for each new line.
 * `ranges` are sorted and apart.
 */
export function markedExcerpt(text: string, ranges: readonly TextRange[]): string {
  return piecesAround(text, ranges)
    .map((piece) => {
      let marked = text.slice(0, piece.start).trim() === '' ? '' : '… '
      let done = piece.start
      for (const { start, end } of ranges) {
        if (start < piece.start || end > piece.end) continue
        marked += `${inLines(text.slice(done, start))}<mark>${inLines(text.slice(start, end))}</mark>`
        done = end
      }
      return marked + inLines(text.slice(done, piece.end)) + (text.slice(piece.end).trim() === '' ? '' : ' …')
    })
    .join('<br>')
    .replace(/^(?:<br>)+|(?:<br>)+$/g, '')
}

function inLines(text: string): string {
  return escapeText(text).replace(/\s*\n\s*/g, '<br>')
}

function piecesAround(text: string, ranges: readonly TextRange[]): TextRange[] {
  if (text.length <= EXCERPT_WHOLE) return [{ start: 0, end: text.length }]
  const pieces: TextRange[] = []
  for (const range of ranges.slice(0, EXCERPT_MARKS_MAX)) {
    const start = wordStart(text, range.start - EXCERPT_AROUND)
    const end = wordEnd(text, range.end + EXCERPT_AROUND)
    const last = pieces.at(-1)
    if (last && start <= last.end) pieces[pieces.length - 1] = { start: last.start, end }
    else pieces.push({ start, end })
  }
  return pieces
}

/** The next beginning of a word from there on, so that no word is cut. */
function wordStart(text: string, at: number): number {
  if (at <= 0) return 0
  const blank = text.slice(at, at + EXCERPT_AROUND).search(/\s/)
  return blank < 0 ? wholeUnit(text, at) : at + blank + 1
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length
  const before = text.slice(at - EXCERPT_AROUND, at)
  const blank = before.search(/\s\S*$/)
  return blank < 0 ? wholeUnit(text, at) : at - before.length + blank
}

/** Never inside a surrogate pair. */
function wholeUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at
}
