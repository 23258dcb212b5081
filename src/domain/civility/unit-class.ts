/** What kind of sign each UTF-16 unit of a folded text is, from a table that fills itself as units are met. */

export const SPACE = 1
export const LETTER = 2
export const DIGIT = 3
/** Signs of scripts written without blanks between words: each counts as a word. */
export const IDEOGRAPH = 4
/** Emoji and other pictures: each counts as a word. */
export const PICTURE = 5
/** Marks that end or join words and that also stand in for letters in disguises. */
export const MARK = 6
export const APOSTROPHE = 7
export const SURROGATE = 8

const UNITS = 0x10000
const UNBROKEN_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const LETTER_OR_MARK = /[\p{L}\p{M}]/u
const NUMBER = /\p{N}/u
const BLANK = /\s/u
const PUNCTUATION = /[\p{P}\p{Sc}\p{Sk}\p{Sm}]/u

const classes = new Uint8Array(UNITS)

/** Class of one UTF-16 unit; constant time after the first meeting. */
export function unitClass(unit: number): number {
  const known = classes[unit] ?? 0
  if (known !== 0) return known
  const computed = classify(unit)
  classes[unit] = computed
  return computed
}

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return SURROGATE
  const character = String.fromCharCode(unit)
  if (BLANK.test(character)) return SPACE
  if (character === "'") return APOSTROPHE
  if (UNBROKEN_SCRIPT.test(character)) return IDEOGRAPH
  if (LETTER_OR_MARK.test(character)) return LETTER
  if (NUMBER.test(character)) return DIGIT
  if (PUNCTUATION.test(character)) return MARK
  return PICTURE
}
