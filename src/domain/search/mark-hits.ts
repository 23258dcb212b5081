/** Puts `mark` around the words of a comment that a search found, inside text and nowhere else. */
import { escapeHtml } from '#base/escape-html.ts'
import { flatText } from '#domain/comment/body/flat-text.ts'
import { joinRanges, markRanges, type TextRange } from '#domain/comment/body/mark-ranges.ts'
import { hitsOf, type SearchTerm } from '#domain/search/search-terms.ts'
import { wordsOf } from '#domain/search/words-of.ts'

/** Safe HTML with marks: taking the marks out again gives `html`, byte for byte. */
export function markHits(html: string, terms: readonly SearchTerm[]): string {
  const flat = flatText(html)
  return markRanges(html, flat, hitRanges(flat.text, terms))
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

function hitRanges(text: string, terms: readonly SearchTerm[]): TextRange[] {
  const words = wordsOf(text)
  return joinRanges(terms.flatMap((term) => hitsOf(term, words)))
}
