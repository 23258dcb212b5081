/** Several nodes on one PostgreSQL: each hears everything once and in order, and none loses or overtakes another. */
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { LoggedEvent, NewEvent } from '#domain/events/event.ts'
import type { RunningServer } from '#main/serve.ts'
import { createDatabase, runSql } from '#test/postgres-server.ts'
import { createRateGuard } from '#http/guards/rate-guard.ts'
import { followLog, type LogFollower } from '#worker/log-follower.ts'
import { openParts, type Parts } from '#main/compose.ts'
import { openPostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { postgresUrl, stopOwnServer } from '#test/conformance/engines.ts'
import { readConfig } from '#main/config.ts'
import { seedStory } from '#test/running-site.ts'
import { startServer } from '#main/serve.ts'
import { until } from '#test/until.ts'

after(stopOwnServer)

interface Node {
  readonly parts: Parts
  readonly server: RunningServer
  readonly problems: string[]
}

let url: string
const nodes: Node[] = []
const stores: { close: () => Promise<void> }[] = []
const followers: LogFollower[] = []

beforeEach(async () => {
  url = await createDatabase(await postgresUrl())
})
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()))
  for (const { server, parts } of nodes.splice(0)) {
    await server.stop()
    await parts.close()
  }
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

async function startNode(factor = 1_000): Promise<Node> {
  const read = readConfig({ flags: { port: '0' }, environment: { DATABASE_URL: url } })
  if (!read.ok) throw new Error(read.problem.message)
  const problems: string[] = []
  const say = (facts: object, message: string): void =>
    void problems.push(`${message} ${JSON.stringify(facts)}`)
  const parts = await openParts(read.value)
  const server = await startServer(read.value, parts, {
    rates: createRateGuard({ factor, shared: parts.store.rateCounter }),
    logger: { info: () => {}, warn: say, error: say },
    pages: { read: () => Promise.resolve({ ok: false, problem: 'unreachable' }) },
  })
  const node = { parts, server, problems }
  nodes.push(node)
  return node
}

async function openStore() {
  const store = await openPostgresStore({ url, siteId: 'main', now: 5 })
  stores.push(store)
  return store
}

function event(personId: string): NewEvent {
  return { kind: 'person.signed-in', storyId: null, commentId: null, personId, at: 1, facts: {} }
}

