/** Fits how much each stage counts for an attribute, and the curve from their sum to a probability. */

import type { Attribute } from '#domain/civility/attribute.ts'
import type { BlendHead, DoubtBand } from '#domain/civility/blend-stages.ts'
import { fitCalibration } from './fit-calibration.ts'
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
  readonly rows: number
  readonly positives: number
  /** Rows that made the curve. */
  readonly calibrating: number
}

/** Both stages the same, until rows say otherwise. */
const EVEN = 0.5
/** Rows' worth of belief in that: an attribute with seven positives stays near it. */
const BELIEF = 4
/** The same for intercepts of sources, around 0. */
const SOURCE_PENALTY = 0.05
const ROUNDS = 200
const TOLERANCE = 1e-9

/**
 * First the weights, on all rows, each source with its intercept; then, on rows like those that will be scored and with
 * both classes weighing the same, the curve.
 */
export function fitBlend(attribute: Attribute, samples: readonly BlendSample[]): FittedHead {
  const { one, two } = fitWeights(samples)
  const summed = samples
    .filter(({ calibrates }) => calibrates)
    .map((sample) => ({ sum: one * sample.one + two * sample.two, target: sample.target, weight: 1 }))
  return {
    head: { attribute, one, two, bias: 0, calibration: fitCalibration(summed) },
    rows: samples.length,
    positives: samples.filter(({ target }) => target >= 0.5).length,
    calibrating: summed.length,
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
  return { one: rounded(found[0] ?? 0), two: rounded(found[1] ?? 0) }
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
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
