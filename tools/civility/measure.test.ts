/** Tests of the measures on cases small enough to work out by hand. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  balancedCalibrationError,
  calibrationErrorByChance,
  groupAreas,
  powerMean,
  prAuc,
  rankCorrelation,
  rocAuc,
  thresholdAtFalseAlarms,
  withInterval,
} from './measure.ts'
import { seededRandom } from './seeded-random.ts'

test('areas under curves', () => {
  assert.equal(rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 0.75)
  assert.equal(rocAuc([0.5, 0.5], [0, 1]), 0.5)
  assert.ok(Number.isNaN(rocAuc([0.5, 0.6], [1, 1])))
  assert.ok(Math.abs(prAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]) - 5 / 6) < 1e-12)
})

test('calibration error weighs both classes the same', () => {
  assert.equal(balancedCalibrationError([0, 0, 0, 1], [0, 0, 0, 1]), 0)
  assert.ok(Math.abs(balancedCalibrationError([0.5, 0.5, 0.5, 0.5], [0, 0, 0, 1])) < 1e-12)
  assert.ok(Math.abs(balancedCalibrationError([1, 1], [0, 1]) - 0.5) < 1e-12)
})

test('ranks, thresholds, means over groups', () => {
  assert.equal(rankCorrelation([1, 2, 3], [10, 20, 30]), 1)
  assert.equal(rankCorrelation([1, 2, 3], [3, 2, 1]), -1)
  assert.equal(thresholdAtFalseAlarms([0.1, 0.2, 0.3, 0.4], 0.25), 0.3)
  assert.ok(Math.abs(powerMean([0.8, 0.8]) - 0.8) < 1e-12)
  assert.ok(powerMean([0.5, 1]) < 0.6)
})

test('areas for a group take the right rows', () => {
  const judged = { scores: [0.9, 0.6, 0.7, 0.1], truths: [1, 0, 1, 0] }
  const areas = groupAreas(judged, [true, true, false, false])
  assert.deepEqual(areas, { subgroup: 1, bpsn: 1, bnsp: 1 })
})

test('intervals hold the value and are the same in every run', () => {
  const judged = { scores: [0.1, 0.4, 0.35, 0.8, 0.2, 0.9], truths: [0, 0, 1, 1, 0, 1] }
  const first = withInterval(judged, rocAuc)
  assert.ok(first.low <= first.value && first.value <= first.high)
  assert.deepEqual(withInterval(judged, rocAuc), first)
})

test('chance explains the error of faultless scores on few comments, and not that of faulty ones', () => {
  const random = seededRandom(3)
  const drawn = Array.from({ length: 400 }, () => {
    const score = random()
    return { score, truth: random() < score ? 1 : 0 }
  })
  const truths = drawn.map(({ truth }) => truth)
  const faultless = drawn.map(({ score }) => score)
  const chance = calibrationErrorByChance(faultless, truths)
  assert.ok(Math.abs(balancedCalibrationError(faultless, truths) - chance) < 0.03)
  const faulty = faultless.map((score) => score / 2)
  assert.ok(balancedCalibrationError(faulty, truths) - calibrationErrorByChance(faulty, truths) > 0.1)
})
