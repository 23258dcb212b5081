/** Tests of naming a comment's language without and with a detector. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessLanguage } from './guess-language.ts'

const german = (): string => 'de'

test('script and common words decide without a detector', () => {
  assert.equal(guessLanguage('You are the one who said that', null), 'en')
  assert.equal(guessLanguage('이 기사는 정말 좋네요', null), 'ko')
  assert.equal(guessLanguage('这篇文章写得很好', null), 'zh')
  assert.equal(guessLanguage('この記事はとても良い', null), 'ja')
})

test('the detector is asked only where doubt is left', () => {
  assert.equal(guessLanguage('Das ist doch alles dummes Zeug, meine Damen und Herren', german), 'de')
  assert.equal(guessLanguage('You are the one who said that', german), 'en')
  assert.equal(guessLanguage('hm, ok', german), null)
})

test('no letters, no language', () => {
  for (const text of ['', '😀😀', '12345', '\u0000', '\ud800'])
    assert.equal(guessLanguage(text, german), null)
})
