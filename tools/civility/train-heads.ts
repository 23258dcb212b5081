/** Trains every attribute of one language and calibrates it on folds that its weights have not seen. */

import type { Attribute } from '#domain/civility/attribute.ts'
import { hashRow, hashWord } from '#domain/civility/hash-feature.ts'
import { isOpenToAll, SIGNALS } from '#domain/civility/read-signals.ts'
import type { TableShape } from '#domain/civility/word-store.ts'
import type { AttributeHead } from '#domain/civility/weights.ts'
import type { Corpus } from './corpus.ts'
import { fitCalibration, type CalibrationSample } from './fit-calibration.ts'
import { rocAuc } from './measure.ts'
import { fitHead, type HeadSettings, type HeadWeights } from './fit-head.ts'
import { sumsOf } from './sums-of.ts'
import type { TaughtRow } from './training-sources.ts'

/** What is trained: the rows beside their features, and which source counts how much for which attribute. */
export interface HeadsTask {
  readonly rows: readonly TaughtRow[]
  readonly corpus: Corpus
  readonly shape: TableShape
  readonly sources: readonly string[]
  /** Sources that share the intercept that comments are scored with. */
  readonly common: ReadonlySet<string>
  /** Log-odds of each row's strongest marked word, or null where the language has none. */
  readonly strongest: Float64Array | null
  readonly weights: Readonly<Partial<Record<Attribute, Readonly<Record<string, number>>>>>
  /** Sources whose comments are like those that will be scored; the others' base rates mean nothing. */
  readonly calibrateOn: Readonly<Partial<Record<Attribute, readonly string[]>>>
  /** Settings that differ from the usual ones. */
  readonly settings: Readonly<Partial<Record<Attribute, Partial<HeadSettings>>>>
  /** True where attacks on groups are told from comments that name a group in peace. */
  readonly namesGroups: boolean
  readonly log: (line: string) => void
}

export interface TrainedHead {
  readonly head: AttributeHead
  readonly weights: HeadWeights
}

/** Settings chosen on folds of the training part; see docs/civility.md. */
const SETTINGS: HeadSettings = {
  penalty: 1,
  signalPenalty: 0.1,
  smoothing: 0.1,
  scaleMax: 3,
  rounds: 60,
  calmingFactor: 1,
}

const ALL_SIGNALS = SIGNALS.map((_, signal) => signal)
const OPEN_SIGNALS = ALL_SIGNALS.filter(isOpenToAll)

/** Parts for held-out sums. */
const FOLDS = 4
/** Positives beyond which half of the parts say enough: each part costs one more fit. */
const MANY_POSITIVES = 1_500
const FOLD_SEED = 11
/** Attributes that single words decide; for the others the strongest word is beside the point. */
const BY_WORDS: ReadonlySet<Attribute> = new Set(['toxicity', 'severe_toxicity', 'insult', 'profanity'])
const STRONGEST_WEIGHTS = [0, 0.25, 0.5, 0.75]
/**
 * Loss of area on held-out folds that is accepted for more weight on the strongest word: marked words were learned
 * on news comments and carry over to other sites better than Wikipedia's vocabulary does.
 */
const AREA_ACCEPTED = 0.001

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
    const strongestWord = task.strongest !== null && BY_WORDS.has(attribute) ? chooseStrongest(samples) : 0
    const combined = samples.map((sample) => ({
      ...sample,
      sum: sample.sum + strongestWord * sample.strongest,
    }))
    const weights = fit(teaching)
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    const heldOutArea = Number(areaOf(samples, strongestWord).toFixed(4))
    task.log(
      `${attribute}: ${teaching.filter((weight) => weight > 0).length} rows; held out ${samples.length}, ROC-AUC ${heldOutArea}, strongest word ${strongestWord}; ${seconds} s`,
    )
    const head = {
      attribute,
      column,
      bias: weights.bias,
      signals: Array.from(weights.signals, (value) => Number(value.toPrecision(6))),
      strongestWord,
      calibration: fitCalibration(combined),
      heldOutArea,
    }
    return { head, weights }
  })
}

