/** Tests of folding: what is undone, and that every folded sign still knows where it came from. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { foldText, originalEnd, originalStart } from './fold-text.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
)

test('disguises of single letters are undone', () => {
  const plain = 'you are an idiot'
  for (const disguised of [
    'YOU ARE AN IDIOT',
    'ｙｏｕ ａｒｅ ａｎ ｉｄｉｏｔ',
    'уоu аrе аn іdіоt',
    'you are an id\u200bi\u200do\u2060t',
    'you are an i\u0336d\u0336i\u0336o\u0336t',
    '𝓎ℴ𝓊 𝒶𝓇ℯ 𝒶𝓃 𝒾𝒹𝒾ℴ𝓉',
    'you\u00a0are\u2003an\fidiot',
    'y\u0000ou are an idiot',
    '\u202eyou are an idiot',
  ]) {
    assert.equal(foldText(disguised).text, plain)
  }
})

test('accents go from Latin letters and nowhere else', () => {
  assert.equal(foldText('Ärger über Müll').text, 'arger uber mull')
  assert.equal(foldText('한국어').text, '한국어')
  assert.equal(foldText('中文').text, '中文')
})

test('every folded unit points at the code point it came from', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const folded = foldText(text)
      let last = 0
      for (let at = 0; at < folded.text.length; at += 1) {
        const start = originalStart(folded, at)
        const end = originalEnd(folded, at)
        assert.ok(start >= last && end > start && end <= text.length)
        assert.equal(foldText(text.slice(start, end)).text.includes(folded.text.charAt(at)), true)
        last = start
      }
    }),
  )
})

test('ASCII letters map one to one', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z ]*$/), (text) => {
      const folded = foldText(text)
      assert.equal(folded.text, text.toLowerCase())
      assert.equal(folded.places, null)
    }),
  )
})
