/** Cuts a folded text into words, undoing disguises on the way; every word knows its place in the original. */

import { foldText, type FoldedText } from './fold-text.ts'
import { joinSpelled } from './join-spelled.ts'
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

/** Linear in the length of the text. */
export function splitWords(text: string, lexicon: Lexicon): readonly Word[] {
  const folded = foldText(text)
  const words: Word[] = []
  const length = folded.text.length
  let at = 0
  while (at < length) {
    if (unitClass(folded.text.charCodeAt(at)) === SPACE) {
      at += 1
      continue
    }
    const to = chunkEnd(folded.text, at)
    readChunk({ folded, words, lexicon }, at, to)
    at = to
  }
  return joinSpelled(words, lexicon)
}

interface Reading {
  readonly folded: FoldedText
  readonly words: Word[]
  readonly lexicon: Lexicon
}

/** Ends at white space; a chunk of letters alone may be of any length, because it is taken as one word. */
function chunkEnd(text: string, from: number): number {
  let at = from
  let onlyLetters = true
  while (at < text.length) {
    const kind = unitClass(text.charCodeAt(at))
    if (kind === SPACE) return at
    if (kind !== LETTER) onlyLetters = false
    if (!onlyLetters && at - from >= CHUNK_MAX) return at
    at += 1
  }
  return at
}

function readChunk(reading: Reading, from: number, to: number): void {
  const { text } = reading.folded
  let kinds = 0
  for (let at = from; at < to; at += 1) kinds |= 1 << unitClass(text.charCodeAt(at))
  if (kinds === 1 << LETTER) {
    push(reading, { text: text.slice(from, to), from, to, masked: false })
    return
  }
  const [coreFrom, coreTo] = trimmed(text, from, to)
  const signs = (1 << MARK) | (1 << DIGIT)
  if ((kinds & signs) !== 0) {
    const chunk = text.slice(from, to)
    if (readSpecial(reading, chunk, from)) return
    if (readMasked(reading, from, to) || readMasked(reading, coreFrom, coreTo)) return
  }
  readRuns(reading, from, to)
}

function push(reading: Reading, found: Pick<Word, 'text' | 'from' | 'to' | 'masked'>): void {
  const { starts, ends } = reading.folded
  reading.words.push({
    text: found.text,
    start: starts[found.from] ?? 0,
    end: ends[found.to - 1] ?? 0,
    from: found.from,
    to: found.to,
    masked: found.masked,
  })
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
