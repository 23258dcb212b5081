/** Fits how much each stage counts for an attribute, and the curve from their sum to a probability. */

import type { Attribute } from '#domain/civility/attribute.ts'
import { calibrated, type Calibration } from '#domain/civility/attribute-calibration.ts'
import type { BlendHead, DoubtBand } from '#domain/civility/blend-stages.ts'
import { fitCalibration, type CalibrationSample } from './fit-calibration.ts'
import { minimise } from './minimise.ts'

/** A row that neither stage trained on: what both say of it, in log-odds, and what is true. */
export interface BlendSample {
  readonly one: number
  readonly two: number
  /** 0 or 1, or the share of raters. */
  readonly target: number
  /** How much its source counts for the attribute. */
  readonly weight: number
  /** Number of its intercept: sources with habits of their own have one of their own. */
  readonly source: number
  /** Whether its source is like what will be scored; only those make the curve. */
  readonly calibrates: boolean
}

export interface FittedHead {
  readonly head: BlendHead
  readonly curve: 'logistic' | 'isotonic'
  readonly rows: number
  readonly positives: number
}

/** Both stages the same, until rows say otherwise. */
const EVEN = 0.5
/** Rows' worth of belief in that: an attribute with seven positives stays near it. */
const BELIEF = 4
/** The same for intercepts of sources, around 0. */
const SOURCE_PENALTY = 0.05
const ROUNDS = 200
const TOLERANCE = 1e-9
const FOLDS = 5
/** Log-odds between points of the logistic curve, and where it ends: finer or further is not seen in six digits. */
const STEP = 0.25
const STEPS = 80
const LEAST = 1e-6

/** The logistic curve as points; what was fitted stands in the weights before it. */
const LOGISTIC: Calibration = curveOf(STEPS)

/**
 * First the weights, on all rows, each source with its intercept; then, on rows like those that will be scored and with
 * both classes weighing the same, the curve: the plain logistic one, or steps where these do better on rows they have
 * not seen.
 */
export function fitBlend(attribute: Attribute, samples: readonly BlendSample[]): FittedHead {
  const weights = fitWeights(samples)
  const summed = samples
    .filter(({ calibrates }) => calibrates)
    .map(({ one, two, target }) => ({ sum: weights.one * one + weights.two * two, target, weight: 1 }))
  const scale = fitScale(summed)
  const isotonicIsBetter =
    unseenLoss(summed, (kept) => {
      const curve = fitCalibration(kept)
      return (sum) => calibrated(curve, sum)
    }) < unseenLoss(summed, (kept) => logisticOf(fitScale(kept)))
  const head: BlendHead = isotonicIsBetter
    ? { attribute, ...rounded({ ...weights, bias: 0 }), calibration: fitCalibration(summed) }
    : {
        attribute,
        ...rounded({
          one: weights.one * scale.slope,
          two: weights.two * scale.slope,
          bias: scale.shift,
        }),
        calibration: LOGISTIC,
      }
  return {
    head,
    curve: isotonicIsBetter ? 'isotonic' : 'logistic',
    rows: samples.length,
    positives: samples.filter(({ target }) => target >= 0.5).length,
  }
}

/** Neither stage may count against what it says: a negative weight is chance, and the other stage goes alone. */
function fitWeights(samples: readonly BlendSample[]): { readonly one: number; readonly two: number } {
  const both = logisticWeights(samples, [true, true])
  if (both.one >= 0 && both.two >= 0) return both
  return logisticWeights(samples, [both.one >= 0, both.two >= 0])
}

function logisticWeights(
  samples: readonly BlendSample[],
  open: readonly [boolean, boolean],
): { readonly one: number; readonly two: number } {
  const sources = Math.max(0, ...samples.map(({ source }) => source)) + 1
  const start = new Float64Array(3 + sources)
  start[0] = open[0] ? EVEN : 0
  start[1] = open[1] ? EVEN : 0
  const found = minimise(
    (at, gradient) => {
      gradient.fill(0)
      let loss = 0
      for (const sample of samples) {
        const { one, two, target, weight, source } = sample
        const intercept = (at[2] ?? 0) + (at[3 + source] ?? 0)
        const z = (at[0] ?? 0) * one + (at[1] ?? 0) * two + intercept
        loss += weight * (Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z))))
        const residual = weight * (logistic(z) - target)
        const parts = [open[0] ? one : 0, open[1] ? two : 0, 1] as const
        parts.forEach((part, index) => {
          gradient[index] = (gradient[index] ?? 0) + residual * part
        })
        gradient[3 + source] = (gradient[3 + source] ?? 0) + residual
      }
      for (let index = 0; index < at.length; index += 1) {
        if (index === 2) continue
        const centre = index > 2 ? 0 : (start[index] ?? 0)
        const penalty = index > 2 ? SOURCE_PENALTY : BELIEF
        const away = (at[index] ?? 0) - centre
        loss += 0.5 * penalty * away * away
        gradient[index] = (gradient[index] ?? 0) + penalty * away
      }
      return loss
    },
    start,
    { rounds: ROUNDS, tolerance: TOLERANCE },
  )
  return { one: found[0] ?? 0, two: found[1] ?? 0 }
}

