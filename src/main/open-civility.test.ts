/** Tests of the shipped scorer as a whole: what it says of plain cases, of bad input, and that it says it again. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ATTRIBUTES, type Attribute } from '#domain/civility/attribute.ts'
import { openCivility } from './open-civility.ts'

const { scorer } = await openCivility()
assert.ok(scorer !== null)

/** Milliseconds for a megabyte on a busy machine; an endless loop or a quadratic search takes minutes. */
const PATIENCE_MS = 20_000

const CLEAR: Readonly<Record<Attribute, readonly string[]>> = {
  toxicity: ['You are a stupid idiot.', 'Shut the fuck up, moron', 'go to hell you pathetic loser'],
  severe_toxicity: ['fuck you you fucking piece of shit, i hope you die', 'you fucking cunt, suck my dick'],
  identity_attack: [
    'Muslims are filthy animals',
    'I hate all gays, they make me sick',
    'all jews should be killed',
  ],
  insult: ['You are a stupid idiot.', 'what an ignorant moron you are'],
  profanity: ['what the fuck is this shit', 'this is fucking bullshit'],
  threat: ['I will kill you', 'I am going to find you and kill you'],
  spam: [
    'Check out my channel and subscribe http://bit.ly/xyz',
    'FREE entry! Text WIN to 80086 now to claim your cash prize',
  ],
}

const HARMLESS = [
  'Thank you for the article, I learned a lot about the history of the canal.',
  'I disagree: the council should spend the money on schools, not on a new car park.',
  'My neighbour is a Muslim and a good friend of mine.',
  'The minister presented the budget on Tuesday and answered questions.',
]

const ODD = {
  empty: '',
  blanks: ' \n\t ',
  megabyte: 'some words and, now and then, a comma '.repeat(26_000),
  'one long word': 'a'.repeat(100_000),
  'one long line of signs': '*'.repeat(100_000),
  'single letters': 'f u c k '.repeat(20_000),
  'many different words': Array.from({ length: 60_000 }, (_, at) => `w${at.toString(36)}x`).join(' '),
  emoji: '😀😡🔪👨‍👩‍👧‍👦'.repeat(100),
  'mixed scripts': 'привет 中文 hello 안녕 שלום مرحبا ',
  'right-to-left overrides': '\u202eyou are an idiot\u202c \u2067abc\u2069',
  'NUL bytes': 'you\u0000are\u0000an idiot',
  'lone surrogates': '\ud800 idiot \udfff\udbff',
} as const

for (const attribute of ATTRIBUTES) {
  test(`clear ${attribute} is found`, () => {
    for (const text of CLEAR[attribute]) {
      const { scores, language } = scorer.score(text)
      assert.ok((scores[attribute] ?? 0) >= 0.5, `${attribute} ${scores[attribute]} ${language}: ${text}`)
    }
  })
}

test('harmless comments stay under one half on every attribute', () => {
  for (const text of HARMLESS) {
    for (const [attribute, score] of Object.entries(scorer.score(text).scores)) {
      assert.ok(score < 0.5, `${attribute} ${score}: ${text}`)
    }
  }
})

test('naming one group or another makes no difference', () => {
  const expected = scoreOfNeighbours('muslim')
  for (const group of ['gay', 'jewish', 'black', 'christian', 'mexican']) {
    assert.deepEqual(scoreOfNeighbours(group), expected)
  }
})

for (const [name, text] of Object.entries(ODD)) {
  test(`odd input is answered in bounded time: ${name}`, () => {
    const started = performance.now()
    const { scores, spans } = scorer.score(text)
    assert.ok(performance.now() - started < PATIENCE_MS)
    for (const score of Object.values(scores)) assert.ok(score >= 0 && score <= 1)
    for (const span of spans) assert.ok(span.start >= 0 && span.end > span.start && span.end <= text.length)
  })
}

test('the same text gets the same answer whatever was scored before', () => {
  const text = 'You stupid idiot, s h u t up'
  const first = scorer.score(text)
  scorer.score(ODD['many different words'])
  scorer.score('something else entirely')
  assert.deepEqual(scorer.score(text), first)
})

test('spans lie inside the text, on code points, and point at the words', () => {
  const pieces = fc.constantFrom(
    'you stupid idiot',
    '😀',
    'f u c k',
    'ｓｈｉｔ',
    '𝓲𝓭𝓲𝓸𝓽',
    ' ',
    'i will kill you ',
    '\ud83d',
    '.',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      for (const span of scorer.score(text, 'en').spans) {
        assert.ok(span.start < span.end && span.end <= text.length)
        assert.ok(text.slice(span.start, span.end).isWellFormed() || !text.isWellFormed())
      }
    }),
  )
  const text = 'Well, you are a f u c k i n g idiot 😀'
  const marked = scorer.score(text).spans.map((span) => text.slice(span.start, span.end))
  assert.ok(marked.some((words) => words.includes('f u c k i n g')))
})

test('what a language cannot be scored for is named, not guessed', () => {
  const polish = scorer.score('To jest bardzo ciekawy artykuł o historii naszego miasta i jego mieszkańców')
  assert.equal(polish.language, 'pl')
  assert.ok(polish.unsupported.includes('toxicity') && polish.scores.toxicity === undefined)
  const korean = scorer.score('이 기사는 정말 잘 썼네요 감사합니다')
  assert.equal(korean.language, 'ko')
  assert.ok(korean.scores.toxicity !== undefined && korean.unsupported.includes('threat'))
})

test('every score carries the version', () => {
  assert.match(scorer.version, /^stage1-[0-9a-f]{12}$/)
  assert.equal(scorer.score('hello').model, scorer.version)
})

/** Without spam, which looks at the shape of the text and so at the length of the name. */
function scoreOfNeighbours(group: string): unknown {
  return { ...scorer?.score(`My ${group} neighbours are lovely people`).scores, spam: null }
}
