/** Fits the curve from sums of weights to probabilities on comments that the weights have not seen. */

import type { Calibration } from '#domain/civility/attribute-calibration.ts'
import { minimise } from './minimise.ts'

export interface CalibrationSample {
  readonly sum: number
  readonly target: number
  readonly weight: number
}

/** Equal shares of both classes' mass into which samples are gathered; finer ones change nothing. */
const BINS = 200
/** Knots of the curve, at equal shares of mass. Between them the log-odds run straight. */
const KNOTS = 14
/**
 * Pull of each slope towards its neighbour's, in comments: with few positives the curve becomes a straight line of
 * log-odds (Platt, 1999), with many it bends as they say.
 */
const STIFFNESS = 3
const ROUNDS = 200
const TOLERANCE = 1e-9
/** Nothing is certain: the least probability of either class. */
const DOUBT = 0.0005
/** Sums by which the curve goes on beyond the outermost samples, so that ranks are never lost to equal scores. */
const BEYOND_SUMS = 6
/** Points at which the curve is written down; between them a straight line of probability is near enough. */
const POINTS = 64

/**
 * A smooth rising curve by likelihood, both classes weighing the same as in Perspective's own calibration, so that 0.8
 * says the same there and here.
 */
export function fitCalibration(samples: readonly CalibrationSample[]): Calibration {
  const bins = binned(samples)
  const knots = knotsOf(bins)
  const found = minimise(lossOf(bins, knots), startOf(knots), { rounds: ROUNDS, tolerance: TOLERANCE })
  return written(knots, found)
}

/** Mass of a bin that speaks for the attribute (`up`) and against it (`down`); as many comments in all as there are. */
interface Bin {
  readonly sum: number
  readonly up: number
  readonly down: number
}

function binned(samples: readonly CalibrationSample[]): Bin[] {
  const positives = samples.reduce((sum, sample) => sum + sample.weight * sample.target, 0)
  const negatives = samples.reduce((sum, sample) => sum + sample.weight * (1 - sample.target), 0)
  // The smaller class says how much is known; the larger one is scaled down to it.
  const known = Math.max(1, Math.min(positives, negatives))
  const up = known / Math.max(1e-9, positives)
  const down = known / Math.max(1e-9, negatives)
  const ordered = samples.toSorted((a, b) => a.sum - b.sum)
  const bins: Bin[] = []
  let open = { up: 0, down: 0, sums: 0 }
  const close = (): void => {
    const mass = open.up + open.down
    if (mass > 0) bins.push({ sum: open.sums / mass, up: open.up, down: open.down })
    open = { up: 0, down: 0, sums: 0 }
  }
  for (const sample of ordered) {
    const positive = sample.weight * sample.target * up
    const negative = sample.weight * (1 - sample.target) * down
    open.up += positive
    open.down += negative
    open.sums += (positive + negative) * sample.sum
    if (open.up + open.down >= (2 * known) / BINS) close()
  }
  close()
  return bins
}

function knotsOf(bins: readonly Bin[]): number[] {
  const mass = bins.reduce((sum, bin) => sum + bin.up + bin.down, 0)
  const knots: number[] = []
  let below = 0
  for (const bin of bins) {
    if (below >= (mass * knots.length) / (KNOTS - 1) - 1e-9) {
      if (knots.length === 0 || bin.sum > (knots[knots.length - 1] ?? 0)) knots.push(bin.sum)
    }
    below += bin.up + bin.down
  }
  const last = bins[bins.length - 1]?.sum ?? 0
  if (last > (knots[knots.length - 1] ?? Number.NEGATIVE_INFINITY)) knots.push(last)
  if (knots.length < 2) knots.push((knots[0] ?? 0) + 1)
  return knots
}

/** First the log-odds at the first knot, then the logarithm of the slope up to each further knot. */
function startOf(knots: readonly number[]): Float64Array {
  const start = new Float64Array(knots.length)
  const middle = ((knots[0] ?? 0) + (knots[knots.length - 1] ?? 0)) / 2
  start[0] = (knots[0] ?? 0) - middle
  return start
}

