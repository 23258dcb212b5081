/** Keys of addresses: the same within a day, another on the next and for another address. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createAddressKeys } from '#http/address-keys.ts'

const LAST_MOMENT = Date.UTC(2026, 10, 23, 23, 59, 59, 999)

/** Keys that say what they were made of, and how often any was made. */
function open(now: () => number) {
  const made: string[] = []
  const addressKey = (address: string, day: string): string => {
    made.push(`${address} on ${day}`)
    return `${address} on ${day}`
  }
  return { made, keys: createAddressKeys({ addressKey }, now) }
}

test('a key is made once for a connection, and anew at midnight in UTC', () => {
  let now = LAST_MOMENT
  const { made, keys } = open(() => now)
  const connection = {}
  assert.equal(keys.keyOf(connection, '192.0.2.7'), '192.0.2.7 on 2026-11-23')
  assert.equal(keys.keyOf(connection, '192.0.2.7'), '192.0.2.7 on 2026-11-23')
  assert.equal(made.length, 1)
  now += 1
  assert.equal(keys.keyOf(connection, '192.0.2.7'), '192.0.2.7 on 2026-11-24')
  now -= 1
  assert.equal(keys.keyOf(connection, '192.0.2.7'), '192.0.2.7 on 2026-11-23')
})

test('a proxy brings many addresses over one connection: each has its own key', () => {
  const { keys } = open(() => LAST_MOMENT)
  const proxy = {}
  for (const address of ['192.0.2.7', '192.0.2.8', '192.0.2.7', '2001:db8::1']) {
    assert.equal(keys.keyOf(proxy, address), `${address} on 2026-11-23`)
  }
})
