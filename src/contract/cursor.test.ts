/** Cursors: what was written is read back, and nothing else is. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { readBranchCursor, readRootCursor, writeRootCursor } from '#contract/cursor.ts'
import { ORDER_KEY_LEVELS_MAX } from '#domain/limits.ts'
import { UUID_RANDOM_BYTES, uuidV7 } from '#base/uuid.ts'

const ids = fc
  .tuple(fc.nat(2 ** 31), fc.uint8Array({ minLength: UUID_RANDOM_BYTES, maxLength: UUID_RANDOM_BYTES }))
  .map(([time, random]) => uuidV7(time, random))
const votes = fc.record({ agree: fc.nat(50_000_000), disagree: fc.nat(50_000_000) })
/** Times, counts, and both scores: all that roots are sorted by. */
const values = fc.oneof(
  fc.integer({ min: -(10 ** 12), max: 10 ** 13 }),
  fc.nat(),
  votes.map(topScore),
  votes.map(controversyScore),
)

describe('a cursor of roots', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(values, ids, (value, id) => {
        assert.deepEqual(readRootCursor(writeRootCursor({ value, id })), { value, id })
      }),
      { numRuns: 1_000 },
    )
  })

  const id = uuidV7(1, new Uint8Array(UUID_RANDOM_BYTES))
  const junk = [
    undefined,
    '',
    '_',
    '1',
    id,
    `_${id}`,
    `x_${id}`,
    `1_${id} `,
    ` 1_${id}`,
    `1_${id}\n`,
    `1__${id}`,
  ]
  junk.push(
    `NaN_${id}`,
    `Infinity_${id}`,
    `0x1_${id}`,
    `1e9_${id}`,
    `${'9'.repeat(40)}_${id}`,
    `1_${id.toUpperCase()}x`,
  )
  junk.push(`1_${id.replace('-7', '-4')}`, `1'--_${id}`, `1_${'-'.repeat(36)}`)
  for (const text of junk) {
    test(`is not ${JSON.stringify(text)}`, () => assert.equal(readRootCursor(text), null))
  }

  test('is a number and an id, or nothing, whatever stands in the address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readRootCursor(text)
        assert.ok(read === null || Number.isFinite(read.value))
      }),
    )
  })
})

describe('a cursor in a branch', () => {
  test('is any order key, down to the last level', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), ids), { minLength: 1, maxLength: ORDER_KEY_LEVELS_MAX + 3, size: 'max' }),
        (levels) => {
          const key = levels.reduce<string | null>((above, [time, id]) => orderKey(above, time, id), null)
          assert.ok(key)
          assert.equal(readBranchCursor(key), key)
        },
      ),
    )
  })

  for (const text of [
    undefined,
    '',
    'short',
    '~'.repeat(14),
    'a'.repeat(500),
    `${'a'.repeat(14)}'`,
    'a'.repeat(13) + '\n',
  ]) {
    test(`is not ${JSON.stringify(text)}`, () => assert.equal(readBranchCursor(text), null))
  }
})
