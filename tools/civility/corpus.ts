/** Training rows as sparse matrices, laid out so that one pass over them is a few typed-array loops. */

import type { Features } from '#domain/civility/read-features.ts'
import { SIGNALS } from '#domain/civility/read-signals.ts'
import { visitLetterRows, type KnownWord, type TableShape } from '#domain/civility/word-store.ts'

/** Compressed sparse rows. */
export interface SparseMatrix {
  readonly pointers: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/**
 * A comment's letter groups are those of its words, so they are kept once per distinct word (`letters`) and the
 * comment only names its words (`slots`).
 */
export interface Corpus {
  readonly rows: number
  readonly words: SparseMatrix
  readonly slots: SparseMatrix
  readonly letters: SparseMatrix
  readonly signals: Float32Array
}

class Growing {
  private readonly pointers: number[] = [0]
  private columns = new Int32Array(1 << 16)
  private values = new Float32Array(1 << 16)
  private length = 0

  add(column: number, value: number): void {
    if (this.length === this.columns.length) {
      const columns = new Int32Array(this.length * 2)
      columns.set(this.columns)
      this.columns = columns
      const values = new Float32Array(this.length * 2)
      values.set(this.values)
      this.values = values
    }
    this.columns[this.length] = column
    this.values[this.length] = value
    this.length += 1
  }

  endRow(): void {
    this.pointers.push(this.length)
  }

  finish(): SparseMatrix {
    return {
      pointers: Int32Array.from(this.pointers),
      columns: this.columns.slice(0, this.length),
      values: this.values.slice(0, this.length),
    }
  }
}

/** Collects the features of comments read with one word store. */
export class CorpusBuilder {
  private readonly words = new Growing()
  private readonly slots = new Growing()
  private readonly known: KnownWord[] = []
  private readonly signals: number[] = []
  private count = 0
  private readonly shape: TableShape

  constructor(shape: TableShape) {
    this.shape = shape
  }

  add(features: Features): void {
    features.distinct.forEach((word, at) => {
      const weight = features.counts[at] ?? 1
      this.words.add(word.row, weight / features.wordNorm)
      this.slots.add(word.slot, weight / features.letterNorm)
      this.known[word.slot] = word
    })
    for (const row of features.pairs.rows) this.words.add(row, 1 / features.wordNorm)
    this.words.endRow()
    this.slots.endRow()
    for (const signal of features.signals) this.signals.push(signal)
    this.count += 1
  }

  finish(): Corpus {
    const letters = new Growing()
    for (const word of this.known) {
      if (word !== undefined) visitLetterRows(word.text, this.shape, (row) => letters.add(row, 1))
      letters.endRow()
    }
    return {
      rows: this.count,
      words: withoutSingles(this.words.finish(), this.shape.wordRows),
      slots: this.slots.finish(),
      letters: letters.finish(),
      signals: Float32Array.from(this.signals),
    }
  }
}

/** Columns met in a single row teach nothing (`fitHead` gives them no weight): without them every pass is shorter. */
function withoutSingles(matrix: SparseMatrix, columns: number): SparseMatrix {
  const seen = new Uint32Array(columns)
  for (const column of matrix.columns) seen[column] = (seen[column] ?? 0) + 1
  const kept = new Growing()
  for (let row = 0; row + 1 < matrix.pointers.length; row += 1) {
    const end = matrix.pointers[row + 1] ?? 0
    for (let at = matrix.pointers[row] ?? 0; at < end; at += 1) {
      const column = matrix.columns[at] ?? 0
      if ((seen[column] ?? 0) > 1) kept.add(column, matrix.values[at] ?? 0)
    }
    kept.endRow()
  }
  return kept.finish()
}

/** Signals a comment has. */
export const SIGNAL_COUNT = SIGNALS.length
