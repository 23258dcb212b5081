/** Tests of when the second stage is asked, and of what is said where it is not. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CivilityAsk } from '#ports/civility.ts'
import type { CivilityScore, CivilityScorer } from '#domain/civility/score-text.ts'
import { considerText, type StageTwo } from './consider-text.ts'

function scorerSaying(said: Partial<CivilityScore>): CivilityScorer {
  const score = { language: 'en', scores: { toxicity: 0.5 }, unsupported: [], spans: [], model: 'stage1' }
  return {
    version: 'stage1',
    detect: () => 'en',
    words: () => [],
    score: (_, language) => ({ ...score, ...said, ...(language === undefined ? {} : { language }) }),
  }
}

const CURVE = { sums: [0, 1], probabilities: [0, 1] }
const DOUBT = [{ decidesAt: 0.8, low: 0.4, high: 0.9 }]

interface Setup {
  readonly said?: Partial<CivilityScore>
  readonly reading?: Awaited<ReturnType<StageTwo['read']>>
  readonly ask?: Partial<CivilityAsk>
  readonly hasStageTwo?: boolean
}

async function consider({ said = {}, reading = { toxicity: 0.7 }, ask = {}, hasStageTwo = true }: Setup) {
  const asked: string[] = []
  const counted: string[] = []
  const stageTwo: StageTwo = {
    blend: {
      version: 'blend',
      stageOne: 'stage1',
      stageTwo: 'stage2',
      heads: [{ attribute: 'toxicity', one: 0, two: 1, bias: 0, calibration: CURVE }],
      doubt: DOUBT,
    },
    read: (text) => {
      asked.push(text)
      return Promise.resolve(reading)
    },
  }
  const stages = {
    scorer: scorerSaying(said),
    stageTwo: hasStageTwo ? stageTwo : null,
    count: (outcome: string) => counted.push(outcome),
  }
  const { stage, model, scores, ...rest } = await considerText(stages, 'some words', {
    urgency: 'now',
    deadlineMs: 300,
    ...ask,
  })
  assert.equal(counted.length, 1)
  const why = 'why' in rest ? rest.why : undefined
  assert.equal(counted[0], why ?? 'two')
  return { stage, why, model, toxicity: scores.toxicity, wasAsked: asked.length > 0 }
}

const ALONE = { stage: 'one', model: 'stage1', toxicity: 0.5 } as const

test('both stages, blended, with every version', async () => {
  const both = { stage: 'two', why: undefined, model: 'stage1+stage2+blend', toxicity: 0.7, wasAsked: true }
  assert.deepEqual(await consider({}), both)
  assert.deepEqual(await consider({ said: { language: 'und' } }), both)
  assert.deepEqual(await consider({ ask: { decidesAt: 0.8 } }), both)
})

test('another language is not read', async () => {
  const expected = { ...ALONE, why: 'language', wasAsked: false }
  assert.deepEqual(await consider({ said: { language: 'de' } }), expected)
  assert.deepEqual(await consider({ ask: { language: 'de' } }), expected)
})

test('where a decision is certain it is not asked; without a decision it is', async () => {
  for (const toxicity of [0.39, 0.91]) {
    const said = { scores: { toxicity } }
    const expected = { ...ALONE, toxicity, why: 'certain', wasAsked: false }
    assert.deepEqual(await consider({ said, ask: { decidesAt: 0.8 } }), expected)
    assert.equal((await consider({ said })).stage, 'two')
  }
})

test('nothing written is certain', async () => {
  const said = { scores: { toxicity: 0, spam: 0 } }
  assert.deepEqual(await consider({ said }), { ...ALONE, toxicity: 0, why: 'certain', wasAsked: false })
})

test('without a second stage the first stands, and says so', async () => {
  assert.deepEqual(await consider({ hasStageTwo: false }), { ...ALONE, why: 'off', wasAsked: false })
})

for (const reading of ['late', 'off', 'queue-full', 'failed'] as const) {
  test(`${reading}: the first stage stands`, async () => {
    assert.deepEqual(await consider({ reading }), { ...ALONE, why: reading, wasAsked: true })
  })
}