function oddsAtKnots(knots: readonly number[], at: Float64Array): Float64Array {
  const odds = new Float64Array(knots.length)
  odds[0] = at[0] ?? 0
  for (let knot = 1; knot < knots.length; knot += 1) {
    const gap = (knots[knot] ?? 0) - (knots[knot - 1] ?? 0)
    odds[knot] = (odds[knot - 1] ?? 0) + Math.exp(at[knot] ?? 0) * gap
  }
  return odds
}

function lossOf(
  bins: readonly Bin[],
  knots: readonly number[],
): (at: Float64Array, gradient: Float64Array) => number {
  const places = bins.map(({ sum }) => placeOf(knots, sum))
  return (at, gradient) => {
    gradient.fill(0)
    const odds = oddsAtKnots(knots, at)
    const byKnot = new Float64Array(knots.length)
    let loss = 0
    bins.forEach((bin, index) => {
      const { knot, share } = places[index] ?? { knot: 1, share: 0 }
      const z = (1 - share) * (odds[knot - 1] ?? 0) + share * (odds[knot] ?? 0)
      const rest = Math.log1p(Math.exp(-Math.abs(z)))
      loss += bin.up * (Math.max(-z, 0) + rest) + bin.down * (Math.max(z, 0) + rest)
      const residual = (bin.up + bin.down) / (1 + Math.exp(-z)) - bin.up
      byKnot[knot - 1] = (byKnot[knot - 1] ?? 0) + (1 - share) * residual
      byKnot[knot] = (byKnot[knot] ?? 0) + share * residual
    })
    let above = 0
    for (let knot = knots.length - 1; knot >= 1; knot -= 1) {
      above += byKnot[knot] ?? 0
      const gap = (knots[knot] ?? 0) - (knots[knot - 1] ?? 0)
      gradient[knot] = above * Math.exp(at[knot] ?? 0) * gap
    }
    gradient[0] = above + (byKnot[0] ?? 0)
    for (let knot = 2; knot < knots.length; knot += 1) {
      const bend = (at[knot] ?? 0) - (at[knot - 1] ?? 0)
      loss += 0.5 * STIFFNESS * bend * bend
      gradient[knot] = (gradient[knot] ?? 0) + STIFFNESS * bend
      gradient[knot - 1] = (gradient[knot - 1] ?? 0) - STIFFNESS * bend
    }
    return loss
  }
}

/** The knot above a sum, and how far the sum lies between the one below and it. */
function placeOf(knots: readonly number[], sum: number): { readonly knot: number; readonly share: number } {
  const above = knots.findIndex((knot) => knot > sum)
  const knot = above === -1 ? knots.length - 1 : Math.max(1, above)
  const low = knots[knot - 1] ?? 0
  return { knot, share: (sum - low) / ((knots[knot] ?? 0) - low) }
}

function written(knots: readonly number[], found: Float64Array): Calibration {
  const odds = oddsAtKnots(knots, found)
  const first = (knots[0] ?? 0) - BEYOND_SUMS
  const last = (knots[knots.length - 1] ?? 0) + BEYOND_SUMS
  const even = Array.from({ length: POINTS }, (_, at) => first + ((last - first) * at) / (POINTS - 1))
  const sums = [...new Set([...even, ...knots].map(rounded))].sort((a, b) => a - b)
  const probabilities = sums.map((sum) => {
    const { knot, share } = placeOf(knots, sum)
    // Beyond the knots the outermost slope goes on.
    const z = (1 - share) * (odds[knot - 1] ?? 0) + share * (odds[knot] ?? 0)
    const certain = 1 / (1 + Math.exp(-z))
    return Math.round((DOUBT + (1 - 2 * DOUBT) * certain) * 1e7) / 1e7
  })
  return { sums, probabilities }
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
