/** Ids: one spelling, the time in front, and imported ones in the order of their file. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { UUID_RANDOM_BYTES, isUuidV7, orderedUuidV7, uuidV7 } from '#base/uuid.ts'

const TIME_MAX = 2 ** 48 - 1
const SEQUENCE_MAX = 2 ** 36 - 1
const times = fc.maxSafeNat().map((time) => time % (TIME_MAX + 1))
const random = fc.uint8Array({ minLength: UUID_RANDOM_BYTES, maxLength: UUID_RANDOM_BYTES })
const sequences = fc.nat(SEQUENCE_MAX)

describe('uuidV7', () => {
  test('agrees with the example of RFC 9562, appendix A.6', () => {
    const tail = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    assert.equal(uuidV7(0x017f22e279b0, tail), '017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  test('always has its one spelling and sorts by time', () => {
    fc.assert(
      fc.property(times, times, random, random, (...[a, b, x, y]) => {
        assert.ok(isUuidV7(uuidV7(a, x)))
        if (a !== b) assert.equal(uuidV7(a, x) < uuidV7(b, y), a < b)
      }),
    )
  })

  test('takes a time before 1970 as 1970, and refuses to be made of too little chance', () => {
    assert.match(uuidV7(-5, new Uint8Array(UUID_RANDOM_BYTES)), /^00000000-0000-7/)
    assert.throws(() => uuidV7(0, new Uint8Array(UUID_RANDOM_BYTES - 1)), /10 random bytes/)
  })
})

describe('orderedUuidV7', () => {
  test('is an id of its time that sorts by its number, whatever the chance', () => {
    fc.assert(
      fc.property(times, sequences, sequences, random, random, (...[time, a, b, x, y]) => {
        assert.ok(isUuidV7(orderedUuidV7(time, a, x)))
        assert.equal(orderedUuidV7(time, a, x).slice(0, 13), uuidV7(time, x).slice(0, 13))
        if (a !== b) assert.equal(orderedUuidV7(time, a, x) < orderedUuidV7(time, b, y), a < b)
      }),
    )
  })

  test('has room for 2^36 in one millisecond, and says so when it is full', () => {
    const none = new Uint8Array(UUID_RANDOM_BYTES)
    assert.ok(isUuidV7(orderedUuidV7(0, SEQUENCE_MAX, none)))
    assert.throws(() => orderedUuidV7(0, SEQUENCE_MAX + 1, none), /out of range/)
    assert.throws(() => orderedUuidV7(0, -1, none), /out of range/)
  })
})

describe('isUuidV7', () => {
  const id = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'
  const others = [
    id.toUpperCase(),
    `${id} `,
    `${id}\n`,
    id.replace('-7c', '-4c'),
    id.replace('-98', '-c8'),
    id.replaceAll('-', ''),
  ]
  for (const text of [...others, '', `{${id}}`, `urn:uuid:${id}`]) {
    test(`is false for ${JSON.stringify(text)}`, () => assert.equal(isUuidV7(text), false))
  }
})
