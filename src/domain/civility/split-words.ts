/** Cuts a folded text into words, undoing disguises on the way; every word knows its place in the original. */

import { foldText, originalEnd, originalStart, type FoldedText } from './fold-text.ts'
import { joinSpelled } from './join-spelled.ts'
import { PARTED_LETTERS_MIN } from './part-words.ts'
import type { Lexicon } from './lexicon.ts'
import {
  APOSTROPHE,
  DIGIT,
  IDEOGRAPH,
  LETTER,
  MARK,
  PICTURE,
  SPACE,
  SURROGATE,
  unitClass,
} from './unit-class.ts'

/** `start` and `end` are UTF-16 offsets into the original; `from` and `to` into the folded text. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  /** True where signs or blanks had to be read as letters to find the word. */
  readonly masked: boolean
}

/** Words that stand for a whole kind of thing; the brackets keep them apart from words that people write. */
export const LINK_WORD = '<link>'
export const PERSON_WORD = '<person>'
const NUMBER_WORDS = ['<n0>', '<n1>', '<n2>', '<n3>', '<n4>', '<n5+>', '<n5+>', '<n5+>', '<n8+>'] as const

const LINK = /^(?:https?:\/\/|www\.)|^[a-z0-9-]+\.(?:com|net|org|info|biz|ru|cn|tk|ly|me|io|tv|co\.uk)\b/
const PERSON = /^@[a-z0-9_]{2,}/
const MENTION_IN_BRACKETS = /^<(?:user|url|number)>/
/** Characters; links and chains of signs longer than this are cut there, so no single step grows without bound. */
const CHUNK_MAX = 256
const ONLY_LETTERS = 1 << LETTER
const ONLY_MARKS = 1 << MARK
/** Punctuation that never stands for a letter at the edge of a word. */
const PLAIN_MARKS = new Set(Array.from('.,;:?"()[]', (mark) => mark.charCodeAt(0)))

/** Linear in the length of the text. */
export function splitWords(text: string, lexicon: Lexicon): readonly Word[] {
  const reading: Reading = { folded: foldText(text), words: [], lexicon }
  const folded = reading.folded.text
  let at = 0
  while (at < folded.length) {
    if (unitClass(folded.charCodeAt(at)) === SPACE) at += 1
    else at = readChunk(reading, at)
  }
  return joinSpelled(reading.words, lexicon)
}

interface Reading {
  readonly folded: FoldedText
  readonly words: Word[]
  readonly lexicon: Lexicon
}

/** Reads up to white space. A chunk of letters alone may be of any length, because it is taken as one word. */
function readChunk(reading: Reading, from: number): number {
  const { text } = reading.folded
  let to = from
  let kinds = 0
  let outer = 0
  let firstLetter = -1
  let lastLetter = -1
  for (; to < text.length; to += 1) {
    const unit = text.charCodeAt(to)
    const kind = unitClass(unit)
    if (kind === SPACE) break
    if (kinds !== ONLY_LETTERS && to - from >= CHUNK_MAX) break
    kinds |= 1 << kind
    if (kind === LETTER) {
      if (firstLetter === -1) firstLetter = to
      lastLetter = to
    } else if (kind === MARK && PLAIN_MARKS.has(unit)) outer += 1
  }
  const inner = lastLetter - firstLetter + 1
  // A word with nothing but plain punctuation before and after it is by far the most common chunk.
  if (firstLetter !== -1 && (kinds & ~(ONLY_LETTERS | ONLY_MARKS)) === 0 && inner + outer === to - from) {
    const word = text.slice(firstLetter, lastLetter + 1)
    if (kinds === ONLY_LETTERS || isAllLetters(word)) {
      pushLetters(reading, word, firstLetter)
      return to
    }
  }
  readMixed(reading, { from, to, kinds })
  return to
}

function isAllLetters(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) if (unitClass(word.charCodeAt(at)) !== LETTER) return false
  return true
}

function readMixed(
  reading: Reading,
  chunk: { readonly from: number; readonly to: number; readonly kinds: number },
): void {
  const { text } = reading.folded
  if ((chunk.kinds & (ONLY_MARKS | (1 << DIGIT))) !== 0) {
    const [coreFrom, coreTo] = trimmed(text, chunk.from, chunk.to)
    if (readSpecial(reading, text.slice(chunk.from, chunk.to), chunk.from)) return
    if (readMasked(reading, chunk.from, chunk.to)) return
    const isTrimmed = coreFrom !== chunk.from || coreTo !== chunk.to
    if (isTrimmed && readMasked(reading, coreFrom, coreTo)) return
  }
  readRuns(reading, chunk.from, chunk.to)
}

