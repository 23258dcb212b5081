/** `parley check` as somebody runs it, beside a server and over damaged files; and a server that refuses those. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cutOff, invertPageOf } from '#test/invert-page-of.ts'
import { runParley, startParley, type RunningParley } from '#test/run-parley.ts'

let data: string
const started: RunningParley[] = []
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'parley-test-'))
})
afterEach(async () => {
  for (const parley of started.splice(0)) {
    parley.signal('SIGKILL')
    await parley.finished
  }
  rmSync(data, { recursive: true, force: true })
})

async function serve(): Promise<string> {
  const parley = startParley(['serve', '--port', '0', '--data', data])
  started.push(parley)
  return parley.said(/Stop with Ctrl-C/)
}

async function makeData(): Promise<void> {
  await serve()
  started[0]?.signal('SIGTERM')
  await started.pop()?.finished
}

describe('parley check', () => {
  test('finds and repairs what is wrong while the server runs, which hears of it', async () => {
    const url = /Parley is at (http:\/\/\S+)/.exec(await serve())?.[1] ?? ''
    const raw = new DatabaseSync(join(data, 'parley.sqlite'))
    const story = String(raw.prepare('select id from story').get()?.['id'])
    assert.match(await (await fetch(`${url}/s/${story}`)).text(), /<article/)
    const clean = await runParley(['check', '--data', data, '--json'])
    assert.equal(clean.code, 0, clean.stdout + clean.stderr)
    assert.equal((JSON.parse(clean.stdout) as { sound: boolean }).sound, true)
    raw.exec('update story set comment_count = 4321')
    raw.close()
    const found = await runParley(['check', '--data', data])
    assert.equal(found.code, 1)
    assert.match(found.stdout, /1 × the number of comments of a story.*\[story-count\]/)
    assert.ok(found.stdout.includes(`${story}: 4321, should be`), found.stdout)
    const repaired = await runParley(['check', '--repair', '--data', data])
    assert.equal(repaired.code, 0, repaired.stdout)
    assert.match(repaired.stdout, /repaired 1, left 0/)
    assert.equal((await runParley(['check', '--data', data])).code, 0)
  })

  test('says so where there is no data, and makes none', async () => {
    const { code, stderr } = await runParley(['check', '--data', join(data, 'nothing')])
    assert.equal(code, 1)
    assert.match(stderr, /^parley: there is no \S+nothing\/parley\.sqlite: name the folder/)
  })

  test('and the server refuse a file that was cut off, and leave it as it is', async () => {
    await makeData()
    const file = join(data, 'parley.sqlite')
    cutOff(file, 0.6)
    const before = readFileSync(file)
    for (const args of [['check'], ['serve', '--port', '0']]) {
      const { code, stderr } = await runParley([...args, '--data', data])
      assert.equal(code, 1)
      assert.match(stderr, /^parley: \S+ is damaged \(.+\): keep it as it is, and bring back a backup/)
      assert.equal(stderr.trim().split('\n').length, 1, 'one line, without a stack')
    }
    assert.ok(readFileSync(file).equals(before))
  })

  test('and the server refuse a file with a damaged page', async () => {
    await makeData()
    invertPageOf(data, 'comment_branch')
    for (const args of [['check'], ['serve', '--port', '0']]) {
      const { code, stderr } = await runParley([...args, '--data', data])
      assert.equal(code, 1)
      assert.match(stderr, /is damaged/)
    }
  })
})
