/** Looks up a language's listed coarse words in a comment, for languages that have no weights. */

import { foldText, originalEnd, originalStart } from './fold-text.ts'
import { DIGIT, LETTER, unitClass } from './unit-class.ts'

/** UTF-16 offsets into the original, `end` exclusive. */
export interface TermPlace {
  readonly start: number
  readonly end: number
}

/** Places shown; a comment of nothing but coarse words needs no full list. */
const PLACES_MAX = 100

/** `terms` must be folded. Whole words only, except in scripts that write without blanks. */
export function findListedTerms(text: string, terms: readonly string[]): readonly TermPlace[] {
  const folded = foldText(text)
  const places: TermPlace[] = []
  for (const term of terms) {
    let at = folded.text.indexOf(term)
    while (at !== -1 && places.length < PLACES_MAX) {
      const end = at + term.length
      if (isWhole(folded.text, at, end)) {
        places.push({ start: originalStart(folded, at), end: originalEnd(folded, end - 1) })
      }
      at = folded.text.indexOf(term, end)
    }
  }
  return places.sort((a, b) => a.start - b.start || a.end - b.end)
}

function isWhole(text: string, from: number, to: number): boolean {
  return (
    !(isWordUnit(text, from) && isWordUnit(text, from - 1)) &&
    !(isWordUnit(text, to - 1) && isWordUnit(text, to))
  )
}

function isWordUnit(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false
  const kind = unitClass(text.charCodeAt(at))
  return kind === LETTER || kind === DIGIT
}