function push(reading: Reading, found: Pick<Word, 'text' | 'from' | 'to' | 'masked'>): void {
  reading.words.push({
    text: found.text,
    start: originalStart(reading.folded, found.from),
    end: originalEnd(reading.folded, found.to - 1),
    from: found.from,
    to: found.to,
    masked: found.masked,
  })
}

/** A word of letters only, or the words it was made of by leaving out the blanks. */
function pushLetters(reading: Reading, word: string, from: number): void {
  const parts = word.length < PARTED_LETTERS_MIN ? null : reading.lexicon.parted(word)
  if (parts === null) {
    push(reading, { text: word, from, to: from + word.length, masked: false })
    return
  }
  let at = from
  for (const part of parts) {
    push(reading, { text: part, from: at, to: at + part.length, masked: true })
    at += part.length
  }
}

/** Links and names of accounts say nothing by their letters. */
function readSpecial(reading: Reading, chunk: string, from: number): boolean {
  const person = PERSON.exec(chunk) ?? MENTION_IN_BRACKETS.exec(chunk)
  if (person !== null && reading.lexicon.unmask(person[0]) === null) {
    const to = from + person[0].length
    push(reading, { text: person[0].startsWith('<url') ? LINK_WORD : PERSON_WORD, from, to, masked: false })
    readRuns(reading, to, from + chunk.length)
    return true
  }
  if (!LINK.test(chunk)) return false
  push(reading, { text: LINK_WORD, from, to: from + chunk.length, masked: false })
  return true
}

function readMasked(reading: Reading, from: number, to: number): boolean {
  if (to - from < 3) return false
  const core = reading.folded.text.slice(from, to)
  if (isPlain(core)) return false
  const found = reading.lexicon.unmask(core)
  if (found === null) return false
  push(reading, { text: found, from, to, masked: true })
  return true
}

/** Letters and apostrophes only: nothing to undo by signs. */
function isPlain(core: string): boolean {
  for (let at = 0; at < core.length; at += 1) {
    const kind = unitClass(core.charCodeAt(at))
    if (kind !== LETTER && kind !== APOSTROPHE) return false
  }
  return true
}

const CLOSING = new Set('.,;:!?"\'()[]{}<>=~-/\\'.split(''))

/** Without the punctuation around it; stars, $ and @ stay, for they may be letters. */
function trimmed(text: string, from: number, to: number): readonly [number, number] {
  let start = from
  let end = to
  while (start < end && CLOSING.has(text.charAt(start))) start += 1
  while (end > start && CLOSING.has(text.charAt(end - 1))) end -= 1
  return [start, end]
}

/** Plain reading: runs of letters and digits are words, signs part them, pictures and ideographs stand alone. */
function readRuns(reading: Reading, from: number, to: number): void {
  const { text } = reading.folded
  let at = from
  while (at < to) {
    const kind = unitClass(text.charCodeAt(at))
    if (kind === LETTER || kind === DIGIT) at = readRun(reading, at, to)
    else if (kind === IDEOGRAPH || kind === PICTURE) at = readSingle(reading, at, at + 1)
    else if (kind === SURROGATE) at = readSingle(reading, at, Math.min(at + 2, to))
    else at += 1
  }
}

function readSingle(reading: Reading, from: number, to: number): number {
  push(reading, { text: reading.folded.text.slice(from, to), from, to, masked: false })
  return to
}

function readRun(reading: Reading, from: number, limit: number): number {
  const { text } = reading.folded
  let to = from
  let digitsOnly = true
  let apostrophes = false
  for (; to < limit; to += 1) {
    const kind = unitClass(text.charCodeAt(to))
    if (kind === LETTER) digitsOnly = false
    else if (kind === APOSTROPHE && to > from && to + 1 < limit && isLetterAt(text, to + 1))
      apostrophes = true
    else if (kind !== DIGIT) break
  }
  const letters = text.slice(from, to)
  if (digitsOnly) push(reading, { text: numberWord(letters.length), from, to, masked: false })
  else push(reading, { text: apostrophes ? letters.replaceAll("'", '') : letters, from, to, masked: false })
  return to
}

function isLetterAt(text: string, at: number): boolean {
  return unitClass(text.charCodeAt(at)) === LETTER
}

/** The size of a number tells years from telephone numbers; its digits would only be learned by heart. */
function numberWord(digits: number): string {
  return NUMBER_WORDS[Math.min(digits, NUMBER_WORDS.length - 1)] ?? LINK_WORD
}
