/** Tests of measuring by answers that were gathered beforehand. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { answeredScorer, askedTexts } from './answered-scorer.ts'

const base: CivilityScorer = {
  version: 'base',
  detect: () => 'en',
  words: () => [],
  score: (_, language) => ({
    language: language ?? 'en',
    scores: { toxicity: 0.1, spam: 0.2 },
    unsupported: [],
    spans: [],
    model: 'base',
  }),
}
const measure = (scorer: CivilityScorer): (number | undefined)[] =>
  ['one', 'two', 'one'].map((text) => scorer.score(text, 'en').scores.toxicity)

test('every text is asked for once, and answers replace only the scores they hold', () => {
  const asked = askedTexts(measure, base)
  assert.deepEqual(
    asked.map(({ text }) => text),
    ['one', 'two'],
  )
  const answers = asked.slice(0, 1).map((text) => ({ asked: text, scores: { toxicity: 0.9 } }))
  const answered = answeredScorer(base, answers)
  assert.deepEqual(measure(answered), [0.9, 0.1, 0.9])
  assert.equal(answered.score('one', 'en').scores.spam, 0.2)
  assert.equal(answered.score('one', 'de').scores.toxicity, 0.1)
})
