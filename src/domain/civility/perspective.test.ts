/** Tests of answering as Perspective did: shapes, thresholds, spans and refusals. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { analyzeComment, type AnalyzeRequest } from './perspective.ts'
import type { CivilityScorer } from './score-text.ts'
import { splitSentences } from './split-sentences.ts'

const scorer: CivilityScorer = {
  version: 'test',
  detect: (text) => (/[a-z]/.test(text) ? 'en' : 'und'),
  words: () => [],
  score: (text, language) => ({
    language: language ?? (/[a-z]/.test(text) ? 'en' : 'und'),
    scores: { toxicity: text.includes('idiot') ? 0.9 : 0.1 },
    unsupported: [],
    spans: [],
    model: 'test',
  }),
}
const asked: AnalyzeRequest = {
  text: 'Hello there. You idiot!',
  textType: 'PLAIN_TEXT',
  attributes: { TOXICITY: {} },
  languages: [],
  spanAnnotations: false,
  dropsUnsupported: false,
  hasTwoContexts: false,
}

test('one span over the whole text, or one a sentence', () => {
  const whole = analyzeComment({ ...asked, clientToken: 'c' }, scorer)
  assert.deepEqual(whole, {
    ok: true,
    value: {
      attributeScores: {
        TOXICITY: {
          summaryScore: { value: 0.9, type: 'PROBABILITY' },
          spanScores: [{ begin: 0, end: 23, score: { value: 0.9, type: 'PROBABILITY' } }],
        },
      },
      languages: ['en'],
      detectedLanguages: ['en'],
      clientToken: 'c',
    },
  })
  const each = analyzeComment({ ...asked, spanAnnotations: true }, scorer)
  assert.ok(each.ok)
  assert.deepEqual(
    each.value.attributeScores?.['TOXICITY']?.spanScores.map((span) => [
      span.begin,
      span.end,
      span.score.value,
    ]),
    [
      [0, 13, 0.1],
      [13, 23, 0.9],
    ],
  )
})

test('attributes under their threshold are left out, and with them all the field itself', () => {
  const answer = analyzeComment({ ...asked, attributes: { TOXICITY: { scoreThreshold: 0.95 } } }, scorer)
  assert.ok(answer.ok && !('attributeScores' in answer.value))
})

test('what cannot be answered is refused in the known words', () => {
  const cases: readonly [Partial<AnalyzeRequest>, string][] = [
    [{ text: ' ' }, 'Comment must be non-empty.'],
    [{ text: 'ä'.repeat(10_241) }, 'Comment text too long.'],
    [{ textType: 'HTML' }, "Currently, only 'PLAIN_TEXT' comments are supported"],
    [{ textType: 'MARKDOWN' }, 'Unknown text type'],
    [
      { hasTwoContexts: true },
      'Context can have either entries or article_and_parent_comment, but both fields were populated.',
    ],
    [{ attributes: {} }, 'Missing requested_attributes'],
    [{ attributes: { REASONING_EXPERIMENTAL: {} } }, 'Unknown requested attribute: REASONING_EXPERIMENTAL'],
    [{ attributes: { constructor: {} } }, 'Unknown requested attribute: constructor'],
    [
      { attributes: { THREAT: {} }, languages: ['it'] },
      'Attribute THREAT does not support request languages: it',
    ],
    [{ text: '12345' }, 'Unable to detect language'],
    [
      { attributes: { TOXICITY: { scoreType: 'RAW' } } },
      'Requested score type RAW is not supported by attribute TOXICITY',
    ],
  ]
  for (const [change, message] of cases) {
    const answer = analyzeComment({ ...asked, ...change }, scorer)
    assert.ok(!answer.ok && answer.problem.message === message, message)
  }
})

test('an attribute that the language lacks says so in full, and is left out where that is asked', () => {
  const italian = { attributes: { TOXICITY: {}, THREAT: {} }, languages: ['it'] }
  const refused = analyzeComment({ ...asked, ...italian }, scorer)
  assert.ok(!refused.ok)
  assert.deepEqual(refused.problem.unsupported, {
    attribute: 'THREAT',
    requestedLanguages: ['it'],
    detectedLanguages: [],
  })
  const dropped = analyzeComment({ ...asked, ...italian, dropsUnsupported: true }, scorer)
  assert.ok(dropped.ok)
  assert.deepEqual(Object.keys(dropped.value.attributeScores ?? {}), ['TOXICITY'])
})

test('of several languages the first that supports all attributes is scored', () => {
  const german: CivilityScorer = {
    ...scorer,
    words: () => [],
    score: (text, language) => ({
      ...scorer.score(text, language),
      scores: language === 'de' ? { toxicity: 0.5, threat: 0.4 } : { toxicity: 0.5 },
    }),
  }
  const both = { attributes: { TOXICITY: {}, THREAT: {} } }
  const answer = analyzeComment({ ...asked, ...both, languages: ['it', 'de-AT'] }, german)
  assert.equal(answer.ok && answer.value.attributeScores?.['THREAT']?.summaryScore.value, 0.4)
  assert.deepEqual(answer.ok && answer.value.languages, ['it', 'de-AT'])
})

test('a run of stops is one break, and without a blank behind it none', () => {
  const dots = '.'.repeat(20_000)
  assert.deepEqual(splitSentences(dots), [{ start: 0, end: 20_000 }])
  assert.deepEqual(splitSentences('One... Two?!" Three'), [
    { start: 0, end: 7 },
    { start: 7, end: 14 },
    { start: 14, end: 19 },
  ])
})

test('sentences cover the text without gaps', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Hi. ', 'a', '\n', '!', ' ', '。', '😀'), { maxLength: 30 }),
      (parts) => {
        const text = parts.join('')
        let last = 0
        for (const { start, end } of splitSentences(text)) {
          assert.ok(start === last && end >= start)
          last = end
        }
        assert.ok(text.slice(last).trim() === '')
      },
    ),
  )
})
