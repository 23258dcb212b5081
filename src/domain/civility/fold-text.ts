/** Folds a text to plain lower-case letters and remembers where in the original each of them came from. */

import { LOOK_ALIKES } from './look-alikes.ts'

/** `places` is null where every folded unit stands where its original did, which is so for plain ASCII. */
export interface FoldedText {
  readonly text: string
  readonly places: FoldedPlaces | null
}

/** `starts[i]` and `ends[i]` are the UTF-16 offsets in the original of the folded unit `i`. */
export interface FoldedPlaces {
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

const SPACE = ' '
/** Only case needs folding; the white space among the controls is white space to the reader of words, too. */
const PLAIN_ASCII = /^[\t\n\r\x20-\x7e]*$/
/** Controls that are white space; every other control is dropped, because it can only split words unseen. */
const SPACE_CONTROLS = /^[\t\n\v\f\r\u0085\u2028\u2029]$/
/** Joiners, direction marks, fillers, tags and variation selectors: invisible, so they must not divide a word. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u3164\uffa0\u2800]$/u
const MARK = /^\p{M}$/u
const LATIN_BASE = /^[a-z]/
/** Upper bound of folded code points remembered; all of Unicode would be a leak, a living script is far fewer. */
const REMEMBERED_FOLDS_MAX = 20_000
const FIRST_NON_ASCII = 0x80

const remembered = new Map<number, string>()

/**
 * Case, width, styled letters, accents on Latin letters, look-alikes of other scripts and invisible characters
 * are undone (NFKC and NFD of Unicode TR 15; look-alikes after the idea of TR 39). Lone surrogates become blanks.
 */
export function foldText(original: string): FoldedText {
  if (PLAIN_ASCII.test(original)) return { text: original.toLowerCase(), places: null }
  const buffer = new FoldBuffer(original.length)
  for (let at = 0; at < original.length; at += 1) {
    const unit = original.charCodeAt(at)
    if (unit < FIRST_NON_ASCII) {
      buffer.pushAscii(unit, at)
      continue
    }
    const codePoint = original.codePointAt(at) ?? unit
    const width = codePoint > 0xffff ? 2 : 1
    buffer.push(foldCodePoint(codePoint), at, at + width)
    at += width - 1
  }
  return buffer.finish()
}

/** Offset in the original at which the folded unit `at` begins. */
export function originalStart(folded: FoldedText, at: number): number {
  return folded.places === null ? at : (folded.places.starts[at] ?? 0)
}

/** Offset in the original at which the folded unit `at` ends. */
export function originalEnd(folded: FoldedText, at: number): number {
  return folded.places === null ? at + 1 : (folded.places.ends[at] ?? 0)
}

/** Folds a term of a word list exactly as a comment is folded, so that the two can meet. */
export function foldTerm(term: string): string {
  return foldText(term).text.trim()
}

function foldCodePoint(codePoint: number): string {
  const known = remembered.get(codePoint)
  if (known !== undefined) return known
  const folded = computeFold(codePoint)
  if (remembered.size < REMEMBERED_FOLDS_MAX) remembered.set(codePoint, folded)
  return folded
}

function computeFold(codePoint: number): string {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return SPACE
  const character = String.fromCodePoint(codePoint)
  if (SPACE_CONTROLS.test(character)) return SPACE
  if (INVISIBLE.test(character)) return ''
  const alike = LOOK_ALIKES.get(character)
  if (alike !== undefined) return alike
  const compatible = character.normalize('NFKC').toLowerCase()
  const decomposed = compatible.normalize('NFD')
  if (LATIN_BASE.test(decomposed)) return withoutMarks(decomposed)
  if (MARK.test(character) && codePoint >= 0x300 && codePoint <= 0x36f) return ''
  const first = decomposed.slice(0, 1)
  return LOOK_ALIKES.get(compatible) ?? LOOK_ALIKES.get(first) ?? compatible
}

function withoutMarks(decomposed: string): string {
  return Array.from(decomposed)
    .filter((character) => !MARK.test(character))
    .join('')
}

/** Grows with the text; a compatibility character may become up to 18 letters, which is rare. */
class FoldBuffer {
  private parts: string[] = []
  private starts: Uint32Array
  private ends: Uint32Array
  private units: Uint16Array
  private length = 0

  constructor(capacity: number) {
    this.starts = new Uint32Array(capacity)
    this.ends = new Uint32Array(capacity)
    this.units = new Uint16Array(capacity)
  }

  pushAscii(unit: number, at: number): void {
    if (unit >= 0x41 && unit <= 0x5a) this.pushUnit(unit + 0x20, at, at + 1)
    else if (unit >= 0x20 && unit < 0x7f) this.pushUnit(unit, at, at + 1)
    else if (unit === 0x09 || unit === 0x0a || unit === 0x0d) this.pushUnit(unit, at, at + 1)
    else if (unit === 0x0b || unit === 0x0c) this.pushUnit(0x20, at, at + 1)
  }

  push(folded: string, start: number, end: number): void {
    for (let index = 0; index < folded.length; index += 1) this.pushUnit(folded.charCodeAt(index), start, end)
  }

  finish(): FoldedText {
    this.flushParts()
    const text = this.parts.join('')
    const starts = this.starts.subarray(0, this.length)
    return { text, places: { starts, ends: this.ends.subarray(0, this.length) } }
  }

  private pushUnit(unit: number, start: number, end: number): void {
    if (this.length === this.starts.length) this.grow()
    this.starts[this.length] = start
    this.ends[this.length] = end
    this.units[this.length] = unit
    this.length += 1
  }

  private grow(): void {
    const capacity = this.starts.length * 2 + 16
    this.starts = enlarged(this.starts, new Uint32Array(capacity))
    this.ends = enlarged(this.ends, new Uint32Array(capacity))
    this.units = enlarged(this.units, new Uint16Array(capacity))
  }

  private flushParts(): void {
    // fromCharCode takes its units as arguments: larger slices could overflow the stack.
    const slice = 8_192
    for (let at = 0; at < this.length; at += slice) {
      this.parts.push(String.fromCharCode(...this.units.subarray(at, Math.min(this.length, at + slice))))
    }
  }
}

function enlarged<Kind extends Uint32Array | Uint16Array>(from: Kind, into: Kind): Kind {
  into.set(from)
  return into
}
