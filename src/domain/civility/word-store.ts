/** What is known of each distinct word: its hashes, its letter groups and its place in the word lists. */

import { hashRow, hashStart, hashStep, hashWord } from './hash-feature.ts'
import type { Lexicon } from './lexicon.ts'
import { LINK_WORD } from './split-words.ts'

/** The rows of the two tables of weights: words with their neighbours, and letter groups within words. */
export interface TableShape {
  readonly wordRows: number
  readonly letterRows: number
  /** Letters in the shortest and the longest group. */
  readonly lettersMin: number
  readonly lettersMax: number
}

/** One distinct word. Flags are bits below. `letterCount` is 0 for words that may only count as their class. */
export interface KnownWord {
  readonly slot: number
  readonly text: string
  readonly hash: number
  readonly row: number
  /** Groups of letters within the word; `letterRowsOf` names their rows. */
  readonly letterCount: number
  readonly flags: number
  readonly severity: number
  readonly kinds: number
  /** True where the spelling was scrambled and another word is meant. */
  readonly scrambled: boolean
  /** Counting place for the comment at hand: which comment, and how often the word stood in it. */
  readonly tally: { comment: number; times: number }
}

export const FLAG_SECOND_PERSON = 1
export const FLAG_IDENTITY = 2
export const FLAG_NEGATION = 4
export const FLAG_COARSE = 8
export const FLAG_FIRST_PERSON = 16
/** Cues: what kind of thing a word says about people. Their bits follow those above in the order of `CUE_KINDS`. */
export const CUE_HATE = 32
export const CUE_VERMIN = 64
export const CUE_VICE = 128
export const CUE_VIOLENCE = 256
export const CUE_EXCLUDE = 512
export const CUE_GOOD = 1024
export const CUE_COUNTER = 2048
export const CUE_THIRD = 4096
export const CUE_ALL = 8192
export const CUE_SHOULD = 16384

/** Kinds of words that offers are full of. */
export const FLAG_LINK = 32768
export const FLAG_MONEY = 65536
/** Letters and digits in one word. */
export const FLAG_MIXED = 131072

/** What a group's name is replaced with: all groups weigh the same, so no group can be held against its members. */
export const IDENTITY_WORD = '<group>'

export const SEED_WORD = 1
const SEED_LETTERS = 2
/** Letters of a word that are looked at: longer "words" are pasted runs, their beginning tells. */
const WORD_LETTERS_MAX = 40
/** Numbers of comments start over before they would no longer fit 16 bits; half the bytes stay in faster memory. */
const COMMENTS_MAX = 2 ** 16 - 1
const WORD_BEGIN = 0x5e
const WORD_END = 0x24

const SECOND_PERSON = new Set(
  'you your youre yours yourself yourselves u ur urself yous youve youll youd ya yall thou thy thee'.split(
    ' ',
  ),
)
const FIRST_PERSON = new Set('i im me my mine myself we us our ive id'.split(' '))
const NEGATIONS = new Set(
  'not no never none nobody nothing neither nor without dont doesnt didnt isnt arent wasnt werent cant cannot wont wouldnt shouldnt couldnt hardly stop aint'.split(
    ' ',
  ),
)

const MONEY_WORDS = new Set('usd eur gbp bitcoin btc crypto cash prize free'.split(' '))
const HAS_DIGIT = /\d/

/** Interns words: the same text always gets the same entry, so its sums need computing only once. */
export class WordStore {
  readonly shape: TableShape
  private readonly lexicon: Lexicon
  private readonly known = new Map<string, KnownWord>()
  private readonly rowSeenIn: Uint16Array
  private comment = 0

  constructor(shape: TableShape, lexicon: Lexicon) {
    this.shape = shape
    this.lexicon = lexicon
    this.rowSeenIn = new Uint16Array(shape.wordRows)
  }

