/** Tests of suggested scores: set beside Parley's own, and each part scored once. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CivilityScorer } from './score-text.ts'
import { checkSuggestion, type SuggestRequest } from './suggestion.ts'

function countingScorer(): CivilityScorer & { readonly scored: string[] } {
  const scored: string[] = []
  return {
    scored,
    version: 'test',
    detect: () => 'en',
    words: () => [],
    score: (text, language) => {
      scored.push(text)
      const toxicity = text.includes('idiot') ? 0.9 : 0.1
      return { language: language ?? 'en', scores: { toxicity }, unsupported: [], spans: [], model: 'test' }
    },
  }
}

const span = (begin: number, end: number, value = 1) => ({ begin, end, score: { value } })
const request: SuggestRequest = {
  text: 'Good morning. You idiot!',
  textType: 'PLAIN_TEXT',
  languages: [],
  hasTwoContexts: false,
  attributes: {
    TOXICITY: { summary: { value: 0 }, spans: [span(0, 13, 0), span(14, 24)] },
    INSULT: { summary: null, spans: [span(14, 24)] },
  },
}

test('every number stands beside what Parley says of the same words', () => {
  const scorer = countingScorer()
  assert.deepEqual(checkSuggestion(request, scorer), {
    ok: true,
    value: {
      language: 'en',
      detectedLanguages: ['en'],
      model: 'test',
      scores: [
        { attribute: 'TOXICITY', suggested: 0, scored: 0.9, part: null },
        { attribute: 'TOXICITY', suggested: 0, scored: 0.1, part: { begin: 0, end: 13 } },
        { attribute: 'TOXICITY', suggested: 1, scored: 0.9, part: { begin: 14, end: 24 } },
        { attribute: 'INSULT', suggested: 1, scored: null, part: { begin: 14, end: 24 } },
      ],
    },
  })
  assert.deepEqual(scorer.scored, [request.text, 'Good morning.', 'You idiot!'])
})

test('parts that cover the comment more than twice are refused before anything is scored', () => {
  const scorer = countingScorer()
  const spans = [span(0, 24), span(0, 23), span(0, 22)]
  const answer = checkSuggestion({ ...request, attributes: { TOXICITY: { summary: null, spans } } }, scorer)
  assert.ok(!answer.ok && answer.problem.message === 'The span scores of a suggestion overlap too much.')
  assert.deepEqual(scorer.scored, [])
})
