/** `parley serve` as somebody starts it for the first time, and again; how it stops, and why it may not start. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { runParley, startParley, type RunningParley } from '#test/run-parley.ts'

let data: string
const started: RunningParley[] = []
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'parley-test-'))
})
afterEach(async () => {
  // What a failed test left running; to a process that has ended this is nothing.
  for (const parley of started.splice(0)) {
    parley.signal('SIGKILL')
    await parley.finished
  }
  rmSync(data, { recursive: true, force: true })
})

/** The port comes from the kernel; resolves once the server has said where it is. */
async function serve() {
  const parley = startParley(['serve', '--port', '0', '--data', data])
  started.push(parley)
  const said = await parley.said(/Stop with Ctrl-C/)
  const url = /Parley is at (http:\/\/\S+)/.exec(said)?.[1]
  assert.ok(url, said)
  return { ...parley, said, url }
}

function count(table: string): unknown {
  const database = new DatabaseSync(join(data, 'parley.sqlite'), { readOnly: true })
  const row = database.prepare(`select count(*) as n from ${table}`).get()
  database.close()
  return row?.['n']
}

describe('parley serve', () => {
  test('starts with an example and a sign-in link that opens, and stops when told', async () => {
    const parley = await serve()
    assert.ok(parley.said.includes(`Data is in ${data}`))
    const link = /once: (http:\/\/\S+)/.exec(parley.said)?.[1]
    assert.ok(link !== undefined && link.startsWith(`${parley.url}/sign-in?token=`), parley.said)
    assert.equal((await fetch(link)).status, 200)
    const front = await (await fetch(parley.url)).text()
    assert.match(front, /<a href="\/s\/[0-9a-f-]{36}">/)
    parley.signal('SIGINT')
    const { code, stderr } = await parley.finished
    assert.deepEqual([code, stderr], [0, ''])
  })

  test('finds everything at its second start, and brings no second example in', async () => {
    const first = await serve()
    const before = [count('story'), count('comment'), count('event')]
    assert.ok(Number(before[0]) > 0 && Number(before[1]) >= 40)
    first.signal('SIGTERM')
    assert.equal((await first.finished).code, 0)
    const second = await serve()
    assert.deepEqual([count('story'), count('comment'), count('event')], before)
    second.signal('SIGINT')
    assert.equal((await second.finished).code, 0)
  })

  test('stops although readers are listening', async () => {
    const parley = await serve()
    const front = await (await fetch(parley.url)).text()
    const storyId = /href="\/s\/([0-9a-f-]{36})"/.exec(front)?.[1]
    const stream = await fetch(`${parley.url}/api/stories/${storyId}/live`)
    assert.match(stream.headers.get('content-type') ?? '', /event-stream/)
    parley.signal('SIGINT')
    assert.equal((await parley.finished).code, 0)
    // However the connection was ended, it has ended.
    await stream.text().catch(() => '')
  })

  test('says which port is taken, in one line', async () => {
    const other = createServer().listen(0, 'localhost')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const run = await runParley(['serve', '--port', String(port), '--data', data])
    other.close()
    assert.equal(run.code, 1)
    assert.match(run.stderr, new RegExp(`^parley: port ${port} is taken by another program: [^\\n]+\\n$`))
    assert.doesNotMatch(run.stdout, /Parley is at/)
  })

  test('says which address it does not have, in one line', async () => {
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    const environment = { PARLEY_HOST: '192.0.2.7' }
    const run = await runParley(['serve', '--port', '0', '--data', data], { environment })
    assert.equal(run.code, 1)
    assert.match(run.stderr, /^parley: this machine has no address 192\.0\.2\.7: [^\n]*PARLEY_HOST\n$/)
  })

  test('does not touch what a newer Parley wrote, and says so in one line', async () => {
    const first = await serve()
    first.signal('SIGINT')
    await first.finished
    const database = new DatabaseSync(join(data, 'parley.sqlite'))
    database.exec(`insert into migration values (999, 'from the future', 0)`)
    database.close()
    const run = await runParley(['serve', '--port', '0', '--data', data])
    assert.deepEqual([run.code, run.stdout], [1, ''])
    assert.match(run.stderr, /^parley: this database has schema 999, [^\n]+\n$/)
  })

  test('says what is wrong with its data where that is no database', async () => {
    writeFileSync(join(data, 'parley.sqlite'), 'not a database '.repeat(100))
    const run = await runParley(['serve', '--port', '0', '--data', data])
    assert.equal(run.code, 1)
    assert.match(run.stderr, /^parley: [^\n]*not a database/)
  })
})
