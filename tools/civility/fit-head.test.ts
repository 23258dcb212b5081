/** Tests of fitting: right signs on a plain problem, calibration that rises, the same bytes in every run. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calibrated } from '#domain/civility/attribute-calibration.ts'
import { buildLexicon } from '#domain/civility/lexicon.ts'
import { readFeatures } from '#domain/civility/read-features.ts'
import { WordStore } from '#domain/civility/word-store.ts'
import { CorpusBuilder } from './corpus.ts'
import { fitCalibration } from './fit-calibration.ts'
import { fitHead } from './fit-head.ts'
import { packTable } from './pack-table.ts'
import { sumsOf } from './sums-of.ts'
import { seededRandom } from './seeded-random.ts'

const SHAPE = { wordRows: 1000, letterRows: 1000, lettersMin: 2, lettersMax: 4 }
const lexicon = buildLexicon({ terms: [], targets: [], ordinary: [], identities: [] })
const TEXTS = [
  'you rotten cabbage',
  'rotten rotten idea',
  'a lovely cabbage',
  'what a lovely idea',
  'lovely day',
]
const TARGETS = [1, 1, 0, 0, 0]

function fitOnce(): { sums: Float64Array; words: Float64Array; letters: Float64Array } {
  const store = new WordStore(SHAPE, lexicon)
  const builder = new CorpusBuilder(SHAPE)
  for (const text of TEXTS) builder.add(readFeatures(text, store, lexicon))
  const corpus = builder.finish()
  const weights = fitHead(corpus, SHAPE, {
    targets: Float32Array.from(TARGETS),
    weights: new Float32Array(TEXTS.length).fill(1),
    sources: new Int32Array(TEXTS.length),
    sourceCount: 1,
    signalsOpen: [],
    penalty: 0.1,
    signalPenalty: 1,
    smoothing: 0.1,
    scaleMax: 3,
    rounds: 40,
    calmingFactor: 1,
  })
  return { sums: sumsOf(corpus, weights), words: weights.words, letters: weights.letters }
}

test('what was taught is told apart', () => {
  const { sums } = fitOnce()
  const lowestPositive = Math.min(sums[0] ?? 0, sums[1] ?? 0)
  assert.ok(sums.slice(2).every((sum) => sum < lowestPositive))
})

test('fitting twice gives the same weights', () => {
  assert.deepEqual(fitOnce(), fitOnce())
})

test('packing keeps weights to half a step, but for the few that are cut', () => {
  const random = seededRandom(2)
  const weights = Float64Array.from({ length: 5_000 }, () => random() - 0.5)
  const { table, steps } = packTable([weights], weights.length)
  const step = steps[0] ?? 0
  const off = weights.filter((weight, row) => Math.abs((table[row] ?? 0) * step - weight) > step * 0.501)
  assert.ok(off.length <= 5)
})

test('calibration rises strictly and finds the true share', () => {
  const random = seededRandom(1)
  const samples = Array.from({ length: 20_000 }, () => {
    const sum = random() * 8 - 4
    return { sum, target: random() < 1 / (1 + Math.exp(-sum)) ? 1 : 0, weight: 1 }
  })
  const curve = fitCalibration(samples)
  for (const sum of [-3, -1, 0, 1, 3]) {
    assert.ok(Math.abs(calibrated(curve, sum) - 1 / (1 + Math.exp(-sum))) < 0.06)
  }
  for (let sum = -8; sum < 8; sum += 0.5) assert.ok(calibrated(curve, sum) < calibrated(curve, sum + 0.5))
})
