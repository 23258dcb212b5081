/** Addresses with one host, with several, and with none. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostUrls } from '#adapters/sql/postgres/host-urls.ts'

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['postgres://db/parley', ['postgres://db/parley']],
  [
    'postgres://u:p,w@a:1,b:2/d?sslmode=require',
    ['postgres://u:p,w@a:1/d?sslmode=require', 'postgres://u:p,w@b:2/d?sslmode=require'],
  ],
  ['postgres://u@%2Frun%2Fa,%2Frun%2Fb/d', ['postgres://u@%2Frun%2Fa/d', 'postgres://u@%2Frun%2Fb/d']],
  ['postgres:///d?host=/run', ['postgres:///d?host=/run']],
  ['nonsense', ['nonsense']],
]

for (const [given, expected] of CASES) {
  test(`${given} is ${expected.length === 1 ? 'one address' : 'several'}`, () => {
    assert.deepEqual(hostUrls(given), expected)
  })
}
