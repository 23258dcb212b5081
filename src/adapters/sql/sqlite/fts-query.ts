/** A search as FTS5 reads it, and the same question asked of words that were read from it. */
import type { SearchTerm } from '#domain/search/search-terms.ts'

/** Words hold no quotation mark, and all stand quoted: nothing typed is ever read as a query language. */
export function ftsQuery(storyIds: readonly string[], terms: readonly SearchTerm[]): string {
  const phrases = terms.map(({ words, isPrefix }) => {
    const phrase = `"${words.join(' ').replaceAll('"', ' ')}"`
    return `{name words} : ${phrase}${isPrefix ? ' *' : ''}`
  })
  const stories = storyIds.map((id) => `"${storyWord(id)}"`).join(' OR ')
  return [`story : (${stories})`, ...phrases].join(' AND ')
}

/** The story is a word of each entry. */
export function storyWord(storyId: string): string {
  return storyId.replaceAll('-', '')
}

/** The terms with whole words only; null where they are that already. Whatever these find, the terms find too. */
export function wholeWords(terms: readonly SearchTerm[]): SearchTerm[] | null {
  return terms.some((term) => term.isPrefix) ? terms.map(({ words }) => ({ words, isPrefix: false })) : null
}

/** Whether an entry holds every term, in its name or in its words: both are words parted by single spaces. */
export function holdsTerms(
  terms: readonly SearchTerm[],
  entry: { readonly name: string; readonly words: string },
): boolean {
  const texts = [` ${entry.name} `, ` ${entry.words} `]
  return terms.every(({ words, isPrefix }) => {
    const phrase = ` ${words.join(' ')}${isPrefix ? '' : ' '}`
    return texts.some((text) => text.includes(phrase))
  })
}
