/** Every route is known by its name, and what is none has one name too. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { ROUTES } from '#contract/routes.ts'
import { routeName } from '#http/route-name.ts'

const ID = '01900000-0000-7000-8000-000000000001'

test('each route of the contract is found by an address of it', () => {
  const routes = Object.entries(ROUTES)
  assert.ok(routes.length > 0)
  for (const [name, { method, path }] of routes) {
    const address = path.replaceAll(/(?<=\/):\w+/g, ID)
    assert.equal(routeName(method, address), name)
    assert.equal(routeName(method, `${address}?order=top`), name)
  }
})

test('reading the head counts as reading; streams and questions of browsers have names', () => {
  assert.equal(routeName('HEAD', `/s/${ID}`), 'story')
  assert.equal(routeName('GET', `/api/stories/${ID}/live?after=1`), 'live')
  assert.equal(routeName('OPTIONS', '/api/preview'), 'preflight')
})

test('everything else is unknown', () => {
  for (const url of [
    '',
    '*',
    '/nowhere',
    '/s',
    `/s/${ID}/`,
    '/constructor',
    '/__proto__',
    `/s/${ID}/x/y/z`,
  ]) {
    assert.equal(routeName('GET', url), 'unknown', url)
  }
  assert.equal(routeName('DELETE', '/'), 'unknown')
})
