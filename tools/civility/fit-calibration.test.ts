/** Tests of calibrating: scores come to mean what they say, in order, and little data bends nothing. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calibrated } from '#domain/civility/attribute-calibration.ts'
import { fitCalibration, type CalibrationSample } from './fit-calibration.ts'
import { balancedCalibrationError } from './measure.ts'
import { seededRandom } from './seeded-random.ts'

/** Sums whose true log-odds at equal classes are `oddsOf(sum)`; the classes are then made unequal by `keep`. */
function samplesOf(count: number, oddsOf: (sum: number) => number, keep: number): CalibrationSample[] {
  const random = seededRandom(count)
  return Array.from({ length: count }, () => {
    const sum = random() * 8 - 4
    const target = random() < 1 / (1 + Math.exp(-oddsOf(sum))) ? 1 : 0
    return { sum, target, weight: 1 }
  }).filter(({ target }) => target === 0 || random() < keep)
}

/** Odd, so that both classes are equal before `keep` thins one of them. */
const BENT = (sum: number): number => 0.3 * sum + 0.1 * sum ** 3

test('a bent relation is found again, whatever the share of positives was', () => {
  const curve = fitCalibration(samplesOf(20_000, BENT, 0.2))
  for (const sum of [-3, -1, 0.5, 1, 2]) {
    const expected = 1 / (1 + Math.exp(-BENT(sum)))
    assert.ok(Math.abs(calibrated(curve, sum) - expected) < 0.04, `${sum}: ${calibrated(curve, sum)}`)
  }
  const fresh = samplesOf(20_001, BENT, 0.2)
  const error = balancedCalibrationError(
    fresh.map(({ sum }) => calibrated(curve, sum)),
    fresh.map(({ target }) => target),
  )
  assert.ok(error < 0.02, `${error}`)
})

test('the curve rises everywhere, also beyond the samples and where positives are few', () => {
  for (const samples of [samplesOf(40, BENT, 1), samplesOf(3_000, BENT, 0.01), samplesOf(5, BENT, 1)]) {
    const { sums, probabilities } = fitCalibration(samples)
    assert.ok(sums.every((sum, at) => at === 0 || sum > (sums[at - 1] ?? 0)))
    assert.ok(probabilities.every((value, at) => at === 0 || value >= (probabilities[at - 1] ?? 0)))
    assert.ok(probabilities.every((value) => value > 0 && value < 1))
  }
})
