/** Fits the weights of one attribute: L2 logistic regression on features scaled by how they part the classes. */

import { SIGNAL_COUNT, type Corpus, type SparseMatrix } from './corpus.ts'
import { minimise } from './minimise.ts'

/** What one attribute is taught: targets in [0, 1], a weight of 0 where a row says nothing about it. */
export interface HeadTask {
  readonly targets: Float32Array
  readonly weights: Float32Array
  /**
   * Intercept of each row: a source with habits and a base rate of its own gets its own, so these are not learned as
   * words. Number 0 is the one that comments are scored with.
   */
  readonly sources: Int32Array
  readonly sourceCount: number
  /** Signals that this attribute may learn from. */
  readonly signalsOpen: readonly number[]
}

export interface HeadSettings {
  /** Strength of the penalty on weights of words and letters. */
  readonly penalty: number
  readonly signalPenalty: number
  /** Added to the counts before their ratio is taken. */
  readonly smoothing: number
  /** Largest scale a feature may get. */
  readonly scaleMax: number
  readonly rounds: number
  /**
   * How much more weights below 0 are penalised. What makes a Wikipedia comment look harmless is mostly Wikipedia's
   * own vocabulary; without it any plain sentence from elsewhere would look half toxic.
   */
  readonly calmingFactor: number
}

export interface HeadWeights {
  readonly words: Float64Array
  readonly letters: Float64Array
  readonly signals: Float64Array
  readonly bias: number
}

const SOURCE_PENALTY = 0.05
const TOLERANCE = 1e-5

/** Deterministic for the same corpus, task and settings. */
export function fitHead(
  corpus: Corpus,
  shape: { readonly wordRows: number; readonly letterRows: number },
  task: HeadTask & HeadSettings,
): HeadWeights {
  const scales = ratioScales(corpus, shape, task)
  const layout = new Layout(shape, task.sourceCount)
  const penalties = layout.penalties(task)
  const objective = lossOf(corpus, { task, scales, layout, penalties })
  const found = minimise(objective, new Float64Array(layout.size), {
    rounds: task.rounds,
    tolerance: TOLERANCE,
  })
  const words = found.slice(layout.words, layout.letters)
  const letters = found.slice(layout.letters, layout.signals)
  for (let row = 0; row < words.length; row += 1) words[row] = (words[row] ?? 0) * (scales.words[row] ?? 0)
  for (let row = 0; row < letters.length; row += 1)
    letters[row] = (letters[row] ?? 0) * (scales.letters[row] ?? 0)
  return {
    words,
    letters,
    signals: found.slice(layout.signals, layout.sources),
    bias: (found[layout.bias] ?? 0) + (found[layout.sources] ?? 0),
  }
}

class Layout {
  readonly words = 0
  readonly letters: number
  readonly signals: number
  readonly sources: number
  readonly bias: number
  readonly size: number

  constructor(shape: { readonly wordRows: number; readonly letterRows: number }, sourceCount: number) {
    this.letters = shape.wordRows
    this.signals = this.letters + shape.letterRows
    this.sources = this.signals + SIGNAL_COUNT
    this.bias = this.sources + sourceCount
    this.size = this.bias + 1
  }

  penalties(settings: HeadSettings): Float64Array {
    const penalties = new Float64Array(this.size)
    penalties.fill(settings.penalty, this.words, this.signals)
    penalties.fill(settings.signalPenalty, this.signals, this.sources)
    penalties.fill(SOURCE_PENALTY, this.sources, this.bias)
    return penalties
  }
}

interface Scales {
  readonly words: Float64Array
  readonly letters: Float64Array
}

/**
 * |log-count ratio| of each row between the classes, as in NB-SVM (Wang and Manning, 2012); rows seen in a single
 * comment only get 0, which also keeps rare collisions silent.
 */
function ratioScales(
  corpus: Corpus,
  shape: { readonly wordRows: number; readonly letterRows: number },
  task: HeadTask & HeadSettings,
): Scales {
  const words = countClasses(shape.wordRows)
  const letters = countClasses(shape.letterRows)
  for (let row = 0; row < corpus.rows; row += 1) {
    const weight = task.weights[row] ?? 0
    if (weight === 0) continue
    const positive = weight * (task.targets[row] ?? 0)
    tally(words, corpus.words, { row, positive, negative: weight - positive })
    const from = corpus.slots.pointers[row] ?? 0
    const to = corpus.slots.pointers[row + 1] ?? 0
    for (let at = from; at < to; at += 1) {
      tally(letters, corpus.letters, {
        row: corpus.slots.columns[at] ?? 0,
        positive,
        negative: weight - positive,
      })
    }
  }
  return { words: ratios(words, task), letters: ratios(letters, task) }
}

interface ClassCounts {
  readonly positive: Float64Array
  readonly negative: Float64Array
  readonly seen: Uint32Array
}

function countClasses(rows: number): ClassCounts {
  return { positive: new Float64Array(rows), negative: new Float64Array(rows), seen: new Uint32Array(rows) }
}

