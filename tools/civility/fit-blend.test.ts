/** Tests of fitting the blend on rows that are made up, so that what should come out is known. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blendStages, type StageBlend } from '#domain/civility/blend-stages.ts'
import { balancedCalibrationError, rocAuc } from './measure.ts'
import { doubtBand, fitBlend, type BlendSample } from './fit-blend.ts'
import { seededRandom } from './seeded-random.ts'

/** Rows whose truth has the log-odds 0.5 · one + 1.5 · two − 3: about one in six is positive. */
function madeRows(count: number, seed: number): BlendSample[] {
  const random = seededRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, () => {
    const [one, two] = [2 * normal(), normal()]
    const odds = 0.5 * one + 1.5 * two - 3
    const target = random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
    return { one, two, target, weight: 1, source: 0, calibrates: true }
  })
}

function said(samples: readonly BlendSample[], rows: readonly BlendSample[]): number[] {
  const { head } = fitBlend('toxicity', samples)
  const blend: StageBlend = { version: '', stageOne: '', stageTwo: '', heads: [head], doubt: [] }
  return rows.map(({ one, two }) => {
    const score = {
      language: 'en',
      scores: { toxicity: 1 / (1 + Math.exp(-one)) },
      unsupported: [],
      spans: [],
      model: '',
    }
    return blendStages(score, { toxicity: two }, blend).scores.toxicity ?? -1
  })
}

test('the weights of both stages are found, and the probabilities hold at a base rate of one half', () => {
  const samples = madeRows(8_000, 1)
  const { head, rows, positives } = fitBlend('toxicity', samples)
  assert.ok(Math.abs(head.two / head.one - 3) < 0.5, `${head.one} ${head.two}`)
  assert.equal(rows, 8_000)
  assert.ok(positives > 500 && positives < 2_500)
  const fresh = madeRows(8_000, 2)
  const truths = fresh.map(({ target }) => target)
  assert.ok(balancedCalibrationError(said(samples, fresh), truths) < 0.03)
})

test('blended ranks are better than those of either stage', () => {
  const fresh = madeRows(4_000, 3)
  const truths = fresh.map(({ target }) => target)
  const area = (scores: readonly number[]): number => rocAuc(scores, truths)
  const both = area(said(madeRows(4_000, 4), fresh))
  assert.ok(both > area(fresh.map(({ one }) => one)) + 0.05)
  assert.ok(both > area(fresh.map(({ two }) => two)) + 0.005)
})

test('a stage that says the opposite of what is true gets no weight instead of a negative one', () => {
  const samples = madeRows(2_000, 5).map((row) => ({ ...row, two: -row.two }))
  const { head } = fitBlend('toxicity', samples)
  assert.equal(head.two, 0)
  assert.ok(head.one > 0)
})

test('a source with another base rate and rows that do not calibrate leave the curve alone', () => {
  const samples = madeRows(6_000, 6)
  const other = madeRows(3_000, 7).map((row) => ({ ...row, target: 1, source: 1, calibrates: false }))
  const fresh = madeRows(6_000, 8)
  const truths = fresh.map(({ target }) => target)
  assert.ok(balancedCalibrationError(said([...samples, ...other], fresh), truths) < 0.04)
})

test('seven positives are enough for a blend that keeps to the middle', () => {
  const rows = madeRows(400, 9).map((row, at) => ({
    ...row,
    target: at < 7 ? 1 : 0,
    one: at < 7 ? 3 : -3,
    two: at < 7 ? 2 : -2,
  }))
  const { head } = fitBlend('threat', rows)
  for (const weight of [head.one, head.two]) assert.ok(weight > 0 && Number.isFinite(weight))
})

test('outside the band no more than the given share is decided otherwise', () => {
  const texts = Array.from({ length: 1_000 }, (_, at) => ({ one: at / 1_000, both: at / 1_000 }))
  const changed = texts.map((text, at) => {
    if (at === 100 || at === 700) return { ...text, both: 0.9 }
    if (at === 850 || at === 990) return { ...text, both: 0.1 }
    return text
  })
  assert.deepEqual(doubtBand(0.8, texts, 0), { decidesAt: 0.8, low: 0.8, high: 0.8 })
  assert.deepEqual(doubtBand(0.8, changed, 0), { decidesAt: 0.8, low: 0.1, high: 0.99 })
  // Two of a thousand: one on either side.
  assert.deepEqual(doubtBand(0.8, changed, 0.002), { decidesAt: 0.8, low: 0.7, high: 0.85 })
})
