/** The measures of civility.md: areas under curves, calibration error, ranks, resampled intervals. */

import { seededRandom } from './seeded-random.ts'

/** Scores beside what is true (0 or 1, or the share of raters, cut at one half). */
export interface Judged {
  readonly scores: readonly number[]
  readonly truths: readonly number[]
}

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** A figure of merit of scores beside truths. */
export type Measure = (scores: number[], truths: number[]) => number

/** Resamples for an interval; 95 % of them lie inside. */
const RESAMPLES = 200
const RESAMPLE_SEED = 5
const TAIL = 0.025
const CALIBRATION_BINS = 15
/** Power of the generalised mean over groups: near the worst group (Borkan and others, 2019). */
const GROUP_POWER = -5

function isPositive(truth: number | undefined): boolean {
  return (truth ?? 0) >= 0.5
}

/** Indexes from the lowest to the highest score. */
function byScore(scores: ArrayLike<number>): number[] {
  return Array.from({ length: scores.length }, (_, index) => index).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b,
  )
}

/** Ranks from 1, ties shared. */
function ranksOf(scores: ArrayLike<number>): Float64Array {
  const order = byScore(scores)
  const ranks = new Float64Array(order.length)
  for (let at = 0; at < order.length;) {
    let end = at
    const value = scores[order[at] ?? 0] ?? 0
    while (end < order.length && (scores[order[end] ?? 0] ?? 0) === value) end += 1
    for (let tied = at; tied < end; tied += 1) ranks[order[tied] ?? 0] = (at + end + 1) / 2
    at = end
  }
  return ranks
}

/** Area under the ROC curve by ranks (Mann and Whitney); NaN when a class is missing. */
export function rocAuc(scores: ArrayLike<number>, truths: ArrayLike<number>): number {
  const ranks = ranksOf(scores)
  let positives = 0
  let rankSum = 0
  ranks.forEach((rank, at) => {
    if (!isPositive(truths[at])) return
    positives += 1
    rankSum += rank
  })
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (ranks.length - positives))
}

/** Average precision: the mean, over positives, of the share of positives among all that score as high. */
export function prAuc(scores: ArrayLike<number>, truths: ArrayLike<number>): number {
  let seen = 0
  let found = 0
  let sum = 0
  for (const at of byScore(scores).reverse()) {
    seen += 1
    if (!isPositive(truths[at])) continue
    found += 1
    sum += found / seen
  }
  return sum / found
}

/**
 * Expected calibration error over bins of equal width, both classes weighing one half: the scores are made for that
 * base rate, as Perspective's were.
 */
export function balancedCalibrationError(scores: readonly number[], truths: readonly number[]): number {
  const positives = truths.filter(isPositive).length
  const up = 0.5 / positives
  const down = 0.5 / (truths.length - positives)
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ mass: 0, said: 0, was: 0 }))
  scores.forEach((score, at) => {
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(score * CALIBRATION_BINS))]
    if (bin === undefined) return
    const weight = isPositive(truths[at]) ? up : down
    bin.mass += weight
    bin.said += weight * score
    bin.was += isPositive(truths[at]) ? weight : 0
  })
  return bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.was), 0)
}

/**
 * The calibration error that scores without any fault would show on these comments by chance alone: in each bin the
 * mean size of a normal deviation with the variance that the comments in it have.
 */
export function calibrationErrorByChance(scores: readonly number[], truths: readonly number[]): number {
  const positives = truths.filter(isPositive).length
  const up = 0.5 / positives
  const down = 0.5 / (truths.length - positives)
  const variances = new Float64Array(CALIBRATION_BINS)
  scores.forEach((score, at) => {
    const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(score * CALIBRATION_BINS))
    const off = isPositive(truths[at]) ? up * (1 - score) : down * score
    variances[bin] = (variances[bin] ?? 0) + off * off
  })
  return variances.reduce((sum, variance) => sum + Math.sqrt((2 / Math.PI) * variance), 0)
}

/** Spearman's rank correlation. */
export function rankCorrelation(first: readonly number[], second: readonly number[]): number {
  const a = ranksOf(first)
  const b = ranksOf(second)
  const mean = (a.length + 1) / 2
  let both = 0
  let squaresA = 0
  let squaresB = 0
  a.forEach((rank, at) => {
    const other = (b[at] ?? 0) - mean
    both += (rank - mean) * other
    squaresA += (rank - mean) ** 2
    squaresB += other ** 2
  })
  return both / Math.sqrt(squaresA * squaresB)
}

/** The score above which the given share of harmless comments lies. */
export function thresholdAtFalseAlarms(harmless: readonly number[], share: number): number {
  const ordered = harmless.toSorted((a, b) => b - a)
  return ordered[Math.floor(ordered.length * share)] ?? 1
}

/** Bootstrap over rows with a fixed seed (Efron's percentiles). */
export function withInterval(
  judged: Judged,
  measure: (scores: number[], truths: number[]) => number,
): Interval {
  const random = seededRandom(RESAMPLE_SEED)
  const size = judged.scores.length
  const values: number[] = []
  for (let round = 0; round < RESAMPLES; round += 1) {
    const picks = Array.from({ length: size }, () => Math.floor(random() * size))
    const value = measure(
      picks.map((pick) => judged.scores[pick] ?? 0),
      picks.map((pick) => judged.truths[pick] ?? 0),
    )
    if (!Number.isNaN(value)) values.push(value)
  }
  values.sort((a, b) => a - b)
  return {
    value: measure([...judged.scores], [...judged.truths]),
    low: values[Math.floor(values.length * TAIL)] ?? Number.NaN,
    high: values[Math.ceil(values.length * (1 - TAIL)) - 1] ?? Number.NaN,
  }
}

/** Generalised mean with a power of -5. */
export function powerMean(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value ** GROUP_POWER, 0) / values.length
  return mean ** (1 / GROUP_POWER)
}

/** Subgroup, BPSN and BNSP areas for one group (Borkan and others, 2019). `inGroup` says which rows name it. */
export function groupAreas(
  judged: Judged,
  inGroup: readonly boolean[],
): { readonly subgroup: number; readonly bpsn: number; readonly bnsp: number } {
  const areaOf = (keep: (named: boolean, positive: boolean) => boolean): number => {
    const kept = judged.truths.map((truth, at) => keep(inGroup[at] ?? false, isPositive(truth)))
    return rocAuc(
      judged.scores.filter((_, at) => kept[at]),
      judged.truths.filter((_, at) => kept[at]),
    )
  }
  return {
    subgroup: areaOf((named) => named),
    bpsn: areaOf((named, positive) => named !== positive),
    bnsp: areaOf((named, positive) => named === positive),
  }
}
