/** When writers are asked, at which words, and how often. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Attribute } from './attribute.ts'
import type { CivilityScore } from './score-text.ts'
import { adviseNudge, languageToAskIn, readTold, wordsToAskAbout, writeTold } from './nudge.ts'
import { coarseWords } from './coarse-words.ts'
import { findListedTerms } from './listed-terms.ts'
import { readingsOf, wordsBehind } from './weighed-words.ts'

type Scored = Pick<CivilityScore, 'language' | 'scores' | 'spans'>

/** A score of a text in which each word weighs as said. */
function scored(
  text: string,
  scores: CivilityScore['scores'],
  words: readonly (readonly [word: string, attribute: Attribute, weight: number])[],
): Scored {
  const spans = words.map(([word, attribute, weight]) => {
    const start = text.indexOf(word)
    assert.ok(start >= 0, word)
    return { start, end: start + word.length, attribute, weight }
  })
  return { language: 'en', scores, spans }
}

function asked(text: string, score: Scored): string[] {
  return wordsToAskAbout(text, score).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`)
}

describe('what is asked about', () => {
  const text = 'You idiot, this is crap.'
  const words = [
    ['idiot', 'insult', 2],
    ['idiot', 'profanity', 0.2],
    ['crap', 'profanity', 1],
    ['crap', 'insult', 0.6],
  ] as const

  test('each word once, under what it weighs most for', () => {
    const score = scored(text, { toxicity: 0.99, insult: 0.99, profanity: 0.97 }, words)
    assert.deepEqual(asked(text, score), ['person: idiot', 'coarse: crap'])
  })

  test('only what is sure enough, and only in a comment that is toxic as a whole', () => {
    assert.deepEqual(asked(text, scored(text, { toxicity: 0.94, insult: 0.85, profanity: 0.8 }, words)), [])
    assert.deepEqual(asked(text, scored(text, { toxicity: 0.7, insult: 0.99, profanity: 0.99 }, words)), [])
  })

  test('what is between quotation marks is somebody else’s', () => {
    for (const quoted of [
      '“You idiot”, he said',
      '"You idiot", he said',
      '„You idiot“, he said',
      '«You idiot»',
    ]) {
      assert.deepEqual(
        asked(quoted, scored(quoted, { toxicity: 1, insult: 1 }, [['idiot', 'insult', 2]])),
        [],
      )
    }
    const partly = 'He said “you idiot”, and he is a moron'
    const score = scored(partly, { toxicity: 1, insult: 1 }, [
      ['idiot', 'insult', 2],
      ['moron', 'insult', 2],
    ])
    assert.deepEqual(asked(partly, score), ['person: moron'])
  })

  test('an attack on a group is its sentence, not the name of the group', () => {
    const said = 'I was there. All gnomes are stupid! Good night.'
    const score = scored(said, { toxicity: 0.95, identity_attack: 0.9, insult: 0.95 }, [
      ['gnomes', 'identity_attack', 2],
      ['stupid', 'toxicity', 2],
      ['stupid', 'insult', 2],
    ])
    assert.deepEqual(asked(said, score), ['group: All gnomes are stupid'])
  })

  test('of a sentence too long to mark, the words beside the name of the group', () => {
    const said = `All gnomes are ${'so very '.repeat(30)}stupid`
    const score = scored(said, { toxicity: 0.95, identity_attack: 0.9 }, [
      ['gnomes', 'identity_attack', 2],
      ['stupid', 'toxicity', 2],
    ])
    assert.deepEqual(asked(said, score), ['group: stupid'])
  })

  test('neighbours that weigh are one stretch, ending with the sentence', () => {
    const said = 'Stupid moron. Liar, you'
    const score = scored(said, { toxicity: 1, insult: 1 }, [['Stupid moron. Liar,', 'insult', 2]])
    assert.deepEqual(asked(said, score), ['person: Stupid moron', 'person: Liar'])
  })

  test('a link alone is no advertising, words around it are', () => {
    const link = 'See https://news.example/a1 please'
    const spans = [['https://news.example/a1', 'spam', 2]] as const
    assert.deepEqual(asked(link, scored(link, { toxicity: 0, spam: 0.99 }, spans)), [])
    const sold = 'Subscribe at https://shop.example/a1'
    const more = [
      ...spans.map(([, a, w]) => ['https://shop.example/a1', a, w] as const),
      ['Subscribe', 'spam', 2] as const,
    ]
    assert.deepEqual(asked(sold, scored(sold, { toxicity: 0, spam: 0.99 }, more)), [
      'spam: Subscribe',
      'spam: https://shop.example/a1',
    ])
  })

  test('in other languages only words of our list, and in a harmless comment not even those', () => {
    const german = 'Halt den Mund, du Arschloch'
    const spans = [['Mund', 'insult', 3]] as const
    const toxic = { ...scored(german, { toxicity: 0.95, insult: 0.95 }, spans), language: 'de' }
    assert.deepEqual(asked(german, toxic), ['coarse: Arschloch'])
    assert.deepEqual(asked(german, { ...toxic, scores: { toxicity: 0.5 } }), [])
    const french = { language: 'fr', scores: { profanity: 0.75 }, spans: [] }
    assert.deepEqual(asked('quelle MERDE ce pont', french), ['coarse: MERDE'])
    assert.deepEqual(asked('une mercerie, un commerce', french), [])
  })

  test('a text that shows no language is taken for one in that of the site', () => {
    assert.equal(languageToAskIn('So ein Scheiß, die Fähre ist schon wieder zu spät', 'de'), 'de')
    assert.equal(languageToAskIn('The ferry is late again, and they say it is the tide', 'de'), 'en')
    assert.equal(languageToAskIn('다리가 또 늦었다', 'de'), 'ko')
  })

  test('every word of the lists is found in a sentence', () => {
    const languages = ['ar', 'de', 'es', 'fr', 'he', 'hi', 'ja', 'ko', 'pt', 'ru', 'uk', 'zh']
    for (const language of languages) {
      const words = coarseWords(language)
      assert.ok(words.length > 0, language)
      for (const word of words) assert.equal(findListedTerms(`. ${word} !`, words)[0]?.start, 2, word)
    }
    assert.deepEqual(coarseWords('en'), [])
  })
})

describe('how often', () => {
  const place = (text: string, word: string) => ({
    start: text.indexOf(word),
    end: text.indexOf(word) + word.length,
    kind: 'person' as const,
  })
  const first = 'You idiot and moron'
  const never = readTold('ask')

  test('once for the same words, whatever stands around them', () => {
    const { isDue, told, outcome } = adviseNudge(first, [place(first, 'idiot')], never)
    assert.equal(isDue, true)
    assert.equal(outcome, null)
    const sent = readTold(writeTold(told))
    for (const again of [first, 'Surely you IDIOT know'].map((text) => text)) {
      const word = /idiot/i.exec(again)?.[0] ?? ''
      const advice = adviseNudge(again, [place(again, word)], sent)
      assert.deepEqual([advice.isDue, advice.outcome], [false, 'as-it-was'])
    }
    assert.deepEqual(adviseNudge('You are wrong', [], sent).outcome, 'changed')
  })

  test('once more for other words, and then no more', () => {
    const once = readTold(writeTold(adviseNudge(first, [place(first, 'idiot')], never).told))
    const second = adviseNudge(first, [place(first, 'moron')], once)
    assert.equal(second.isDue, true)
    const twice = readTold(writeTold(second.told))
    assert.equal(adviseNudge('You fool', [place('You fool', 'fool')], twice).isDue, false)
  })

  test('nothing that a form cannot have from us counts as told', () => {
    for (const field of [
      '',
      'ask',
      '0.abc',
      '3.abc',
      '1.ABC',
      '1.a.',
      '1..a',
      '1.a b',
      `1.${'a'.repeat(8)}`,
    ]) {
      assert.deepEqual(readTold(field), { times: 0, words: new Set() }, field)
    }
    assert.deepEqual(readTold('1'), { times: 1, words: new Set() })
  })

  test('the field stays small, however many words weigh', () => {
    const text = Array.from({ length: 500 }, (_, at) => `word${at}`).join(' ')
    const words = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
      kind: 'person' as const,
    }))
    assert.ok(writeTold(adviseNudge(text, words, never).told).length < 500)
  })
})

describe('for moderators', () => {
  test('the surest reading first, with its degree, and hostile only where nothing says more', () => {
    const read = (scores: CivilityScore['scores']): string[] =>
      readingsOf({ scores }).map(({ kind, degree }) => `${kind} ${degree}`)
    assert.deepEqual(read({ toxicity: 0.99, insult: 0.8, profanity: 0.95, spam: 0.2 }), [
      'coarse high',
      'person middle',
    ])
    assert.deepEqual(read({ toxicity: 0.6 }), ['attack low'])
    assert.deepEqual(read({ toxicity: 0.3 }), [])
  })

  test('stretches never overlap, whatever weighs', () => {
    const text = 'stupid lazy fool'
    const score = scored(text, {}, [
      ['stupid lazy', 'profanity', 1],
      ['stupid lazy fool', 'insult', 1],
      ['lazy fool', 'toxicity', 3],
    ])
    assert.deepEqual(wordsBehind(text, score, ['person', 'attack', 'coarse']), [
      { start: 0, end: 16, kind: 'person' },
    ])
  })
})
