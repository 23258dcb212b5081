/** Signed values: what was signed opens, whatever was changed does not, remembered or not. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { createCookieSigner } from '#http/cookie-signer.ts'

const KEY = 'a secret of the site'
const GUEST = '0198c0de-79b0-7cc3-98c4-dc0c0c07398f'

function signedByTheBook(value: string): string {
  return `${value}.${createHmac('sha256', KEY).update(`guest\n${value}`).digest('base64url')}`
}

test('signs as HMAC-SHA-256 says, the first time and when it is remembered', () => {
  fc.assert(
    fc.property(fc.uuid(), (value) => {
      const signer = createCookieSigner(KEY)
      const signed = signedByTheBook(value)
      assert.equal(signer.sign(value), signed)
      assert.equal(signer.sign(value), signed)
      assert.equal(signer.open(signed), value)
      assert.equal(createCookieSigner(KEY).open(signed), value)
    }),
  )
})

test('no changed character passes, for a value that is remembered as for one that is not', () => {
  const signed = signedByTheBook(GUEST)
  const knowing = createCookieSigner(KEY)
  assert.equal(knowing.open(signed), GUEST)
  for (const signer of [knowing, createCookieSigner(KEY)]) {
    for (let at = 0; at < signed.length; at += 1) {
      const changed = `${signed.slice(0, at)}${signed[at] === 'A' ? 'B' : 'A'}${signed.slice(at + 1)}`
      assert.equal(signer.open(changed), null, changed)
    }
    for (const wrong of [GUEST, `${GUEST}.`, signed.slice(0, -1), `${signed}A`, '', '.']) {
      assert.equal(signer.open(wrong), null, wrong)
    }
  }
})

test('a wrong signature is not remembered, and takes nothing from the right one', () => {
  const signer = createCookieSigner(KEY)
  assert.equal(signer.open(`${GUEST}.made-up`), null)
  assert.equal(signer.open(`${GUEST}.made-up`), null)
  assert.equal(signer.open(signedByTheBook(GUEST)), GUEST)
})

test('many guests later, the first one still opens', () => {
  const signer = createCookieSigner(KEY)
  const first = signer.sign(GUEST)
  for (let guest = 0; guest < 6_000; guest += 1) signer.sign(`guest-${guest}`)
  assert.equal(signer.open(first), GUEST)
})
