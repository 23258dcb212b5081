/** `parley admin learn`: what it prints, its exit codes, and that a dry run keeps nothing. */
import { afterEach, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import type { Ports } from '#ports/ports.ts'
import { createAdminCommand } from './admin.ts'
import { decideStories } from '#test/decided-site.ts'
import { mindedComments, plainCivility } from '#test/plain-scorer.ts'
import { openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { takeTurn } from '#operations/learning/learning-turn.ts'

let site: OpenedSite
let ports: Ports
beforeEach(async () => {
  site = await openSite()
  const { settings } = site.parts.ports
  ports = { ...site.parts.ports, settings: { ...settings, civilityHoldAt: 0.8 } }
})
afterEach(() => site.close())

function sink(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = []
  const write = (chunk: unknown, _encoding: unknown, done: () => void) => {
    chunks.push(String(chunk))
    done()
  }
  return { stream: new Writable({ write }), text: () => chunks.join('') }
}

async function learn(...flags: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [sink(), sink()]
  const code = await createAdminCommand(() => plainCivility()).run({
    args: ['learn', ...flags],
    environment: {},
    stdin: process.stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    publicUrl: 'https://talk.example',
    configPath: undefined,
    openData: () => Promise.resolve({ ports, close: () => Promise.resolve() }),
  })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

async function decideEnough(): Promise<void> {
  const mo = await seedMember(site, { name: 'Mo', role: 'moderator' })
  const plan = { comments: mindedComments(500), moderators: [mo], commentsPerStory: 20, from: site.clock.now }
  await decideStories(ports, plan)
}

test('a dry run says what would be learned and keeps nothing; without it the result is kept', async () => {
  await decideEnough()
  const dry = await learn('--dry-run')
  assert.equal(dry.code, 0, dry.stderr)
  assert.match(dry.stdout, /better, not kept \(--dry-run\)\n.*removed \d+, published \d+/s)
  assert.deepEqual(await ports.store.read.learnedVersions(9), [])
  const json = await learn('--json')
  const report = JSON.parse(json.stdout) as { state: string; verdict: string; version: string }
  assert.deepEqual([json.code, json.stderr, report.state, report.verdict], [0, '', 'in-use', 'better'])
  assert.deepEqual(
    (await ports.store.read.learnedVersions(9)).map(({ id }) => id),
    [report.version],
  )
})

test('what stands in the way is said in one line, with exit code 1', async () => {
  const few = await learn('--json')
  assert.deepEqual([few.code, few.stdout], [1, ''])
  assert.match(few.stderr, /^parley: too few decisions: removed 0, published 0; it takes 200 of each\n$/)
  await takeTurn(ports, 'night somewhere else')
  const busy = await learn()
  assert.equal(busy.code, 1)
  assert.match(busy.stderr, /is learning at the moment/)
  const { settings } = site.parts.ports
  ports = { ...ports, settings }
  assert.match((await learn('--dry-run')).stderr, /set PARLEY_CIVILITY_HOLD first/)
})

test('wrong words and flags are wrong usage', async () => {
  for (const wrong of [['now'], ['--fast'], ['--dry-run=1']]) {
    const { code, stderr } = await learn(...wrong)
    assert.equal(code, 2, wrong.join())
    assert.match(stderr, /parley admin learn \[--dry-run\] \[--json\]/)
  }
})
