/** Fits the curve from sums of weights to probabilities on comments that the weights have not seen. */

import type { Calibration } from '#domain/civility/attribute-calibration.ts'

export interface CalibrationSample {
  readonly sum: number
  readonly target: number
  readonly weight: number
}

/** Positives a bin needs, so that its share is not one rater's mood. */
const POSITIVES_PER_BIN = 12
const BINS_MIN = 5
const BINS_MAX = 40
/** Nothing is certain; also the ends keep rising beyond, so that ranks are never lost to equal scores. */
const CERTAINTY_MAX = 0.995
const BEYOND_SUMS = 6
const BEYOND_SHARE = 0.02

/**
 * Isotonic regression (pool adjacent violators; Ayer and others, 1955) over bins of equal mass, both classes weighing
 * the same as in Perspective's own calibration, so that 0.8 says the same there and here.
 */
export function fitCalibration(samples: readonly CalibrationSample[]): Calibration {
  const positives = samples.reduce((sum, sample) => sum + sample.weight * sample.target, 0)
  const negatives = samples.reduce((sum, sample) => sum + sample.weight * (1 - sample.target), 0)
  const bins = binned(samples, {
    up: 0.5 / Math.max(1e-9, positives),
    down: 0.5 / Math.max(1e-9, negatives),
    count: Math.max(BINS_MIN, Math.min(BINS_MAX, Math.floor(positives / POSITIVES_PER_BIN))),
  })
  const pooled = pool(bins)
  const sums = pooled.map((bin) => bin.sumMean)
  const probabilities = pooled.map((bin) =>
    Math.min(CERTAINTY_MAX, Math.max(1 - CERTAINTY_MAX, bin.up / bin.mass)),
  )
  return withEnds(sums, probabilities)
}

interface Bin {
  readonly mass: number
  readonly up: number
  readonly sumMean: number
}

function binned(
  samples: readonly CalibrationSample[],
  balance: { readonly up: number; readonly down: number; readonly count: number },
): Bin[] {
  const ordered = samples.toSorted((a, b) => a.sum - b.sum)
  const bins: Bin[] = []
  let mass = 0
  let up = 0
  let sumMass = 0
  const close = (): void => {
    if (mass > 0) bins.push({ mass, up, sumMean: sumMass / mass })
    mass = 0
    up = 0
    sumMass = 0
  }
  for (const sample of ordered) {
    const positive = sample.weight * sample.target * balance.up
    const total = positive + sample.weight * (1 - sample.target) * balance.down
    mass += total
    up += positive
    sumMass += total * sample.sum
    if (mass >= 1 / balance.count) close()
  }
  close()
  return bins
}

function pool(bins: readonly Bin[]): Bin[] {
  const pooled: Bin[] = []
  for (const bin of bins) {
    pooled.push(bin)
    for (;;) {
      const last = pooled[pooled.length - 1]
      const before = pooled[pooled.length - 2]
      if (last === undefined || before === undefined || before.up / before.mass < last.up / last.mass) break
      const mass = before.mass + last.mass
      const sumMean = (before.sumMean * before.mass + last.sumMean * last.mass) / mass
      pooled.splice(-2, 2, { mass, up: before.up + last.up, sumMean })
    }
  }
  return pooled
}

function withEnds(sums: readonly number[], probabilities: readonly number[]): Calibration {
  const first = sums[0] ?? 0
  const last = sums[sums.length - 1] ?? 0
  const low = probabilities[0] ?? 0
  const high = probabilities[probabilities.length - 1] ?? 1
  return {
    sums: [first - BEYOND_SUMS, ...sums, last + BEYOND_SUMS].map(rounded),
    probabilities: [low * BEYOND_SHARE, ...probabilities, 1 - (1 - high) * BEYOND_SHARE].map(rounded),
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
