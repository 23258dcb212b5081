/** Cuts a text into the pieces of words that a BERT-like network knows by number, as Devlin and others (2018) describe. */

import { done, failed, type Outcome } from '#base/outcome.ts'

/** How much of a text is read: windows of so many pieces, the two signs at their ends included. */
export interface WindowLimits {
  readonly tokens: number
  readonly windows: number
}

export interface Wordpiece {
  /** At least one window; each begins with [CLS], ends with [SEP] and holds no more than `tokens` numbers. */
  readonly windows: (text: string, limits: WindowLimits) => readonly (readonly number[])[]
}

/** Characters of a word beyond which it is unknown as a whole; BERT's own number, and it bounds the search. */
const WORD_CHARACTERS_MAX = 100
/** UTF-16 units that are looked at: windows are full long before, unless most of it is blank or invisible. */
const READ_UNITS_MAX = 200_000
/** What no vocabulary of this kind comes near: it has some thirty thousand pieces. */
const PIECES_MAX = 500_000
/** Before a piece that goes on with a word. */
const GOES_ON = '##'

const DROPPED = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/u
const SPACE = /[\p{Z}\t\n\r]/u
const PUNCTUATION = /[\p{P}$+<=>^`|~]/u
const MARK = /\p{Mn}/u

/** First and last code points of the blocks of Chinese characters, each of which is a word. */
const CHINESE = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b820, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
] as const

interface Vocabulary {
  readonly numbers: ReadonlyMap<string, number>
  /** UTF-16 units of its longest piece. */
  readonly longest: number
  readonly unknown: number
  readonly begin: number
  readonly end: number
}

/** `vocabulary`: a piece a line, its number being that of its line. The problem says what it lacks. */
export function createWordpiece(vocabulary: string): Outcome<Wordpiece, string> {
  const read = readVocabulary(vocabulary)
  if (!read.ok) return read
  return done({ windows: (text, limits) => cut(text, limits, read.value) })
}

function readVocabulary(text: string): Outcome<Vocabulary, string> {
  const numbers = new Map<string, number>()
  let longest = 1
  const lines = text.split('\n')
  if (lines.length > PIECES_MAX) return failed(`more than ${PIECES_MAX} pieces`)
  lines.forEach((line, number) => {
    const piece = line.endsWith('\r') ? line.slice(0, -1) : line
    if (piece === '' || numbers.has(piece)) return
    numbers.set(piece, number)
    longest = Math.max(longest, piece.length)
  })
  const [unknown, begin, end] = ['[UNK]', '[CLS]', '[SEP]'].map((sign) => numbers.get(sign))
  if (unknown === undefined || begin === undefined || end === undefined)
    return failed('no [UNK], [CLS] or [SEP]')
  return done({ numbers, longest, unknown, begin, end })
}

function cut(text: string, limits: WindowLimits, vocabulary: Vocabulary): number[][] {
  const filler = new WindowFiller(limits, vocabulary)
  let word = ''
  let characters = 0
  const endWord = (): void => {
    if (characters > WORD_CHARACTERS_MAX) filler.add([vocabulary.unknown])
    else if (characters > 0) filler.add(piecesOf(word, vocabulary))
    word = ''
    characters = 0
  }
  let units = 0
  for (const written of text) {
    units += written.length
    if (filler.isFull || units > READ_UNITS_MAX) break
    if (SPACE.test(written)) endWord()
    else if (!DROPPED.test(written)) {
      const isChinese = standsAlone(written)
      for (const character of folded(written)) {
        if (isChinese || PUNCTUATION.test(character)) {
          endWord()
          filler.add(piecesOf(character, vocabulary))
        } else {
          characters += 1
          if (characters <= WORD_CHARACTERS_MAX) word += character
        }
      }
    }
  }
  endWord()
  return filler.finish()
}

/** Small letters without accents. One character at a time, so that no pile of accents costs more than its length. */
function folded(character: string): readonly string[] {
  if (character.length === 1 && character < '\u0080') return [character.toLowerCase()]
  const parts = Array.from(character.normalize('NFD')).filter((part) => !MARK.test(part))
  return parts.flatMap((part) => Array.from(part.toLowerCase()))
}

function standsAlone(character: string): boolean {
  const point = character.codePointAt(0) ?? 0
  return CHINESE.some(([first, last]) => point >= first && point <= last)
}

/** The longest known piece first, again and again; a word with a rest that is no piece is unknown as a whole. */
function piecesOf(word: string, { numbers, longest, unknown }: Vocabulary): readonly number[] {
  const pieces: number[] = []
  for (let from = 0; from < word.length;) {
    let to = Math.min(word.length, from + longest)
    let found: number | undefined
    for (; to > from; to -= 1) {
      const piece = word.slice(from, to)
      found = numbers.get(from === 0 ? piece : GOES_ON + piece)
      if (found !== undefined) break
    }
    if (found === undefined) return [unknown]
    pieces.push(found)
    from = to
  }
  return pieces
}

class WindowFiller {
  isFull = false
  readonly #windows: number[][] = []
  #open: number[] = []
  readonly #room: number
  readonly #limits: WindowLimits
  readonly #vocabulary: Vocabulary

  constructor(limits: WindowLimits, vocabulary: Vocabulary) {
    this.#limits = limits
    this.#vocabulary = vocabulary
    // Two places are for the signs at the ends.
    this.#room = Math.max(1, limits.tokens - 2)
  }

  add(pieces: readonly number[]): void {
    for (const piece of pieces) {
      if (this.#open.length === this.#room) this.#close()
      if (this.isFull) return
      this.#open.push(piece)
    }
  }

  finish(): number[][] {
    if (this.#open.length > 0 || this.#windows.length === 0) this.#close()
    return this.#windows
  }

  #close(): void {
    const { begin, end } = this.#vocabulary
    this.#windows.push([begin, ...this.#open, end])
    this.#open = []
    this.isFull = this.#windows.length >= this.#limits.windows
  }
}