function post(node: Node, storyId: string, words: string): Promise<Response> {
  return fetch(`${node.server.url}/api/stories/${storyId}/comments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: node.server.url },
    body: JSON.stringify({ body: words, name: 'Ann', parentId: null }),
  })
}

describe('nodes of one site', () => {
  test('show and announce what was posted on another', async () => {
    const [one, other] = [await startNode(), await startNode()]
    const storyId = await seedStory(one)
    const page = () => fetch(`${other.server.url}/s/${storyId}`).then((answer) => answer.text())
    assert.ok(!(await page()).includes('Heard on the quay'))
    const stream = await fetch(`${other.server.url}/api/stories/${storyId}/live`)
    const lines = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    while (!heard.includes('retry:')) heard += (await lines?.read())?.value ?? ''
    const posted = await post(one, storyId, 'Heard on the quay')
    assert.equal(posted.status, 201)
    while (!heard.includes('"kind":"new"')) heard += (await lines?.read())?.value ?? ''
    await lines?.cancel()
    assert.ok((await page()).includes('Heard on the quay'))
    assert.deepEqual([one.problems, other.problems], [[], []])
  })

  test('sign cookies with one key, also where they start at the same moment', async () => {
    const [one, other] = await Promise.all([startNode(), startNode()])
    const keys = await Promise.all([one, other].map(({ parts }) => parts.store.read.setting('cookie-key')))
    assert.ok(keys[0])
    assert.equal(keys[0], keys[1])
  })

  test('count what somebody writes together', async () => {
    const [one, other] = [await startNode(1), await startNode(1)]
    const storyId = await seedStory(one)
    const statuses: number[] = []
    for (let count = 0; !statuses.includes(429); count += 1) {
      assert.ok(count < 1_000, 'never refused')
      statuses.push((await post(count % 2 === 0 ? one : other, storyId, `Words ${count}`)).status)
    }
    const alone = await startNode(1)
    // A node that has counted nothing itself refuses at once.
    assert.equal((await post(alone, storyId, 'From elsewhere')).status, 429)
  })
})

describe('the log of several nodes', () => {
  test('is in the order of commits, however long a transaction takes', async () => {
    const [slow, quick, reader] = [await openStore(), await openStore(), await openStore()]
    const heard: LoggedEvent[] = []
    const follower = await followLog({
      read: reader.read,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      every: () => () => {},
    })
    followers.push(follower)
    follower.subscribe((events) => heard.push(...events))
    reader.onChange(follower.wake)
    const gate = Promise.withResolvers<void>()
    const appended = Promise.withResolvers<void>()
    const slowWrite = slow.write(async (tx) => {
      await tx.appendEvents([event('slow')])
      appended.resolve()
      await gate.promise
    })
    await appended.promise
    const quickWrites = [1, 2, 3].map((at) => quick.write((tx) => tx.appendEvents([event(`quick ${at}`)])))
    // Whatever is written beside it, nobody is told of a later event before the earlier one.
    assert.deepEqual(await reader.read.eventsAfter(0, 10), [])
    gate.resolve()
    await Promise.all([slowWrite, ...quickWrites])
    await until(() => heard.length === 4)
    assert.deepEqual(
      heard.map(({ sequence, personId }) => [sequence, personId]),
      [
        [1, 'slow'],
        [2, 'quick 1'],
        [3, 'quick 2'],
        [4, 'quick 3'],
      ],
    )
  })

  test('tells every follower every event once while many write and some fail', async () => {
    const writers = [await openStore(), await openStore()]
    const heard = await Promise.all(
      [0, 1].map(async () => {
        const store = await openStore()
        const told: number[] = []
        const follower = await followLog({
          read: store.read,
          logger: { info: () => {}, warn: () => {}, error: () => {} },
          every: () => () => {},
        })
        followers.push(follower)
        follower.subscribe((events) => told.push(...events.map(({ sequence }) => sequence)))
        store.onChange(follower.wake)
        return told
      }),
    )
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        const writing = writers[at % 2]?.write(async (tx) => {
          await tx.appendEvents([event(`${at}`)])
          await new Promise((resolve) => setImmediate(resolve))
          if (at % 7 === 0) throw new Error('on purpose')
        })
        await writing?.catch(() => {})
      }),
    )
    const expected = Array.from({ length: 51 }, (_, at) => at + 1)
    for (const told of heard) {
      await until(() => told.length >= expected.length)
      assert.deepEqual(told, expected)
    }
  })
})

describe('a node that writes', () => {
  test('is told its own events without reading them, and those of others in their places', async () => {
    const [first, second] = [await openStore(), await openStore()]
    const stores = [first, second]
    let reads = 0
    const told = await Promise.all(
      stores.map(async (store) => {
        const sequences: number[] = []
        const eventsAfter: typeof store.read.eventsAfter = (sequence, limit) => {
          reads += 1
          return store.read.eventsAfter(sequence, limit)
        }
        const follower = await followLog({
          read: { ...store.read, eventsAfter },
          logger: { info: () => {}, warn: () => {}, error: () => {} },
          every: () => () => {},
        })
        followers.push(follower)
        follower.subscribe((events) => sequences.push(...events.map(({ sequence }) => sequence)))
        store.onChange(follower.wake)
        store.onAppended?.(follower.hear)
        return { sequences, follower }
      }),
    )
    const [one, other] = told
    assert.ok(one && other)
    // Each looks at the log once, when it begins to listen.
    await until(() => reads >= 2)
    await Promise.all(told.map(({ follower }) => follower.catchUp()))
    const before = reads
    await first.write((tx) => tx.appendEvents([event('a'), event('b')]))
    assert.deepEqual(one.sequences, [1, 2])
    await until(() => other.sequences.length === 2)
    assert.equal(reads, before + 1)
    // Whoever wrote without an event has seen those of others all the same.
    const seen: number[] = []
    second.onAppended?.((_, newest) => seen.push(newest))
    await second.write(async () => {})
    assert.deepEqual(seen, [2])
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 === 0 ? first : second).write((tx) => tx.appendEvents([event(`${at}`)])),
      ),
    )
    await Promise.all(told.map(({ follower }) => follower.catchUp()))
    const expected = Array.from({ length: 42 }, (_, at) => at + 1)
    for (const { sequences } of told) {
      await until(() => sequences.length >= expected.length)
      assert.deepEqual(sequences, expected)
    }
  })
})

describe('a node in trouble', () => {
  test('whose transaction stands still holds others up for a while only', async () => {
    const store = await openStore()
    const pg = await import('pg')
    const frozen = new pg.default.Client({ connectionString: url })
    frozen.on('error', () => {})
    await frozen.connect()
    await frozen.query('set idle_in_transaction_session_timeout = 300')
    await frozen.query('begin')
    await frozen.query(`select 1 from write_lock where site_id = 'main' for update`)
    // The server ends the idle transaction, and the writer goes on.
    await store.write((tx) => tx.putSetting('a', '1'))
    assert.equal(await store.read.setting('a'), '1')
    await frozen.end()
  })

  test('is told to come again while another holds the lock, and goes on afterwards', async () => {
    const node = await startNode()
    const storyId = await seedStory(node)
    const pg = await import('pg')
    const holder = new pg.default.Client({ connectionString: url })
    await holder.connect()
    await holder.query('begin')
    await holder.query(`select 1 from write_lock where site_id = 'main' for update`)
    const refused = await post(node, storyId, 'Too early')
    assert.equal(refused.status, 503)
    assert.ok(Number(refused.headers.get('Retry-After')) > 0)
    await holder.query('rollback')
    await holder.end()
    assert.equal((await post(node, storyId, 'In time')).status, 201)
  })

  test('that loses all its connections reads, writes and hears again by itself', async () => {
    const [one, other] = [await startNode(), await startNode()]
    const storyId = await seedStory(one)
    await runSql(
      await postgresUrl(),
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley' and datname = $1`,
      [new URL(url).pathname.slice(1)],
    )
    const posted = async () => (await post(one, storyId, 'Back again')).status
    let status = 0
    for (let tries = 0; status !== 201; tries += 1) {
      assert.ok(tries < 20, `still ${status}`)
      status = await posted()
      assert.ok([201, 503].includes(status), `answered ${status}`)
    }
    const page = () => fetch(`${other.server.url}/s/${storyId}`).then((answer) => answer.text())
    await until(async () => (await page()).includes('Back again'))
  })
})
