/** Tests of blending two stages, and of when the second may be left unasked. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { blendStages, isInDoubt, oddsOf, type StageBlend } from './blend-stages.ts'
import type { CivilityScore } from './score-text.ts'

const LINE = { sums: [-4, 4], probabilities: [0.1, 0.9] }
const HEAD = { one: 0.5, two: 2, bias: -1, calibration: LINE }
const BLEND: StageBlend = {
  version: 'blend-0',
  stageOne: 'stage1-a',
  stageTwo: 'stage2-b',
  heads: [
    { attribute: 'toxicity', ...HEAD },
    { attribute: 'threat', ...HEAD },
  ],
  doubt: [],
}

function score(scores: CivilityScore['scores']): CivilityScore {
  return { language: 'en', scores, unsupported: [], spans: [], model: 'stage1-a' }
}

test('both stages count as the blend says, and the score names all versions', () => {
  const blended = blendStages(score({ toxicity: 0.5, spam: 0.3 }), { toxicity: 1 }, BLEND)
  // 0.5 · 0 + 2 · 1 − 1 = 1, five eighths of the line from 0.1 to 0.9.
  assert.deepEqual(blended.scores, { toxicity: 0.6, spam: 0.3 })
  assert.equal(blended.model, 'stage1-a+stage2-b+blend-0')
})

test('an attribute that one of them does not know stays the first one’s', () => {
  const odds = { toxicity: 1, insult: 9, threat: 1 }
  assert.deepEqual(blendStages(score({ toxicity: 0.5, insult: 0.2 }), odds, BLEND).scores, {
    toxicity: 0.6,
    insult: 0.2,
  })
})

test('certain probabilities have odds all the same', () => {
  assert.equal(oddsOf(0.5), 0)
  assert.ok(Number.isFinite(oddsOf(0)) && oddsOf(0) < oddsOf(0.001))
  assert.ok(Number.isFinite(oddsOf(1)) && oddsOf(1) > oddsOf(0.999))
})

test('whatever the stages say, a probability comes out, and more of either is never less', () => {
  const odds = fc.double({ min: -50, max: 50, noNaN: true })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const toxicity = (first: number, second: number): number =>
    blendStages(score({ toxicity: first }), { toxicity: second }, BLEND).scores.toxicity ?? -1
  fc.assert(
    fc.property(share, share, odds, (one, other, said) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      assert.ok(toxicity(low, said) >= 0 && toxicity(high, said) <= 1)
      assert.ok(toxicity(low, said) <= toxicity(high, said))
      assert.ok(toxicity(low, said) <= toxicity(low, said + 1))
    }),
  )
})

test('in doubt is what lies in the band of the threshold; between two thresholds the wider counts', () => {
  const doubt = [
    { decidesAt: 0.5, low: 0.2, high: 0.7 },
    { decidesAt: 0.8, low: 0.4, high: 0.9 },
  ]
  const bounds = (decidesAt: number): number[] =>
    [0.1, 0.2, 0.3, 0.4, 0.7, 0.8, 0.9, 0.95].filter((toxicity) => isInDoubt(toxicity, decidesAt, doubt))
  assert.deepEqual(bounds(0.5), [0.2, 0.3, 0.4, 0.7])
  assert.deepEqual(bounds(0.8), [0.4, 0.7, 0.8, 0.9])
  assert.deepEqual(bounds(0.6), [0.2, 0.3, 0.4, 0.7, 0.8, 0.9])
  assert.deepEqual(bounds(0.95), bounds(0.8))
  assert.deepEqual(bounds(0.3), bounds(0.5))
  assert.equal(isInDoubt(0.5, 0.5, []), true)
  const other = [
    { decidesAt: 0.5, low: 0.4, high: 0.9 },
    { decidesAt: 0.8, low: 0.2, high: 0.7 },
  ]
  assert.deepEqual(
    [0.1, 0.3, 0.8, 0.95].filter((toxicity) => isInDoubt(toxicity, 0.6, other)),
    [0.3, 0.8],
  )
})
