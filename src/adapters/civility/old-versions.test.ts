/** Tests that versions of the model that were once shipped still load, and score as on the day they were shipped. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCivilityScorer } from '#domain/civility/score-text.ts'
import { loadCivilityModel, MODELS_FOLDER } from './load-model.ts'

/** Taken with the code that shipped this version; they are never to be adapted to other code. */
const FIRST_VERSION = 'stage1-a5bf27d35a94'
const SCORES_THEN = [
  [
    'What a kind answer, thank you.',
    'en',
    {
      toxicity: 0.018022,
      severe_toxicity: 0.053491,
      identity_attack: 0.086052,
      insult: 0.005859,
      profanity: 0.005,
      threat: 0.027155,
      spam: 0.046399,
    },
  ],
  [
    'You are an id1ot and everybody here knows it',
    'en',
    {
      toxicity: 0.994541,
      severe_toxicity: 0.746157,
      identity_attack: 0.58684,
      insult: 0.962843,
      profanity: 0.832049,
      threat: 0.026216,
      spam: 0.056375,
    },
  ],
  [
    'I hate Mondays',
    'en',
    {
      toxicity: 0.803029,
      severe_toxicity: 0.175155,
      identity_attack: 0.25802,
      insult: 0.50514,
      profanity: 0.17565,
      threat: 0.290058,
      spam: 0.00452,
    },
  ],
  [
    'they should be s.h.o.t, all of them',
    'en',
    {
      toxicity: 0.161053,
      severe_toxicity: 0.181951,
      identity_attack: 0.296013,
      insult: 0.007548,
      profanity: 0.006574,
      threat: 0.730842,
      spam: 0.034057,
    },
  ],
  [
    'CLICK http://cheap.example NOW and win $1000 cash!!!',
    'en',
    {
      toxicity: 0.054243,
      severe_toxicity: 0.004832,
      identity_attack: 0.100773,
      insult: 0.084472,
      profanity: 0.005527,
      threat: 0.088064,
      spam: 0.994496,
    },
  ],
  ['Ihr seid doch alle Idioten', 'de', { toxicity: 0.949385, insult: 0.908993 }],
  ['이 기사는 정말 쓰레기네요', 'ko', { toxicity: 0.379783, identity_attack: 0.330548 }],
  ['que idiota, cala a boca', 'pt', { toxicity: 0.839971, insult: 0.932413, profanity: 0.444218 }],
  ['这些人都是垃圾', 'zh', { toxicity: 0.985141 }],
] as const

test('the first shipped version scores to the last digit as it did', async () => {
  const loaded = await loadCivilityModel({ folder: MODELS_FOLDER, version: FIRST_VERSION })
  assert.ok(loaded.ok)
  assert.deepEqual(loaded.value.problems, [])
  const scorer = createCivilityScorer(loaded.value.model, null)
  for (const [text, language, scores] of SCORES_THEN) {
    const scored = scorer.score(text, language)
    assert.equal(scored.model, FIRST_VERSION)
    assert.deepEqual(scored.scores, scores, text)
  }
})
