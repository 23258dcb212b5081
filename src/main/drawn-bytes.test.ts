/** Bytes drawn ahead: every one is given out once, in any sizes, and none is kept. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createDrawnBytes } from '#main/drawn-bytes.ts'

const DRAW = 4_096

/** Bytes that count on, so that one given twice shows; what was filled can be looked into. */
function open() {
  const filled: Uint8Array[] = []
  let next = 0
  const take = createDrawnBytes((bytes) => {
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = next = (next % 251) + 1
    filled.push(bytes)
  })
  return { filled, take }
}

test('whatever is asked for comes whole and in order, with nothing given twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 20 }), (counts) => {
      const { take } = open()
      let before = 0
      let left = 0
      for (const count of counts) {
        if (count > left) {
          // What is left of a draw is too little and is let go.
          before = ((before + left - 1) % 251) + 1
          left = DRAW
        }
        left -= count
        for (const byte of take(count)) {
          assert.equal(byte, (before % 251) + 1)
          before = byte
        }
      }
    }),
  )
})

test('what was given is the caller’s own: changing it changes nothing that comes later', () => {
  const { take } = open()
  const first = take(10)
  first.fill(0)
  assert.deepEqual([...take(3)], [11, 12, 13])
})

test('what was given is wiped where it waited', () => {
  const { take, filled } = open()
  take(10)
  assert.deepEqual(filled[0]?.slice(0, 12), Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 12]))
})

test('more than a draw is drawn for itself', () => {
  const { take, filled } = open()
  const given = take(DRAW + 1)
  assert.equal(given.length, DRAW + 1)
  assert.deepEqual(filled, [given])
})
