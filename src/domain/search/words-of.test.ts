/** Plain text is read the short way, and gives the same words. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { wordsOf } from '#domain/search/words-of.ts'

test('ASCII gives the same words as where a word behind it sends the text the longer way', () => {
  const pieces = fc.oneof(
    fc.constantFrom('Two', 'words', ' ', '-', "'", '7', '#', '*', '_', 'long'.repeat(20)),
    fc.string({ unit: 'binary-ascii', maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const text = parts.join('')
      assert.deepEqual(wordsOf(text), wordsOf(`${text} é`).slice(0, -1))
    }),
  )
})

test('every character of ASCII is of a word exactly where a letter or digit is', () => {
  for (let code = 0; code < 0x80; code += 1) {
    const character = String.fromCharCode(code)
    assert.equal(
      wordsOf(character).length,
      /[\p{L}\p{N}\p{M}\p{Co}\p{Extended_Pictographic}]/u.test(character) ? 1 : 0,
    )
  }
})
