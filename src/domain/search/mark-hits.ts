/** Puts `mark` around the words of a comment that a search found, inside text and nowhere else. */
import { escapeHtml } from '#base/escape-html.ts'
import { flatText } from '#domain/search/flat-text.ts'
import { hitsOf, type SearchTerm } from '#domain/search/search-terms.ts'
import { wordsOf } from '#domain/search/words-of.ts'

interface Range {
  readonly start: number
  readonly end: number
}

/** Safe HTML with marks: taking the marks out again gives `html`, byte for byte. */
export function markHits(html: string, terms: readonly SearchTerm[]): string {
  const flat = flatText(html)
  const ranges = hitRanges(flat.text, terms)
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

/** The same for plain text: escaped, with marks. */
export function markText(text: string, terms: readonly SearchTerm[]): string {
  let marked = ''
  let done = 0
  for (const { start, end } of hitRanges(text, terms)) {
    marked += `${escapeHtml(text.slice(done, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`
    done = end
  }
  return marked + escapeHtml(text.slice(done))
}

/** In order, touching ones made one. */
function hitRanges(text: string, terms: readonly SearchTerm[]): Range[] {
  const words = wordsOf(text)
  const hits = terms.flatMap((term) => hitsOf(term, words)).sort((a, b) => a.start - b.start)
  const ranges: Range[] = []
  for (const { start, end } of hits) {
    const last = ranges.at(-1)
    if (last && start <= last.end)
      ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    else ranges.push({ start, end })
  }
  return ranges
}
