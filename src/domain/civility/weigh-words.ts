/** Multiplies the features of one comment with the weights of one language. */

import type { Features } from './read-features.ts'
import type { LanguageWeights } from './weights.ts'
import { visitLetterRows, WordStore, type KnownWord } from './word-store.ts'
import type { Lexicon } from './lexicon.ts'

/** Distinct words remembered with their sums, about 12 MB. Beyond, all are forgotten and computed again. */
const REMEMBERED_WORDS_MAX = 50_000

/** Sums per column over a whole comment, and what each word (index into `features.words`) added to them. */
export interface Weighed {
  readonly sums: Float64Array
  /** Word by word, `columns` numbers each; computed only when asked for. */
  readonly byWord: () => Float64Array
}

/** Remembers the sums of words it has met; the remembered sums are those it would compute again. */
export class WordWeigher {
  readonly store: WordStore
  private readonly weights: LanguageWeights
  private wordSums: Float32Array
  private letterSums: Float32Array
  private filled = 0
  private readonly scratch: Int32Array

  constructor(weights: LanguageWeights, lexicon: Lexicon) {
    this.weights = weights
    this.scratch = new Int32Array(weights.columns)
    this.store = new WordStore(weights.shape, lexicon)
    this.wordSums = new Float32Array(REMEMBERED_WORDS_MAX * weights.columns)
    this.letterSums = new Float32Array(REMEMBERED_WORDS_MAX * weights.columns)
  }

  /** To be called before a comment's features are read: slots must not change while one is being weighed. */
  makeRoom(): void {
    if (this.store.size < REMEMBERED_WORDS_MAX) return
    this.store.clear()
    this.filled = 0
  }

  weigh(features: Features): Weighed {
    const { columns } = this.weights
    this.fill(features.distinct)
    const sums = this.pairSums(features)
    const { distinct, counts } = features
    for (let at = 0; at < distinct.length; at += 1) {
      const from = (distinct[at]?.slot ?? 0) * columns
      const count = counts[at] ?? 1
      const word = count / features.wordNorm
      const letters = count / features.letterNorm
      for (let column = 0; column < columns; column += 1) {
        sums[column] =
          (sums[column] ?? 0) +
          word * (this.wordSums[from + column] ?? 0) +
          letters * (this.letterSums[from + column] ?? 0)
      }
    }
    return { sums, byWord: () => this.weighEach(features) }
  }

  /** Bytes are added up as they are and scaled once in the end. */
  private pairSums(features: Features): Float64Array {
    const { columns, wordSteps, wordTable } = this.weights
    const sums = new Float64Array(columns)
    const { rows } = features.pairs
    if (columns === COLUMNS_OF_ENGLISH) addEight(rows, wordTable, sums)
    else addRows(rows, { columns, table: wordTable }, sums)
    for (let column = 0; column < columns; column += 1) {
      sums[column] = ((sums[column] ?? 0) * (wordSteps[column] ?? 0)) / features.wordNorm
    }
    return sums
  }

  /** A word that stands n times shares its weight among the n places. */
  private weighEach(features: Features): Float64Array {
    const { columns, wordSteps, wordTable } = this.weights
    const byWord = new Float64Array(features.words.length * columns)
    const counts = new Map<KnownWord, number>()
    for (const word of features.known) counts.set(word, (counts.get(word) ?? 0) + 1)
    features.known.forEach((word, at) => {
      const times = counts.get(word) ?? 1
      const share = (1 + Math.log(times)) / times
      const scale = { word: share / features.wordNorm, letters: share / features.letterNorm }
      this.addWord(word, { into: byWord, offset: at * columns, ...scale })
    })
    features.pairs.rows.forEach((row, index) => {
      const offset = (features.pairs.at[index] ?? 0) * columns
      for (let column = 0; column < columns; column += 1) {
        const weight = (wordTable[row * columns + column] ?? 0) * (wordSteps[column] ?? 0)
        byWord[offset + column] = (byWord[offset + column] ?? 0) + weight / features.wordNorm
      }
    })
    return byWord
  }

