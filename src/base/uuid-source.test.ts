/** A source of ids: each sorts after the last, also when the clock stands still or steps back. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createUuidSource } from '#base/uuid-source.ts'
import { isUuidV7 } from '#base/uuid.ts'

test('ids grow under any clock: standing, stepping back, jumping', () => {
  const clocks = fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_005 }), { minLength: 2 })
  fc.assert(
    fc.property(clocks, fc.infiniteStream(fc.nat(255)), (times, chances) => {
      const left = [...times]
      const random = (count: number) => Uint8Array.from({ length: count }, () => chances.next().value ?? 0)
      const next = createUuidSource(() => left.shift() ?? 0, random)
      const ids = times.map(() => next())
      assert.ok(ids.every(isUuidV7))
      for (const [at, id] of ids.entries()) if (at > 0) assert.ok(id > (ids[at - 1] ?? ''), ids.join('\n'))
    }),
  )
})

test('a time that comes later is the time of the id', () => {
  let now = 0x017f22e279b0
  const next = createUuidSource(
    () => now,
    (count) => new Uint8Array(count),
  )
  assert.match(next(), /^017f22e2-79b0-7/)
  now += 1
  assert.match(next(), /^017f22e2-79b1-7/)
  now -= 100
  assert.match(next(), /^017f22e2-79b1-7/)
})

test('a hundred thousand ids of one millisecond are all different', () => {
  const next = createUuidSource(
    () => 1,
    (count) => new Uint8Array(count).fill(0x5a),
  )
  const count = 100_000
  assert.equal(new Set(Array.from({ length: count }, next)).size, count)
})

test('the bits left to chance stay chance', () => {
  let draws = 0
  const next = createUuidSource(
    () => 1,
    (count) => new Uint8Array(count).fill((draws += 1)),
  )
  const tails = Array.from({ length: 3 }, () => next().slice(-8))
  assert.deepEqual(tails, ['01010101', '02020202', '03030303'])
})

test('all bits of the first id drawn as ones leave room for the next', () => {
  const next = createUuidSource(
    () => 1,
    (count) => new Uint8Array(count).fill(0xff),
  )
  const first = next()
  assert.ok(next() > first)
})