interface Scale {
  readonly slope: number
  readonly shift: number
}

/**
 * Platt's scaling (1999), both classes weighing one half. Truths are taken as a little less than certain, as there: few
 * rows that part without a mistake would make the curve as steep as a wall. A slope that falls would turn ranks round.
 */
function fitScale(samples: readonly CalibrationSample[]): Scale {
  const balance = balanceOf(samples)
  const positives = samples.filter(({ target }) => target >= 0.5).length
  const sure = (positives + 1) / (positives + 2)
  const unsure = 1 / (samples.length - positives + 2)
  const found = minimise(
    (at, gradient) => {
      gradient.fill(0)
      let loss = 0
      for (const { sum, target: truth } of samples) {
        const mass = truth * balance.up + (1 - truth) * balance.down
        const up = mass * (truth >= 0.5 ? Math.min(truth, sure) : Math.max(truth, unsure))
        const down = mass - up
        const z = (at[0] ?? 0) * sum + (at[1] ?? 0)
        loss += up * softplus(-z) + down * softplus(z)
        const residual = (up + down) * logistic(z) - up
        gradient[0] = (gradient[0] ?? 0) + residual * sum
        gradient[1] = (gradient[1] ?? 0) + residual
      }
      return loss
    },
    Float64Array.of(1, 0),
    { rounds: ROUNDS, tolerance: TOLERANCE },
  )
  return { slope: Math.max(LEAST, found[0] ?? 1), shift: found[1] ?? 0 }
}

function logisticOf({ slope, shift }: Scale): (sum: number) => number {
  return (sum) => logistic(slope * sum + shift)
}

/** Mean loss on each fold of a curve fitted on the others, both classes weighing one half. */
function unseenLoss(
  samples: readonly CalibrationSample[],
  fit: (kept: readonly CalibrationSample[]) => (sum: number) => number,
): number {
  const { up, down } = balanceOf(samples)
  let loss = 0
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const curve = fit(samples.filter((_, at) => at % FOLDS !== fold))
    samples.forEach(({ sum, target }, at) => {
      if (at % FOLDS !== fold) return
      const said = Math.min(1 - LEAST, Math.max(LEAST, curve(sum)))
      loss -= up * target * Math.log(said) + down * (1 - target) * Math.log(1 - said)
    })
  }
  return loss
}

function balanceOf(samples: readonly CalibrationSample[]): { readonly up: number; readonly down: number } {
  const positives = samples.reduce((sum, { target }) => sum + target, 0)
  return { up: 0.5 / Math.max(LEAST, positives), down: 0.5 / Math.max(LEAST, samples.length - positives) }
}

function curveOf(steps: number): Calibration {
  const sums = Array.from({ length: 2 * steps + 1 }, (_, at) => (at - steps) * STEP)
  return { sums, probabilities: sums.map((sum) => Number(logistic(sum).toPrecision(6))) }
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
}

function rounded<Numbers extends Record<string, number>>(numbers: Numbers): Numbers {
  const digits = Object.entries(numbers).map(([name, value]) => [name, Number(value.toPrecision(6))])
  return Object.fromEntries(digits) as Numbers
}

/**
 * The narrowest band of stage one's toxicity outside which at most `missedShare` of all texts would be decided otherwise
 * with both stages, on either side half of them.
 */
export function doubtBand(
  decidesAt: number,
  texts: readonly { readonly one: number; readonly both: number }[],
  missedShare: number,
): DoubtBand {
  const missed = Math.floor((texts.length * missedShare) / 2)
  const raised = texts
    .filter(({ one, both }) => one < decidesAt && both >= decidesAt)
    .map(({ one }) => one)
    .sort((a, b) => a - b)
  const lowered = texts
    .filter(({ one, both }) => one >= decidesAt && both < decidesAt)
    .map(({ one }) => one)
    .sort((a, b) => b - a)
  return { decidesAt, low: raised[missed] ?? decidesAt, high: lowered[missed] ?? decidesAt }
}
