/** The look-alike classes of characters: what two spellings must share to pass for each other at a glance. */
import { isPlainAscii } from '#domain/comment/body/settle-characters.ts'
import { LATIN_LOOK_ALIKES, OTHER_LOOK_ALIKES } from './look-alike-table.ts'

function readTable(lines: readonly string[]): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const entry of lines.flatMap((line) => line.split('  '))) {
    const space = entry.indexOf(' ')
    for (const character of entry.slice(space + 1)) targets.set(character, entry.slice(0, space))
  }
  return targets
}

const LATIN = readTable(LATIN_LOOK_ALIKES)
const OTHER = readTable(OTHER_LOOK_ALIKES)

/**
 * Greek capitals that look like another Latin letter than their small form does: Ν is an N, ν is a v. Only in a
 * word that poses as Latin are they taken by their looks; in a Greek word Ν and ν stay one letter.
 */
const GREEK_CAPITALS: ReadonlyMap<string, string> = new Map([
  ['Ν', 'n'],
  ['Η', 'h'],
  ['Υ', 'y'],
])

/** The lunate sigma is a C to the eye; compatibility forms would turn it into σ before anybody looks. */
const LUNATE_SIGMA = /[ϲϹ]/g

/** Marks that belong to no script of their own (but not Japanese voicing, which makes other letters), and Hebrew points. */
const OPTIONAL_MARKS = /(?![\u3099\u309A])[\p{Script=Inherited}&&\p{M}]|[\u0591-\u05C7]/gv

/** One case, no accents, compatibility forms resolved: 'É', '𝐞' and 'e' are one. */
export function foldCharacters(text: string): string {
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ')
  return folded.normalize('NFD').replace(OPTIONAL_MARKS, '').normalize('NFKC')
}

/** Whether every letter is a Latin one or looks like it while the word holds letters that are not Latin. */
export function looksLikeLatin(word: string): boolean {
  const letters = word.match(/\p{L}/gu) ?? []
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter.normalize('NFKC')))
  if (foreign.length === 0) return false
  if (foreign.length < letters.length && foreign.every((letter) => MIXES.test(letter))) return true
  return foreign.every((letter) => LATIN.has(foldCharacters(letter)))
}

/** Scripts no language mixes with Latin within a word. (Japanese and Chinese names do mix, and hide nothing.) */
const MIXES =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}]/u

/** Greek words that are capitals of Latin shape throughout, and words in which Greek stands beside Latin. */
function greekPosesAsLatin(word: string): boolean {
  return (
    /^[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]+$/.test(word) || (/\p{Script=Latin}/u.test(word) && /\p{Script=Greek}/u.test(word))
  )
}

/** Every character replaced by the one that stands for its class; letters are folded on the way. */
export function lookAlikeClasses(text: string): string {
  // ASCII has nothing to fold but case.
  return (isPlainAscii(text) ? text.toLowerCase() : foldWords(text)).replace(
    /./gsu,
    (character) => LATIN.get(character) ?? OTHER.get(character) ?? character,
  )
}

function foldWords(text: string): string {
  const words = text
    .replace(LUNATE_SIGMA, 'c')
    .normalize('NFKC')
    .replace(/\p{L}+/gu, (word) =>
      greekPosesAsLatin(word)
        ? word.replace(/[ΝΗΥ]/g, (letter) => GREEK_CAPITALS.get(letter) ?? letter)
        : word,
    )
  return foldCharacters(words)
}