function tally(
  counts: ClassCounts,
  matrix: SparseMatrix,
  from: { readonly row: number; readonly positive: number; readonly negative: number },
): void {
  const end = matrix.pointers[from.row + 1] ?? 0
  for (let at = matrix.pointers[from.row] ?? 0; at < end; at += 1) {
    const column = matrix.columns[at] ?? 0
    counts.positive[column] = (counts.positive[column] ?? 0) + from.positive
    counts.negative[column] = (counts.negative[column] ?? 0) + from.negative
    counts.seen[column] = (counts.seen[column] ?? 0) + 1
  }
}

function ratios(counts: ClassCounts, settings: HeadSettings): Float64Array {
  const positives = counts.positive.reduce((sum, value) => sum + value + settings.smoothing, 0)
  const negatives = counts.negative.reduce((sum, value) => sum + value + settings.smoothing, 0)
  return counts.positive.map((value, row) => {
    if ((counts.seen[row] ?? 0) < 2) return 0
    const p = (value + settings.smoothing) / positives
    const q = ((counts.negative[row] ?? 0) + settings.smoothing) / negatives
    return Math.min(settings.scaleMax, Math.abs(Math.log(p / q)))
  })
}

interface Problem {
  readonly task: HeadTask & HeadSettings
  readonly scales: Scales
  readonly layout: Layout
  readonly penalties: Float64Array
}

function lossOf(corpus: Corpus, problem: Problem): (at: Float64Array, gradient: Float64Array) => number {
  const { task, scales, layout, penalties } = problem
  const slots = corpus.letters.pointers.length - 1
  const words = new Float64Array(scales.words.length)
  const letters = new Float64Array(scales.letters.length)
  const wordGradient = new Float64Array(words.length)
  const letterGradient = new Float64Array(letters.length)
  const slotSums = new Float64Array(slots)
  const slotGradient = new Float64Array(slots)
  return (at, gradient) => {
    gradient.fill(0)
    wordGradient.fill(0)
    letterGradient.fill(0)
    slotGradient.fill(0)
    for (let row = 0; row < words.length; row += 1) words[row] = (at[row] ?? 0) * (scales.words[row] ?? 0)
    for (let row = 0; row < letters.length; row += 1)
      letters[row] = (at[layout.letters + row] ?? 0) * (scales.letters[row] ?? 0)
    for (let slot = 0; slot < slots; slot += 1) slotSums[slot] = rowSum(corpus.letters, slot, letters)
    let loss = 0
    for (let row = 0; row < corpus.rows; row += 1) {
      const weight = task.weights[row] ?? 0
      if (weight === 0) continue
      let z = (at[layout.bias] ?? 0) + (at[layout.sources + (task.sources[row] ?? 0)] ?? 0)
      z += rowSum(corpus.words, row, words) + rowSum(corpus.slots, row, slotSums)
      for (const signal of task.signalsOpen) {
        z += (at[layout.signals + signal] ?? 0) * (corpus.signals[row * SIGNAL_COUNT + signal] ?? 0)
      }
      const target = task.targets[row] ?? 0
      loss += weight * (Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z))))
      const residual = weight * (1 / (1 + Math.exp(-z)) - target)
      spread(corpus.words, { row, residual }, wordGradient)
      spread(corpus.slots, { row, residual }, slotGradient)
      for (const signal of task.signalsOpen) {
        gradient[layout.signals + signal] =
          (gradient[layout.signals + signal] ?? 0) +
          residual * (corpus.signals[row * SIGNAL_COUNT + signal] ?? 0)
      }
      const source = layout.sources + (task.sources[row] ?? 0)
      gradient[source] = (gradient[source] ?? 0) + residual
      gradient[layout.bias] = (gradient[layout.bias] ?? 0) + residual
    }
    for (let slot = 0; slot < slots; slot += 1) {
      const residual = slotGradient[slot] ?? 0
      if (residual !== 0) spread(corpus.letters, { row: slot, residual }, letterGradient)
    }
    for (let row = 0; row < words.length; row += 1)
      gradient[row] = (wordGradient[row] ?? 0) * (scales.words[row] ?? 0)
    for (let row = 0; row < letters.length; row += 1)
      gradient[layout.letters + row] = (letterGradient[row] ?? 0) * (scales.letters[row] ?? 0)
    for (let index = 0; index < at.length; index += 1) {
      const value = at[index] ?? 0
      const isCalming = value < 0 && index < layout.signals
      const penalty = (penalties[index] ?? 0) * (isCalming ? task.calmingFactor : 1)
      loss += 0.5 * penalty * value * value
      gradient[index] = (gradient[index] ?? 0) + penalty * value
    }
    return loss
  }
}

function rowSum(matrix: SparseMatrix, row: number, weights: Float64Array): number {
  const end = matrix.pointers[row + 1] ?? 0
  let sum = 0
  for (let at = matrix.pointers[row] ?? 0; at < end; at += 1) {
    sum += (matrix.values[at] ?? 0) * (weights[matrix.columns[at] ?? 0] ?? 0)
  }
  return sum
}

function spread(
  matrix: SparseMatrix,
  from: { readonly row: number; readonly residual: number },
  into: Float64Array,
): void {
  const end = matrix.pointers[from.row + 1] ?? 0
  for (let at = matrix.pointers[from.row] ?? 0; at < end; at += 1) {
    const column = matrix.columns[at] ?? 0
    into[column] = (into[column] ?? 0) + from.residual * (matrix.values[at] ?? 0)
  }
}
