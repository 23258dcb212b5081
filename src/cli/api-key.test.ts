/** Keys on the command line: made once, listed without themselves, revoked by their id, and wrong words told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Writable } from 'node:stream'
import { createAdminCommand } from './admin.ts'
import { findApiKey } from '#operations/api-keys.ts'
import { openSite, type OpenedSite } from '#test/opened-site.ts'

const adminCommand = createAdminCommand(() => assert.fail('keys need no scorer'))

let site: OpenedSite
before(async () => {
  site = await openSite()
})
after(() => site.close())

function sink(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = []
  const stream = new Writable({
    write: (chunk: unknown, _encoding, done) => {
      chunks.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => chunks.join('') }
}

async function admin(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [sink(), sink()]
  const code = await adminCommand.run({
    args,
    environment: {},
    stdin: process.stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    publicUrl: 'https://talk.example',
    configPath: undefined,
    openData: () => Promise.resolve({ ports: site.parts.ports, close: () => Promise.resolve() }),
  })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

test('a key is made, found by what it says, listed without it, and revoked', async () => {
  const made = await admin('api-key', 'make', 'Coral', 'of  the', 'Harbour')
  assert.equal(made.code, 0)
  const key = made.stdout.trim()
  assert.match(key, /^parley-[\w-]{43}$/)
  const found = await findApiKey(site.parts.ports, key)
  assert.equal(found?.name, 'Coral of the Harbour')
  const listed = await admin('api-key', 'list')
  assert.ok(listed.stdout.includes(found.id) && !listed.stdout.includes(key))
  assert.doesNotMatch(listed.stdout, /revoked/)
  for (const _ of [1, 2]) {
    const revoked = await admin('api-key', 'revoke', found.id)
    assert.match(revoked.stdout, /revoked 2026-/)
    assert.equal(revoked.code, 0)
  }
  assert.equal(await findApiKey(site.parts.ports, key), null)
  assert.equal(JSON.stringify(await site.rows('select * from api_key')).includes(key), false)
})

test('what cannot be done is said, with what can', async () => {
  assert.deepEqual((await admin('api-key', 'revoke', 'nothing')).code, 1)
  assert.match((await admin('api-key', 'make', ' ')).stderr, /needs a name/)
  for (const args of [
    ['api-key'],
    ['api-key', 'make'],
    ['api-key', 'list', 'x'],
    ['api-key', 'revoke'],
    ['keys'],
  ]) {
    const { code, stderr } = await admin(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(stderr, /usage: parley admin/, args.join(' '))
  }
})
