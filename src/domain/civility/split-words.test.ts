/** Tests of cutting texts into words and of finding coarse words behind disguises. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { buildLexicon } from './lexicon.ts'
import { splitWords } from './split-words.ts'

const lexicon = buildLexicon({
  terms: [
    ['shit', 1, 2],
    ['idiot', 1, 1024],
  ],
  targets: ['fuck', 'fucking', 'shit', 'idiot', 'stupid', 'asshole', 'ass'],
  ordinary: ['as', 'shift'],
  identities: ['muslim'],
})

function words(text: string): string[] {
  return splitWords(text, lexicon).map((word) => lexicon.unscramble(word.text) ?? word.text)
}

test('disguised coarse words are read', () => {
  const cases: readonly [string, string][] = [
    ['sh1t', 'shit'],
    ['$h!t', 'shit'],
    ['s**t', 'shit'],
    ['f***', 'fuck'],
    ['f***ing', 'fucking'],
    ['f u c k', 'fuck'],
    ['i.d.i.o.t', 'idiot'],
    ['i-d-i-o-t', 'idiot'],
    ['stuuuupid', 'stupid'],
    ['idoit', 'idiot'],
    ['a$$hole', 'asshole'],
    ['@$$', 'ass'],
  ]
  for (const [disguised, plain] of cases) {
    assert.deepEqual(words(disguised), [plain], disguised)
  }
})

test('ordinary writing stays as it is', () => {
  assert.equal(
    words("It's as good as the U.S. e-mail of 24/7").join(' '),
    'its as good as the u s e mail of <n2> <n1>',
  )
  assert.deepEqual(words('see www.example.org @anna 😀'), ['see', '<link>', '<person>', '😀'])
  assert.deepEqual(words('plan a b testing'), ['plan', 'a', 'b', 'testing'])
})

test('a spelled word spans all its letters in the original', () => {
  const text = 'what an i d i o t he is'
  const found = splitWords(text, lexicon).find((word) => word.masked)
  assert.equal(text.slice(found?.start, found?.end), 'i d i o t')
})

test('words lie in order inside the text and on code points', () => {
  const pieces = fc.constantFrom(
    'f u c k',
    'sh!t',
    '😀',
    '𝓯',
    ' ',
    '.',
    '*',
    'ａ',
    '\ud800',
    '\u0000',
    'muslim',
    '中',
    '@x',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => {
      const text = parts.join('')
      let last = 0
      for (const word of splitWords(text, lexicon)) {
        assert.ok(word.start >= last && word.end > word.start && word.end <= text.length)
        for (const edge of [word.start, word.end]) assert.ok(!splitsPair(text, edge))
        last = word.start
      }
    }),
  )
})

function splitsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at))
}
