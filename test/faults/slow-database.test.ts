/** A database that is slow, silent, or has no connection left: every wait has an end, and all goes on by itself. */
import { after, afterEach, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import pg from 'pg'
import { abandonWriters, startWriters } from '#test/faults/persistent-writers.ts'
import { createDatabase, runSql, startPostgres, type PostgresServer } from '#test/postgres-server.ts'
import { extent } from '#test/faults/extent.ts'
import { findLosses } from '#test/faults/find-losses.ts'
import { killServerProcesses, startServerProcess } from '#test/faults/server-process.ts'
import { openPostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { openSlowSocket, type SlowSocket } from '#test/faults/slow-socket.ts'
import { postgresPlace } from '#test/faults/fault-places.ts'
import { until } from '#test/until.ts'

/** Few, so that they are soon taken. */
const CONNECTIONS = 24

/** More than may wait for a connection (WAITING_MAX in connect-postgres.ts). */
const READERS = 700

let postgres: PostgresServer
const sockets: SlowSocket[] = []
const clients: pg.Client[] = []
before(async () => {
  postgres = await startPostgres({
    max_connections: String(CONNECTIONS),
    superuser_reserved_connections: '0',
  })
})
after(() => postgres.stop())
afterEach(abandonWriters)
afterEach(killServerProcesses)
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()))
  await Promise.all(sockets.splice(0).map((socket) => socket.close()))
})

async function slowSocket(): Promise<SlowSocket> {
  const socket = await openSlowSocket(await createDatabase(postgres.url))
  sockets.push(socket)
  return socket
}

/** A connection past Parley; null where the server has none left. */
async function connect(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch {
    return null
  }
  clients.push(client)
  return client
}

describe('a database', () => {
  test('that is slow is waited for, and nobody is lost on the way', async (t) => {
    const socket = await slowSocket()
    const place = await postgresPlace(socket.url)
    const { storyId } = place
    const server = await startServerProcess(place.environment)
    const writers = startWriters({ count: extent.writers, storyId, url: () => server.url })
    const { acknowledged, refusals } = writers
    await until(() => acknowledged.size >= extent.writers)
    socket.delayMs = extent.delayMs
    const before = acknowledged.size
    await until(() => acknowledged.size >= before + extent.writers)
    assert.equal((await fetch(`${server.url}/s/${storyId}?order=oldest`)).status, 200)
    socket.delayMs = 0
    await writers.stop()
    assert.deepEqual([...refusals.keys()], [])
    await server.kill()
    assert.deepEqual(await place.look((parts) => findLosses(parts, { storyId, acknowledged })), [])
    t.diagnostic(`${acknowledged.size} comments acknowledged`)
  })

  test('that says nothing any more is given up, and used again as soon as it answers', async () => {
    const socket = await slowSocket()
    const store = await openPostgresStore({ url: socket.url, siteId: 'main', now: 5, answerTimeoutMs: 200 })
    await store.write((tx) => tx.putSetting('a', 'first'))
    assert.equal(await store.read.setting('a'), 'first')
    socket.block()
    const busy = { name: 'StoreBusyError' }
    await Promise.all([
      ...Array.from({ length: 20 }, () => assert.rejects(store.read.setting('a'), busy)),
      ...Array.from({ length: 20 }, (_, at) =>
        assert.rejects(
          store.write((tx) => tx.putSetting('a', `never ${at}`)),
          busy,
        ),
      ),
    ])
    assert.equal(store.laneCounts().waiting, 0)
    socket.unblock()
    await store.write((tx) => tx.putSetting('b', 'second'))
    assert.equal(await store.read.setting('b'), 'second')
    await store.close()
  })

  test('whose tables are locked lets only so many readers wait', async () => {
    const url = await createDatabase(postgres.url)
    const store = await openPostgresStore({ url, siteId: 'main', now: 5 })
    const holder = await connect(url)
    await holder?.query('begin')
    await holder?.query('lock table setting in access exclusive mode')
    let refusedAtOnce = 0
    const readers = Array.from({ length: READERS }, () =>
      store.read.setting('a').catch((error: Error) => {
        assert.equal(error.name, 'StoreBusyError')
        if (error.message.includes('wait for a connection already')) refusedAtOnce += 1
      }),
    )
    await Promise.all(readers)
    assert.ok(refusedAtOnce > 0, 'all of them were let in')
    await holder?.query('rollback')
    assert.equal(await store.read.setting('a'), null)
    await store.close()
  })

  test('without a connection to spare says so, and serves as soon as it has one', async () => {
    const url = await createDatabase(postgres.url)
    const place = await postgresPlace(url)
    const { storyId } = place
    const server = await startServerProcess(place.environment)
    const page = () => fetch(`${server.url}/s/${storyId}`)
    assert.equal((await page()).status, 200)
    // Whatever the server loses is taken before it gets another.
    const own = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley'`
    const first = await connect(url)
    for (let left = 1; left > 0; left = (await first?.query(own))?.rowCount ?? 0) {
      while (await connect(url));
    }
    const writers = startWriters({ count: extent.writers, storyId, url: () => server.url })
    const { acknowledged, refusals } = writers
    await until(() => [...refusals.values()].reduce((sum, count) => sum + count, 0) >= extent.writers)
    assert.equal((await fetch(`${server.url}/s/${storyId}?order=oldest`)).status, 503)
    assert.equal((await page()).status, 200)
    assert.equal(acknowledged.size, 0)
    await Promise.all(clients.splice(0).map((client) => client.end()))
    await until(() => acknowledged.size >= extent.writers)
    await writers.stop()
    assert.deepEqual([...refusals.keys()], [503])
    await server.kill()
    await until(async () => (await runSql(url, own)).length === 0)
    assert.deepEqual(await place.look((parts) => findLosses(parts, { storyId, acknowledged })), [])
  })
})
