/** Joins words whose letters were written apart ("i d i o t", "s.t.u.p.i.d") before anything weighs them. */

import type { Lexicon } from './lexicon.ts'
import type { Word } from './split-words.ts'

/** Letters in a row; two ("a b") are common in ordinary writing. */
const SPELLED_LETTERS_MIN = 3
/** Folded units between two letters of one spelled word: a blank or a sign, or a sign with blanks around it. */
const GAP_MAX = 3
/** Letters joined at once; longer rows are cut, so the search inside them stays bounded. */
const SPELLED_LETTERS_MAX = 64

/** Leaves a list without spelled words as it is. */
export function joinSpelled(words: readonly Word[], lexicon: Lexicon): readonly Word[] {
  let joined: Word[] | null = null
  let at = 0
  while (at < words.length) {
    const end = runEnd(words, at)
    if (end - at < SPELLED_LETTERS_MIN) {
      if (joined !== null) for (const word of words.slice(at, Math.max(end, at + 1))) joined.push(word)
      at = Math.max(end, at + 1)
      continue
    }
    joined ??= words.slice(0, at)
    for (const word of joinRun(words.slice(at, end), lexicon)) joined.push(word)
    at = end
  }
  return joined ?? words
}

function isSingle(word: Word): boolean {
  return word.text.length === 1 && word.text >= 'a' && word.text <= 'z' && !word.masked
}

function runEnd(words: readonly Word[], from: number): number {
  let at = from
  let gap = 0
  while (at < words.length && at - from < SPELLED_LETTERS_MAX) {
    const word = words[at]
    if (word === undefined || !isSingle(word)) break
    const before = words[at - 1]
    if (at > from && before !== undefined) {
      const between = word.from - before.to
      // Letters of one word stand equally far apart; a wider gap begins the next word.
      if (gap === 0) gap = between
      if (between !== gap || between > GAP_MAX) break
    }
    at += 1
  }
  return at
}

/** The longest coarse word inside wins; what stands before and after is looked through in the same way. */
function joinRun(run: readonly Word[], lexicon: Lexicon): readonly Word[] {
  const letters = run.map((word) => word.text).join('')
  const whole = lexicon.unscramble(letters)
  if (whole !== null) return [joinedWord(run, whole)]
  const inside = lexicon.findInside(letters)
  if (inside === null) return letters.length < SPELLED_LETTERS_MIN ? run : [joinedWord(run, letters)]
  const end = inside.at + inside.word.length
  return [
    ...(inside.at > 0 ? joinRun(run.slice(0, inside.at), lexicon) : []),
    joinedWord(run.slice(inside.at, end), inside.word),
    ...(end < run.length ? joinRun(run.slice(end), lexicon) : []),
  ]
}

function joinedWord(run: readonly Word[], text: string): Word {
  const first = run[0]
  const last = run[run.length - 1]
  if (first === undefined || last === undefined) throw new Error('a joined word needs letters')
  return { text, start: first.start, end: last.end, from: first.from, to: last.to, masked: true }
}
