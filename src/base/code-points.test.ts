/** Tests of counting code points up to an offset. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createCodePointCounter } from './code-points.ts'

test('agrees with iterating over the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const count = createCodePointCounter(text)
      let units = 0
      let points = 0
      for (const character of text) {
        assert.equal(count(units), points)
        units += character.length
        points += 1
      }
      assert.equal(count(text.length), points)
    }),
  )
})

test('lone surrogates count as one', () => {
  assert.equal(createCodePointCounter('\ud800a\udc00')(3), 3)
})