  private addWord(
    known: KnownWord,
    to: {
      readonly into: Float64Array
      readonly offset: number
      readonly word: number
      readonly letters: number
    },
  ): void {
    const { columns } = this.weights
    const from = known.slot * columns
    for (let column = 0; column < columns; column += 1) {
      const at = to.offset + column
      to.into[at] =
        (to.into[at] ?? 0) +
        to.word * (this.wordSums[from + column] ?? 0) +
        to.letters * (this.letterSums[from + column] ?? 0)
    }
  }

  /** Log-odds that raters would mark each word: itself, its letters and its neighbourhood, each part normed by itself. */
  markWords(features: Features, marked: { readonly column: number; readonly bias: number }): Float64Array {
    const { columns, wordSteps, wordTable } = this.weights
    const { column, bias } = marked
    const step = wordSteps[column] ?? 0
    const { known, pairs } = features
    const odds = new Float64Array(known.length)
    const squares = new Float64Array(known.length).fill(1)
    for (let index = 0; index < pairs.rows.length; index += 1) {
      const at = pairs.at[index] ?? 0
      odds[at] = (odds[at] ?? 0) + (wordTable[(pairs.rows[index] ?? 0) * columns + column] ?? 0) * step
      squares[at] = (squares[at] ?? 1) + 1
    }
    for (let at = 0; at < known.length; at += 1) {
      const word = known[at]
      if (word === undefined) continue
      const place = word.slot * columns + column
      const near = ((this.wordSums[place] ?? 0) + (odds[at] ?? 0)) / Math.sqrt(squares[at] ?? 1)
      odds[at] = bias + near + (this.letterSums[place] ?? 0) / Math.sqrt(Math.max(1, word.letterCount))
    }
    return odds
  }

  private fill(words: readonly KnownWord[]): void {
    for (const word of words) {
      if (word.slot < this.filled) continue
      // Slots are given in order, so a word not yet filled is the next one or a later one of this same comment.
      this.reserve(word.slot + 1)
      this.fillWord(word)
    }
    this.filled = Math.max(this.filled, this.store.size)
  }

  private fillWord(word: KnownWord): void {
    const { columns, shape, wordSteps, letterSteps, wordTable, letterTable } = this.weights
    const to = word.slot * columns
    const sums = this.scratch.fill(0)
    visitLetterRows(word.text, shape, (row) => {
      const from = row * columns
      for (let column = 0; column < columns; column += 1) {
        sums[column] = (sums[column] ?? 0) + (letterTable[from + column] ?? 0)
      }
    })
    for (let column = 0; column < columns; column += 1) {
      this.wordSums[to + column] = (wordTable[word.row * columns + column] ?? 0) * (wordSteps[column] ?? 0)
      this.letterSums[to + column] = (sums[column] ?? 0) * (letterSteps[column] ?? 0)
    }
  }

  /** One comment alone may hold more words than are remembered. */
  private reserve(words: number): void {
    const needed = words * this.weights.columns
    if (needed <= this.wordSums.length) return
    const enlarge = (sums: Float32Array): Float32Array => {
      const larger = new Float32Array(needed * 2)
      larger.set(sums)
      return larger
    }
    this.wordSums = enlarge(this.wordSums)
    this.letterSums = enlarge(this.letterSums)
  }
}

/** Columns of the English weights: seven attributes and the marked words. */
const COLUMNS_OF_ENGLISH = 8

/** The same as `addRows` for eight columns, kept in variables: most comments spend more time here than anywhere else. */
function addEight(rows: readonly number[], table: Int8Array, into: Float64Array): void {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let index = 0; index < rows.length; index += 1) {
    const from = (rows[index] ?? 0) * COLUMNS_OF_ENGLISH
    a += table[from] ?? 0
    b += table[from + 1] ?? 0
    c += table[from + 2] ?? 0
    d += table[from + 3] ?? 0
    e += table[from + 4] ?? 0
    f += table[from + 5] ?? 0
    g += table[from + 6] ?? 0
    h += table[from + 7] ?? 0
  }
  into.set([a, b, c, d, e, f, g, h])
}

function addRows(
  rows: readonly number[],
  from: { readonly columns: number; readonly table: Int8Array },
  into: Float64Array,
): void {
  for (const row of rows) {
    for (let column = 0; column < from.columns; column += 1) {
      into[column] = (into[column] ?? 0) + (from.table[row * from.columns + column] ?? 0)
    }
  }
}
