/** Fits a correction to decisions: logistic regression towards the stock model, one coordinate after the other. */
import { ATTRIBUTES } from '#domain/civility/attribute.ts'
import type { Correction } from '#domain/civility/learning/correction.ts'
import { bucketScale, logOdds, oddsSignals } from '#domain/civility/learning/correction.ts'
import type { LearningExample } from '#domain/civility/learning/learning-example.ts'
import {
  BUCKET_COMMENTS_MIN,
  LANGUAGE_DECISIONS_MIN,
  WORD_BUCKETS,
} from '#domain/civility/learning/learning-bounds.ts'

/** How strongly words are held at nothing, in decisions: a word must show itself that much. */
export interface FitStrength {
  /** Infinity for no words at all. */
  readonly words: number
}

/** The line has few numbers and may move more freely than words; in decisions, too. */
const LINE_STRENGTH = 5

/** Rounds over all coordinates: beyond, figures changed in the fourth digit. */
const ROUNDS = 30

/** Steps of work between two pauses: a millisecond or two. */
const PAUSE_STEPS = 20_000

/** The logistic curve is nowhere more curved. */
const CURVATURE_MAX = 0.25

const BYTE_MAX = 127

/** Column by column: which decisions it stands in, and with what value. */
interface Column {
  readonly rows: Int32Array
  readonly values: Float64Array
  readonly strength: number
}

/** Yields after each slice of work, so that the caller can serve others; the same decisions give the same numbers. */
export function* fitCorrection(
  examples: readonly LearningExample[],
  { words }: FitStrength,
): Generator<undefined, Correction> {
  const lineColumns = lineOf(examples)
  yield
  const { buckets, columns: wordColumns } = Number.isFinite(words)
    ? yield* wordsOf(examples, words)
    : { buckets: [], columns: [] }
  const fitted = yield* descend(examples, [...lineColumns, ...wordColumns])
  const ofWords = fitted.subarray(lineColumns.length)
  const step = ofWords.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / BYTE_MAX
  const weights = new Int8Array(WORD_BUCKETS)
  buckets.forEach((bucket, at) => {
    weights[bucket] = step === 0 ? 0 : Math.round((ofWords[at] ?? 0) / step)
  })
  return {
    languages: languagesOf(examples),
    bias: fitted[0] ?? 0,
    slopes: [...fitted.subarray(1, lineColumns.length)],
    step,
    weights,
  }
}

function languagesOf(examples: readonly LearningExample[]): string[] {
  const counts = new Map<string, number>()
  for (const { language } of examples) counts.set(language, (counts.get(language) ?? 0) + 1)
  return [...counts]
    .flatMap(([language, count]) => (count >= LANGUAGE_DECISIONS_MIN ? [language] : []))
    .sort()
}

/** The intercept, which costs nothing, and one column for each attribute. */
function lineOf(examples: readonly LearningExample[]): Column[] {
  const rows = Int32Array.from(examples, (_, at) => at)
  const signals = examples.map(({ scores }) => oddsSignals(scores))
  const column = (values: readonly number[], strength: number): Column => ({
    rows,
    values: Float64Array.from(values),
    strength,
  })
  return [
    column(
      examples.map(() => 1),
      0,
    ),
    ...ATTRIBUTES.map((_, at) =>
      column(
        signals.map((values) => values[at] ?? 0),
        LINE_STRENGTH,
      ),
    ),
  ]
}

function* wordsOf(
  examples: readonly LearningExample[],
  strength: number,
): Generator<undefined, { readonly buckets: readonly number[]; readonly columns: readonly Column[] }> {
  const rowsOf = new Map<number, number[]>()
  const pause = createPause()
  for (const [row, { buckets }] of examples.entries()) {
    for (const bucket of buckets) {
      const rows = rowsOf.get(bucket)
      if (rows) rows.push(row)
      else rowsOf.set(bucket, [row])
    }
    if (pause(buckets.length)) yield
  }
  const known = [...rowsOf]
    .filter(([, rows]) => rows.length >= BUCKET_COMMENTS_MIN)
    .sort((a, b) => a[0] - b[0])
  const columns: Column[] = []
  for (const [, found] of known) {
    const rows = Int32Array.from(found)
    const values = Float64Array.from(found, (row) => bucketScale(examples[row]?.buckets.length ?? 1))
    columns.push({ rows, values, strength })
    if (pause(rows.length)) yield
  }
  return { buckets: known.map(([bucket]) => bucket), columns }
}

/** Counts steps of work; true when it is time for a pause. */
function createPause(): (steps: number) => boolean {
  let taken = 0
  return (steps) => {
    taken += steps
    if (taken < PAUSE_STEPS) return false
    taken = 0
    return true
  }
}

/** Minimises the loss, both kinds weighing alike, plus half of strength times weight squared; each step is a bound's. */
function* descend(
  examples: readonly LearningExample[],
  columns: readonly Column[],
): Generator<undefined, Float64Array> {
  const importance = importanceOf(examples)
  const odds = Float64Array.from(examples, ({ toxicity }) => logOdds(toxicity))
  const target = Float64Array.from(examples, ({ isRemoved }) => (isRemoved ? 1 : 0))
  const weights = new Float64Array(columns.length)
  const curvature = columns.map(({ rows, values, strength }) => {
    let sum = strength
    for (let at = 0; at < rows.length; at += 1) {
      sum += CURVATURE_MAX * (importance[rows[at] ?? 0] ?? 0) * (values[at] ?? 0) ** 2
    }
    return sum
  })
  const pause = createPause()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at]
      if (!column || (curvature[at] ?? 0) === 0) continue
      const { rows, values, strength } = column
      let slope = strength * (weights[at] ?? 0)
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index] ?? 0
        const miss = 1 / (1 + Math.exp(-(odds[row] ?? 0))) - (target[row] ?? 0)
        slope += (importance[row] ?? 0) * miss * (values[index] ?? 0)
      }
      const move = -slope / (curvature[at] ?? 1)
      weights[at] = (weights[at] ?? 0) + move
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index] ?? 0
        odds[row] = (odds[row] ?? 0) + move * (values[index] ?? 0)
      }
      if (pause(rows.length)) yield
    }
  }
  return weights
}

/** Decisions removed and kept weigh alike, as scores are counted at a base rate of one half; together as many as there are. */
function importanceOf(examples: readonly LearningExample[]): Float64Array {
  const removed = examples.filter(({ isRemoved }) => isRemoved).length
  const kept = examples.length - removed
  return Float64Array.from(
    examples,
    ({ isRemoved }) => examples.length / (2 * Math.max(1, isRemoved ? removed : kept)),
  )
}
