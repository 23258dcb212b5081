/** Trains every attribute of one language and calibrates it on folds that its weights have not seen. */

import type { Attribute } from '../../src/domain/civility/attribute.ts'
import { hashRow, hashWord } from '../../src/domain/civility/hash-feature.ts'
import { SIGNALS, SURFACE_SIGNALS_FROM } from '../../src/domain/civility/read-signals.ts'
import type { TableShape } from '../../src/domain/civility/word-store.ts'
import type { AttributeHead } from '../../src/domain/civility/weights.ts'
import type { Corpus } from './corpus.ts'
import { fitCalibration, type CalibrationSample } from './fit-calibration.ts'
import { fitHead, type HeadSettings, type HeadWeights } from './fit-head.ts'
import { sumsOf } from './score-corpus.ts'
import type { TaughtRow } from './training-sources.ts'

/** What is trained: the rows beside their features, and which source counts how much for which attribute. */
export interface HeadsTask {
  readonly rows: readonly TaughtRow[]
  readonly corpus: Corpus
  readonly shape: TableShape
  readonly sources: readonly string[]
  readonly weights: Readonly<Partial<Record<Attribute, Readonly<Record<string, number>>>>>
  /** Sources whose comments are like those that will be scored; the others' base rates mean nothing. */
  readonly calibrateOn: Readonly<Partial<Record<Attribute, readonly string[]>>>
  readonly log: (line: string) => void
}

export interface TrainedHead {
  readonly head: AttributeHead
  readonly weights: HeadWeights
}

/** Settings chosen on folds of the training part; see docs/civility.md. */
const SETTINGS: HeadSettings = { penalty: 1, signalPenalty: 0.1, smoothing: 0.1, scaleMax: 3, rounds: 60 }
/** Attributes with few positives overfit sooner. */
const RARE_PENALTY: Readonly<Partial<Record<Attribute, number>>> = { threat: 1.5, severe_toxicity: 1.5 }
/** Parts for held-out sums. Four cost four more fits of each attribute; more gain nothing that is measurable. */
const FOLDS = 4
const FOLD_SEED = 11
/** Source intercepts are not used at run time, so the bias must be that of the sources it is calibrated on: 0 here. */

/** One head per attribute that has weights, in the order of `attributes`. Rows of the dev part are never touched. */
export function trainHeads(task: HeadsTask, attributes: readonly Attribute[]): TrainedHead[] {
  return attributes.map((attribute, column) => {
    const started = performance.now()
    const bySource = task.weights[attribute] ?? {}
    const teaching = task.rows.map(({ row, labels }) =>
      row.split === 'train' && labels[attribute] !== undefined ? (bySource[row.source] ?? 0) : 0,
    )
    const fit = (rowWeights: readonly number[]): HeadWeights => fitOne(task, attribute, rowWeights)
    const samples = heldOutSamples(task, attribute, { teaching, fit })
    const weights = fit(teaching)
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    task.log(
      `${attribute}: ${teaching.filter((weight) => weight > 0).length} rows, ${samples.length} to calibrate, ${seconds} s`,
    )
    const head = {
      attribute,
      column,
      bias: weights.bias,
      signals: Array.from(weights.signals, (value) => Number(value.toPrecision(6))),
      calibration: fitCalibration(samples),
    }
    return { head, weights }
  })
}

function fitOne(task: HeadsTask, attribute: Attribute, rowWeights: readonly number[]): HeadWeights {
  return fitHead(task.corpus, task.shape, {
    ...SETTINGS,
    penalty: RARE_PENALTY[attribute] ?? SETTINGS.penalty,
    targets: Float32Array.from(task.rows, ({ labels }) => labels[attribute] ?? 0),
    weights: Float32Array.from(rowWeights),
    sources: Int32Array.from(task.rows, ({ row }) => task.sources.indexOf(row.source)),
    sourceCount: task.sources.length,
    signalsOpen: attribute === 'spam' ? SIGNALS.length : SURFACE_SIGNALS_FROM,
  })
}

/** Rows of one group (a video, a conversation) stay in one fold, or the group itself would be learned. */
export function foldOf(row: { readonly id: string; readonly group: string }): number {
  return hashRow(hashWord(row.group === '' ? row.id : row.group, FOLD_SEED), FOLDS)
}

function heldOutSamples(
  task: HeadsTask,
  attribute: Attribute,
  how: { readonly teaching: readonly number[]; readonly fit: (weights: readonly number[]) => HeadWeights },
): CalibrationSample[] {
  const sources = new Set(task.calibrateOn[attribute])
  const folds = task.rows.map(({ row }) => foldOf(row))
  const samples: CalibrationSample[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = how.fit(how.teaching.map((weight, at) => (folds[at] === fold ? 0 : weight)))
    const sums = sumsOf(task.corpus, weights)
    task.rows.forEach(({ row, labels }, at) => {
      const target = labels[attribute]
      if (folds[at] !== fold || row.split !== 'train' || target === undefined || !sources.has(row.source))
        return
      samples.push({ sum: sums[at] ?? 0, target, weight: 1 })
    })
  }
  return samples
}
