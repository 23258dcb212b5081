/** The nine disguises of civility.md, made anew, to measure whether a hidden word is still found. */

import { exhaustive } from '#base/exhaustive.ts'
import { seededRandom } from './seeded-random.ts'

export const DISGUISES = [
  'homoglyph',
  'zero-width',
  'full-width',
  'spaced',
  'dotted',
  'leet',
  'one star',
  'repeated letters',
  'swapped letters',
] as const
export type Disguise = (typeof DISGUISES)[number]

const TWINS: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
}
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }
const FULL_WIDTH_SHIFT = 0xfee0
const WORD = /[A-Za-z]+/g
const SEED = 77

/** Disguises every word that `isTarget` names; the choice of letters is the same in every run. */
export function disguiseText(text: string, kind: Disguise, isTarget: (word: string) => boolean): string {
  const random = seededRandom(SEED + text.length)
  return text.replace(WORD, (word) =>
    isTarget(word.toLowerCase()) ? disguiseWord(word, kind, random) : word,
  )
}

function disguiseWord(word: string, kind: Disguise, random: () => number): string {
  const letters = word.split('')
  const inner = 1 + Math.floor(random() * Math.max(1, letters.length - 2))
  switch (kind) {
    case 'homoglyph':
      return letters.map((letter) => TWINS[letter.toLowerCase()] ?? letter).join('')
    case 'zero-width':
      return letters.join('\u200b')
    case 'full-width':
      return letters
        .map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + FULL_WIDTH_SHIFT))
        .join('')
    case 'spaced':
      return letters.join(' ')
    case 'dotted':
      return letters.join('.')
    case 'leet':
      return letters.map((letter) => LEET[letter.toLowerCase()] ?? letter).join('')
    case 'one star':
      return letters.map((letter, at) => (at === inner ? '*' : letter)).join('')
    case 'repeated letters':
      return letters
        .map((letter, at) => (at === inner ? letter.repeat(2 + Math.floor(random() * 3)) : letter))
        .join('')
    case 'swapped letters':
      return swapped(letters, Math.min(inner, letters.length - 2))
    default:
      return exhaustive(kind)
  }
}

function swapped(letters: readonly string[], at: number): string {
  if (letters.length < 3 || at < 0) return letters.join('')
  return letters
    .with(at, letters[at + 1] ?? '')
    .with(at + 1, letters[at] ?? '')
    .join('')
}
