/** Tests of the weights file: it reads back what was written and names whatever is wrong with it. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createCivilityScorer } from './score-text.ts'
import { readWeights, writeWeights, type LanguageWeights } from './weights.ts'

const small: LanguageWeights = {
  language: 'en',
  shape: { wordRows: 3, letterRows: 2, lettersMin: 2, lettersMax: 3 },
  columns: 2,
  signalNames: [],
  heads: [
    {
      attribute: 'toxicity',
      column: 0,
      bias: -1,
      signals: [],
      strongestWord: 0,
      heldOutArea: 0.9,
      calibration: { sums: [-1, 1], probabilities: [0.1, 0.9] },
    },
  ],
  marked: null,
  lexicon: { terms: [], targets: [], ordinary: [], identities: [] },
  wordSteps: [0.1, 0.1],
  letterSteps: [0.1, 0.1],
  wordTable: Int8Array.of(1, -2, 3, -4, 5, -128),
  letterTable: Int8Array.of(7, 8, 9, 127),
}

test('what was written is read back, also from the middle of a buffer', () => {
  const written = writeWeights(small)
  const shifted = new Uint8Array(written.length + 5)
  shifted.set(written, 5)
  for (const bytes of [written, Buffer.from(written), shifted.subarray(5)]) {
    const read = readWeights(bytes)
    assert.ok(read.ok)
    assert.deepEqual(read.value.wordTable, small.wordTable)
    assert.deepEqual(read.value.letterTable, small.letterTable)
    assert.deepEqual(read.value.heads, small.heads)
  }
})

test('any changed byte and any cut is found', () => {
  const written = writeWeights(small)
  for (let at = 0; at < written.length; at += 1) {
    const changed = written.slice()
    changed[at] = (changed[at] ?? 0) ^ 0x10
    assert.equal(readWeights(changed).ok, false)
    assert.equal(readWeights(written.subarray(0, at)).ok, false)
  }
})

test('arbitrary bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(readWeights(bytes).ok, false)
    }),
  )
})

test('weights keep the signals they were trained with; signals that nobody can compute are another format', () => {
  const known = { ...small, signalNames: ['short', 'group_named'] }
  const read = readWeights(writeWeights(known))
  assert.ok(read.ok)
  assert.deepEqual(read.value.signalNames, ['short', 'group_named'])
  const later = readWeights(writeWeights({ ...small, signalNames: ['short', 'not yet thought of'] }))
  assert.ok(!later.ok && later.problem.reason === 'other-format')
})

test('signals are weighed by their names, whatever their order', () => {
  const weigh = (signalNames: readonly string[], signals: readonly number[]): number | undefined => {
    const calibration = { sums: [-1000, 1000], probabilities: [0, 1] }
    const heads = small.heads.map((head) => ({ ...head, signals, calibration }))
    const model = { version: 'trial', languages: [{ ...small, signalNames, heads }], listedTerms: {} }
    return createCivilityScorer(model, null).score('a few words', 'en').scores.toxicity
  }
  const one = weigh(['short', 'group_named'], [0.3, 0])
  assert.equal(weigh(['group_named', 'short'], [0, 0.3]), one)
  assert.notEqual(weigh(['group_named', 'short'], [0.3, 0]), one)
})