  /** Begins a comment: counts and seen rows of earlier ones no longer hold. Answers its number. */
  beginComment(): number {
    this.comment += 1
    if (this.comment === COMMENTS_MAX) {
      this.comment = 1
      this.rowSeenIn.fill(0)
      for (const word of this.known.values()) word.tally.comment = 0
    }
    return this.comment
  }

  /** True the first time a row is met in the comment at hand. */
  isNewRow(row: number): boolean {
    if (this.rowSeenIn[row] === this.comment) return false
    this.rowSeenIn[row] = this.comment
    return true
  }

  get size(): number {
    return this.known.size
  }

  /** Forgets all words; slots begin at 0 again. */
  clear(): void {
    this.known.clear()
  }

  intern(text: string): KnownWord {
    const found = this.known.get(text)
    if (found !== undefined) return found
    const made = this.describe(text)
    this.known.set(text, made)
    return made
  }

  private describe(text: string): KnownWord {
    const hidden = this.lexicon.unscramble(text)
    const meant = shorten(hidden ?? text)
    const isIdentity = this.lexicon.isIdentity(meant)
    const word = isIdentity ? IDENTITY_WORD : meant
    const term = isIdentity ? undefined : this.lexicon.term(meant)
    const hash = hashWord(word, SEED_WORD)
    return {
      slot: this.known.size,
      text: word,
      hash,
      row: hashRow(hash, this.shape.wordRows),
      letterCount: countLetterGroups(word, this.shape),
      flags: flagsOf(meant, isIdentity, term !== undefined) | this.lexicon.cues(meant),
      severity: term?.severity ?? 0,
      kinds: term?.kinds ?? 0,
      scrambled: hidden !== null,
      tally: { comment: 0, times: 0 },
    }
  }
}

/** Calls `visit` with the row of every group of letters within the word, its borders marked. */
export function visitLetterRows(word: string, shape: TableShape, visit: (row: number) => void): void {
  if (isClass(word)) return
  const { letterRows, lettersMin, lettersMax } = shape
  const length = word.length + 2
  for (let from = 0; from < length; from += 1) {
    let hash = hashStart(SEED_LETTERS)
    const limit = Math.min(lettersMax, length - from)
    for (let letters = 1; letters <= limit; letters += 1) {
      const at = from + letters - 1
      const unit = at === 0 ? WORD_BEGIN : at === length - 1 ? WORD_END : word.charCodeAt(at - 1)
      hash = hashStep(hash, unit)
      if (letters >= lettersMin) visit(hashRow(hash, letterRows))
    }
  }
}

/** Classes of words (links, groups of people, numbers) are written in brackets and have no spelling. */
function isClass(word: string): boolean {
  return word.length > 1 && word.startsWith('<')
}

function countLetterGroups(word: string, shape: TableShape): number {
  if (isClass(word)) return 0
  let count = 0
  for (let letters = shape.lettersMin; letters <= shape.lettersMax; letters += 1) {
    count += Math.max(0, word.length + 2 - letters + 1)
  }
  return count
}

function shorten(word: string): string {
  return word.length > WORD_LETTERS_MAX ? word.slice(0, WORD_LETTERS_MAX) : word
}

function flagsOf(word: string, isIdentity: boolean, isCoarse: boolean): number {
  let flags = 0
  if (SECOND_PERSON.has(word)) flags |= FLAG_SECOND_PERSON
  if (FIRST_PERSON.has(word)) flags |= FLAG_FIRST_PERSON
  if (NEGATIONS.has(word)) flags |= FLAG_NEGATION
  if (isIdentity) flags |= FLAG_IDENTITY
  if (isCoarse) flags |= FLAG_COARSE
  if (word === LINK_WORD) flags |= FLAG_LINK
  else if (MONEY_WORDS.has(word)) flags |= FLAG_MONEY
  else if (!isClass(word) && HAS_DIGIT.test(word)) flags |= FLAG_MIXED
  return flags
}