function fitOne(task: HeadsTask, attribute: Attribute, rowWeights: readonly number[]): HeadWeights {
  return fitHead(task.corpus, task.shape, {
    ...SETTINGS,
    ...task.settings[attribute],
    targets: Float32Array.from(task.rows, ({ labels }) => labels[attribute] ?? 0),
    weights: Float32Array.from(rowWeights),
    sources: Int32Array.from(task.rows, ({ row }) =>
      task.common.has(row.source) ? 0 : 1 + task.sources.indexOf(row.source),
    ),
    sourceCount: 1 + task.sources.length,
    signalsOpen: attribute === 'spam' ? ALL_SIGNALS : OPEN_SIGNALS,
  })
}

/** The three videos by fold: by their hashes two would share one, and one video alone cannot teach spam. */
const VIDEO_FOLDS: ReadonlyMap<string, number> = new Map([
  ['Psy', 0],
  ['KatyPerry', 1],
  ['LMFAO', 2],
  ['Eminem', 2],
  ['Shakira', 3],
])

function spamFoldOf(row: { readonly id: string; readonly group: string }): number {
  return VIDEO_FOLDS.get(row.group) ?? foldOf(row)
}

interface HeldOut extends CalibrationSample {
  readonly strongest: number
}

/** The largest weight that costs no area worth speaking of. */
function chooseStrongest(samples: readonly HeldOut[]): number {
  const areas = STRONGEST_WEIGHTS.map((weight) => areaOf(samples, weight))
  const best = Math.max(...areas)
  return STRONGEST_WEIGHTS.findLast((_, at) => (areas[at] ?? 0) >= best - AREA_ACCEPTED) ?? 0
}

function areaOf(samples: readonly HeldOut[], strongest: number): number {
  return rocAuc(
    samples.map((sample) => sample.sum + strongest * sample.strongest),
    samples.map((sample) => sample.target),
  )
}

/** Rows of one group (a video, a conversation) stay in one fold, or the group itself would be learned. */
export function foldOf(row: { readonly id: string; readonly group: string }): number {
  return hashRow(hashWord(row.group === '' ? row.id : row.group, FOLD_SEED), FOLDS)
}

const GROUP_SIGNAL = SIGNALS.indexOf('group_named')

/**
 * Attacks on groups are told from comments that name a group in peace. Against all comments "one half" would lie so
 * low that naming a group was enough to reach it.
 */
function namesGroup(corpus: Corpus, row: number): boolean {
  return (corpus.signals[row * SIGNALS.length + GROUP_SIGNAL] ?? 0) > 0
}

function heldOutSamples(
  task: HeadsTask,
  attribute: Attribute,
  how: { readonly teaching: readonly number[]; readonly fit: (weights: readonly number[]) => HeadWeights },
): HeldOut[] {
  const sources = new Set(task.calibrateOn[attribute])
  const folds = task.rows.map(({ row }) => (attribute === 'spam' ? spamFoldOf(row) : foldOf(row)))
  const samples: HeldOut[] = []
  // Made sentences are many and their frames few: they do not count as evidence here.
  const positives = task.rows.filter(
    ({ row, labels }) =>
      sources.has(row.source) && !row.source.startsWith('made/') && (labels[attribute] ?? 0) >= 0.5,
  )
  const folded = positives.length > MANY_POSITIVES ? FOLDS / 2 : FOLDS
  for (let fold = 0; fold < folded; fold += 1) {
    const weights = how.fit(how.teaching.map((weight, at) => (folds[at] === fold ? 0 : weight)))
    const sums = sumsOf(task.corpus, weights)
    task.rows.forEach(({ row, labels }, at) => {
      const target = labels[attribute]
      if (folds[at] !== fold || row.split !== 'train' || target === undefined) return
      if (!sources.has(row.source)) return
      if (task.namesGroups && attribute === 'identity_attack' && target < 0.5 && !namesGroup(task.corpus, at))
        return
      samples.push({ sum: sums[at] ?? 0, strongest: task.strongest?.[at] ?? 0, target, weight: 1 })
    })
  }
  return samples
}
