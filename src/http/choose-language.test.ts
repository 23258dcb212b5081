/** Which language a reader gets for what their browser, or the page around an embed, asks for. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createAcceptLanguage, languageChoice } from '#http/choose-language.ts'

const LONG_HEADER_RANGES = 5_000

describe('Accept-Language', () => {
  const choose = createAcceptLanguage('en')
  const cases: readonly (readonly [header: string | undefined, language: string, why: string])[] = [
    [undefined, 'en', 'nothing is asked for'],
    ['', 'en', 'nothing is asked for'],
    ['de', 'de', 'it is here'],
    ['DE-de', 'de', 'case tells nothing, and a region is served by its language'],
    ['zh-TW', 'zh', 'a region falls back'],
    ['zh-Hant-HK', 'zh', 'so does a script'],
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt', 'the first that is here'],
    ['en;q=0.5, fr;q=0.9', 'fr', 'quality goes before order'],
    ['fr;q=0.5, de;q=0.5', 'fr', 'of one quality, the first sent'],
    ['nl, da;q=0.9, uk;q=0.1', 'uk', 'better the third choice than none'],
    ['nl, sv', 'en', 'none is here'],
    ['iw', 'he', 'an old name of Hebrew'],
    ['de;q=0', 'en', 'refused'],
    ['de;q=0, fr', 'fr', 'refused'],
    ['*', 'en', 'any will do'],
    ['nl, *;q=0.5, ru;q=0.1', 'en', 'any goes before what comes after it'],
    ['ja;q=1.5, ko', 'en', 'that is no quality'],
    ['ja;q=, hi ; Q = 0.7', 'hi', 'spaces and case are allowed'],
    ['ru;q=0.1234, es;q=0.123', 'es', 'three decimals at most'],
    [',,;q=1, ;, es', 'es', 'rubbish is passed over'],
    ['en_US', 'en', 'that is no tag'],
    ['__proto__, constructor', 'en', 'those are no tags'],
    ['x-klingon, ar-EG', 'ar', 'private tags are nobody here'],
  ]
  for (const [header, language, why] of cases) {
    test(`${JSON.stringify(header)} is answered in ${language}: ${why}`, () => {
      assert.equal(choose(header), language)
      assert.equal(choose(header), language, 'and so again')
    })
  }

  test('a header of any length is answered', () => {
    assert.equal(choose(`${'nl,'.repeat(LONG_HEADER_RANGES)}de`), 'en')
    assert.equal(choose(`de,${'nl,'.repeat(LONG_HEADER_RANGES)}`), 'de')
  })

  test('thousands of different headers are no burden, and do not change the answers', () => {
    for (let count = 0; count < LONG_HEADER_RANGES; count += 1) choose(`nl-x-${count}`)
    assert.equal(choose('de'), 'de')
  })
})

describe('the language of a site', () => {
  test('is everybody’s, where it does not follow its readers', () => {
    const languageOf = languageChoice({ language: 'fr', followsReader: false })
    assert.equal(languageOf({ url: '/', headers: { 'accept-language': 'de' } }), 'fr')
  })

  test('follows the reader, and else is the site’s own', () => {
    const languageOf = languageChoice({ language: 'fr', followsReader: true })
    assert.equal(languageOf({ url: '/', headers: { 'accept-language': 'de' } }), 'de')
    assert.equal(languageOf({ url: '/', headers: {} }), 'fr')
  })

  for (const followsReader of [true, false]) {
    test(`gives way to the one an embed names (${followsReader ? 'auto' : 'fixed'})`, () => {
      const languageOf = languageChoice({ language: 'fr', followsReader })
      const headers = followsReader ? { 'accept-language': 'fr' } : {}
      assert.equal(languageOf({ url: '/embed/thread?story=x&language=pt-BR', headers }), 'pt')
      assert.equal(languageOf({ url: '/api/preview?language=he', headers }), 'he')
      assert.equal(languageOf({ url: '/embed/thread?language=nl', headers }), 'fr')
      assert.equal(languageOf({ url: '/embed/thread?xlanguage=he', headers }), 'fr')
      // Pages of our own have one address in all languages.
      assert.equal(languageOf({ url: '/?language=he', headers }), 'fr')
    })
  }
})
