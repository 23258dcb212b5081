/** Sums of weights over a corpus, for calibrating and comparing before anything is packed. */

import { SIGNAL_COUNT, type Corpus, type SparseMatrix } from './corpus.ts'
import type { HeadWeights } from './fit-head.ts'

/** One sum per row, without the intercepts of the sources: at run time nobody knows a comment's source. */
export function sumsOf(corpus: Corpus, weights: HeadWeights): Float64Array {
  const slots = new Float64Array(corpus.letters.pointers.length - 1)
  for (let slot = 0; slot < slots.length; slot += 1)
    slots[slot] = rowSum(corpus.letters, slot, weights.letters)
  const sums = new Float64Array(corpus.rows)
  for (let row = 0; row < corpus.rows; row += 1) {
    let sum = weights.bias + rowSum(corpus.words, row, weights.words) + rowSum(corpus.slots, row, slots)
    for (let signal = 0; signal < SIGNAL_COUNT; signal += 1) {
      sum += (weights.signals[signal] ?? 0) * (corpus.signals[row * SIGNAL_COUNT + signal] ?? 0)
    }
    sums[row] = sum
  }
  return sums
}

function rowSum(matrix: SparseMatrix, row: number, weights: Float64Array): number {
  const end = matrix.pointers[row + 1] ?? 0
  let sum = 0
  for (let at = matrix.pointers[row] ?? 0; at < end; at += 1) {
    sum += (matrix.values[at] ?? 0) * (weights[matrix.columns[at] ?? 0] ?? 0)
  }
  return sum
}
