/** A correction: how far it may go, what it leaves alone, and that it is read back as it was written or not at all. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { ATTRIBUTES } from '#domain/civility/attribute.ts'
import { correctToxicity } from '#domain/civility/learning/correct-toxicity.ts'
import {
  corrected,
  logOdds,
  readCorrection,
  writeCorrection,
  type Correction,
} from '#domain/civility/learning/correction.ts'
import {
  CORRECTION_CHARACTERS_MAX,
  CORRECTION_MAX,
  WORD_BUCKETS,
} from '#domain/civility/learning/learning-bounds.ts'

/** More than any number of rounding. */
const SLACK = 1e-9

function correction(facts: Partial<Correction> = {}): Correction {
  return {
    languages: ['en'],
    bias: 0,
    slopes: ATTRIBUTES.map(() => 0),
    step: 0,
    weights: new Int8Array(WORD_BUCKETS),
    ...facts,
  }
}

const text = (facts: object = {}) => ({
  language: 'en',
  scores: { toxicity: 0.5 },
  buckets: Uint16Array.of(1),
  ...facts,
})

const wild = fc.record({
  bias: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  slope: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  step: fc.double({ min: 0, max: 1e6, noNaN: true }),
  weight: fc.integer({ min: -127, max: 127 }),
  buckets: fc.uniqueArray(fc.integer({ min: 0, max: WORD_BUCKETS - 1 }), { minLength: 1, maxLength: 20 }),
  toxicity: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('a correction', () => {
  test('moves no score further than it may, whatever its weights say', () => {
    fc.assert(
      fc.property(wild, ({ bias, slope, step, weight, buckets, toxicity }) => {
        const made = correction({
          bias,
          step,
          slopes: ATTRIBUTES.map(() => slope),
          weights: new Int8Array(WORD_BUCKETS).fill(weight),
        })
        const given = text({ scores: { toxicity }, buckets: Uint16Array.from(buckets) })
        const moved = corrected(made, given, toxicity)
        assert.ok(moved >= 0 && moved <= 1)
        assert.ok(
          Math.abs(logOdds(moved) - logOdds(toxicity)) <= CORRECTION_MAX + SLACK,
          `${toxicity} → ${moved}`,
        )
      }),
    )
  })

  test('that says nothing leaves every score as it is, to the last digit', () => {
    for (const toxicity of [0, 0.001, 0.3, 0.999_999, 1]) {
      assert.equal(corrected(correction(), text(), toxicity), toxicity)
    }
  })

  test('leaves languages alone in which too little was decided', () => {
    assert.equal(corrected(correction({ bias: 2 }), text({ language: 'de' }), 0.5), 0.5)
    assert.ok(corrected(correction({ bias: 2 }), text(), 0.5) > 0.8)
  })

  test('that weighs a word moves what holds it, and less in a long comment', () => {
    const weights = new Int8Array(WORD_BUCKETS)
    weights[7] = 100
    const made = correction({ step: 0.01, weights })
    const without = corrected(made, text({ buckets: Uint16Array.of(8) }), 0.5)
    const short = corrected(made, text({ buckets: Uint16Array.of(7) }), 0.5)
    const long = corrected(made, text({ buckets: Uint16Array.of(7, 8, 9, 10) }), 0.5)
    assert.equal(without, 0.5)
    assert.ok(short > long && long > 0.5)
  })
})

describe('a stored correction', () => {
  const weights = Int8Array.from({ length: WORD_BUCKETS }, (_, at) => (at % 255) - 127)
  const stored = writeCorrection(correction({ bias: -0.25, step: 0.01, weights, languages: ['de', 'en'] }))

  test('is read back as it was, and keeps within its bound', () => {
    assert.ok(stored.length <= CORRECTION_CHARACTERS_MAX)
    const read = readCorrection(stored)
    assert.ok(read)
    assert.deepEqual(read.weights, weights)
    assert.equal(writeCorrection(read), stored)
  })

  test('that is cut, of another form, or nothing at all corrects nothing', () => {
    const parsed = JSON.parse(stored) as Record<string, unknown>
    const others = [
      { ...parsed, format: 2 },
      { ...parsed, bias: null },
      { ...parsed, slopes: [1] },
      { ...parsed, languages: 'en' },
      { ...parsed, weights: 'AAAA' },
      { ...parsed, weights: '***' },
    ].map((other) => JSON.stringify(other))
    const broken = [
      '',
      'null',
      '[]',
      '0',
      stored.slice(0, -9),
      'x'.repeat(CORRECTION_CHARACTERS_MAX + 1),
      ...others,
    ]
    for (const text of broken) assert.equal(readCorrection(text), null, text.slice(0, 60))
    fc.assert(fc.property(fc.string(), (text) => readCorrection(text) === null))
  })
})

describe('what the rule is told', () => {
  const score = { language: 'en', scores: { toxicity: 0.5 } }
  const inUse = { correction: correction({ bias: 1 }), versionId: 'v1', holdAt: null }

  test('is the corrected score and the version that corrected it', () => {
    const told = correctToxicity(0.5, inUse, { score, words: () => ['a'] })
    assert.equal(told.correctedBy, 'v1')
    assert.ok(told.toxicity > 0.7)
  })

  test('is the stock score where nothing is in use, and its words are not even read', () => {
    const nothing = { correction: null, versionId: null, holdAt: null }
    const told = correctToxicity(0.5, nothing, { score, words: () => assert.fail('words were read') })
    assert.deepEqual(told, { toxicity: 0.5 })
  })

  test('is the stock score of a text without words, and of another language', () => {
    assert.deepEqual(correctToxicity(0, inUse, { score, words: () => [] }), { toxicity: 0 })
    const german = { ...score, language: 'de' }
    assert.deepEqual(correctToxicity(0.5, inUse, { score: german, words: () => ['a'] }), { toxicity: 0.5 })
  })
})
