/** What is typed into the search field, and which texts it finds. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SEARCH_QUERY_CODE_POINTS_MAX, SEARCH_TERMS_MAX } from '#domain/limits.ts'
import { isMatch, searchTerms, settleQuery } from '#domain/search/search-terms.ts'
import { wordsOf } from '#domain/search/words-of.ts'

function words(text: string): string[] {
  return wordsOf(text).map((found) => found.word)
}

describe('words of a text', () => {
  for (const [text, expected] of [
    ["Don't stop", ['don', 't', 'stop']],
    ['Café naïve Ångström', ['cafe', 'naive', 'angstrom']],
    ['Straße œuvre smørrebrød Łódź', ['strasse', 'oeuvre', 'smorrebrod', 'lodz']],
    ['ЕЩЁ мой', ['еще', 'мой']],
    ['ｗｉｄｅ １２', ['wide', '12']],
    ['日本語のテスト', ['日', '本', '語', 'の', 'テ', 'ス', 'ト']],
    ['か が', ['か', 'が']],
    ['हिन्दी', ['हिन्दी']],
    ['שָׁלוֹם', ['שלום']],
    ['soft\u00ADhyphen', ['softhyphen']],
    ['yes 👍!', ['yes', '👍']],
    ['… — !?', []],
  ] as const) {
    test(`${text} is ${expected.length} words`, () => assert.deepEqual(words(text), expected))
  }

  test('a word is the same however it is composed, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = words(text)
        assert.deepEqual(words(text.normalize('NFD').normalize('NFC')), words(text.normalize('NFC')))
        for (const word of found) assert.doesNotMatch(word, /[\s"*:(){}^+-]/)
      }),
    )
  })
})

describe('terms', () => {
  test('all must match, the last one as a beginning, quoted words as they stand', () => {
    assert.deepEqual(searchTerms('ferry "harbour office" sai'), [
      { words: ['ferry'], isPrefix: false },
      { words: ['harbour', 'office'], isPrefix: false },
      { words: ['sai'], isPrefix: true },
    ])
  })

  test('what other search engines read as commands is words here', () => {
    assert.deepEqual(
      searchTerms('NEAR(a b) OR col:x* -minus').flatMap((term) => term.words),
      ['near', 'a', 'b', 'or', 'col', 'x', 'minus'],
    )
  })

  test('an open quotation ends with the query', () => {
    assert.deepEqual(searchTerms('„open end'), [{ words: ['open', 'end'], isPrefix: false }])
  })

  test('nothing searchable is no term, and a long query is cut', () => {
    assert.deepEqual(searchTerms(' "" … '), [])
    assert.equal(searchTerms('abc '.repeat(1_000)).length, SEARCH_TERMS_MAX)
    assert.equal(Array.from(settleQuery('🌊'.repeat(1_000))).length, SEARCH_QUERY_CODE_POINTS_MAX)
  })

  test('a text holds every quotation of itself', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 30 }), fc.nat(20), fc.nat(5), (text, from, length) => {
        const part = text.split(' ').slice(from, from + length + 1)
        fc.pre(part.length > 0)
        assert.ok(isMatch(searchTerms(`"${part.join(' ')}"`), [text]))
        assert.ok(isMatch(searchTerms(part.slice(0, SEARCH_TERMS_MAX).join(' ')), [text]))
      }),
    )
  })

  test('a Chinese word is found inside a sentence', () => {
    assert.ok(isMatch(searchTerms('日本'), ['私は日本語を話す']))
    assert.ok(!isMatch(searchTerms('本日'), ['私は日本語を話す']))
  })
})
