/** What somebody typed into the search field, as terms that must all be found. */
import { SEARCH_QUERY_CODE_POINTS_MAX, SEARCH_TERMS_MAX } from '#domain/limits.ts'
import { settleCharacters } from '#domain/comment/body/settle-characters.ts'
import { wordsOf, type FoundWord } from '#domain/search/words-of.ts'

/** Words that follow one another; the last of them may be the beginning of a longer one. */
export interface SearchTerm {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

/**
 * Characters of the last word from which on it also stands for longer words. Shorter beginnings stand for so many
 * words that finding them would cost the story instead of the page.
 */
const PREFIX_LENGTH_MIN = 3

/** Pairs of quotation marks around words that must follow one another; anything may open what anything closes. */
const PART = /["“”„«»「」『』]([^"“”„«»「」『』]*)(?:["“”„«»「」『』]|$)|[^\s"“”„«»「」『』]+/gu

/** As much of the query as is looked at; also what the field shows again. */
export function settleQuery(raw: string): string {
  const line = settleCharacters(raw.slice(0, SEARCH_QUERY_CODE_POINTS_MAX * 4))
    .replace(/\s+/g, ' ')
    .trim()
  return Array.from(line).slice(0, SEARCH_QUERY_CODE_POINTS_MAX).join('')
}

/**
 * Quoted words are one term, and so are words written together ("don't", a Chinese phrase). No character has a
 * meaning beside the quotation marks. Empty where nothing that could be searched for was typed.
 */
export function searchTerms(query: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  const parts = [...settleQuery(query).matchAll(PART)]
  for (const [index, [whole, quoted]] of parts.entries()) {
    const words = wordsOf(quoted ?? whole).map((found) => found.word)
    if (words.length === 0) continue
    const isLast = index === parts.length - 1
    const isPrefix = isLast && quoted === undefined && (words.at(-1)?.length ?? 0) >= PREFIX_LENGTH_MIN
    terms.push({ words, isPrefix })
  }
  // The last one stays: it is the one being typed.
  return terms.length <= SEARCH_TERMS_MAX
    ? terms
    : [...terms.slice(0, SEARCH_TERMS_MAX - 1), ...terms.slice(-1)]
}

/** The words of a text that a term is found at. */
export function hitsOf(term: SearchTerm, found: readonly FoundWord[]): FoundWord[] {
  const hits: FoundWord[] = []
  const { words, isPrefix } = term
  const fits = (at: number): boolean =>
    words.every((word, step) => {
      const here = found[at + step]?.word
      if (here === undefined) return false
      return isPrefix && step === words.length - 1 ? here.startsWith(word) : here === word
    })
  for (let at = 0; at + words.length <= found.length; at += 1) {
    if (fits(at)) hits.push(...found.slice(at, at + words.length))
  }
  return hits
}

/** Whether every term is found in one of the texts: what the index answers, for a comment that is not in it yet. */
export function isMatch(terms: readonly SearchTerm[], texts: readonly string[]): boolean {
  const words = texts.map(wordsOf)
  return terms.length > 0 && terms.every((term) => words.some((found) => hitsOf(term, found).length > 0))
}
