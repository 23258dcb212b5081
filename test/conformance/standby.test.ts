/** A primary with a standby: reads that never go back in time, and a primary that dies without losing a comment. */
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createRateGuard } from '#http/guards/rate-guard.ts'
import { openParts } from '#main/compose.ts'
import { openPostgresStore, type PostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { readConfig } from '#main/config.ts'
import { runSql } from '#test/postgres-server.ts'
import { seedStory } from '#test/running-site.ts'
import { startPair, type PostgresPair } from '#test/postgres-pair.ts'
import { startServer } from '#main/serve.ts'
import { until } from '#test/until.ts'

let pair: PostgresPair
before(async () => {
  pair = await startPair()
})
after(() => pair.stop())

/** Reads a setting until the replica has answered once more than before. */
async function readFromReplica(store: PostgresStore, name: string): Promise<string | null> {
  const before = store.replicaCounts?.().replica ?? 0
  for (;;) {
    const value = await store.read.setting(name)
    if ((store.replicaCounts?.().replica ?? 0) > before) return value
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('a standby', () => {
  test('is read from where it has all this node knows of, and never before', async () => {
    const open = () =>
      openPostgresStore({ url: pair.primary.url, replicaUrl: pair.standby.url, siteId: 'main', now: 5 })
    const [writer, reader] = [await open(), await open()]
    await writer.write((tx) => tx.putSetting('a', 'first'))
    assert.equal(await readFromReplica(writer, 'a'), 'first')
    await runSql(pair.standby.url, 'select pg_wal_replay_pause()')
    // The node that wrote reads its own words from the primary at once.
    await writer.write(async (tx) => {
      await tx.putSetting('a', 'second')
      await tx.appendEvents([
        { kind: 'person.signed-in', storyId: null, commentId: null, personId: 'p', at: 1, facts: {} },
      ])
    })
    assert.equal(await writer.read.setting('a'), 'second')
    // Another node does from the moment it has heard of the event.
    assert.equal((await reader.read.eventsAfter(0, 10)).length, 1)
    assert.equal(await reader.read.setting('a'), 'second')
    await runSql(pair.standby.url, 'select pg_wal_replay_resume()')
    assert.equal(await readFromReplica(reader, 'a'), 'second')
    await writer.close()
    await reader.close()
  })

  test('takes the place of a primary that is killed while many write, and nothing acknowledged is lost', async () => {
    const read = readConfig({ flags: { port: '0' }, environment: { DATABASE_URL: pair.url } })
    if (!read.ok) throw new Error(read.problem.message)
    const parts = await openParts(read.value)
    const silent = { info: () => {}, warn: () => {}, error: () => {} }
    const server = await startServer(read.value, parts, {
      rates: createRateGuard({ factor: 1_000 }),
      logger: silent,
    })
    const storyId = await seedStory({ parts })
    const post = (id: string, body: string) =>
      fetch(`${server.url}/api/stories/${storyId}/comments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: server.url },
        body: JSON.stringify({ id, body, name: 'Ann', parentId: null }),
      }).then((answer) => answer.status)
    const acknowledged = new Set<string>()
    const refusals = new Set<number>()
    const over = new AbortController()
    const write = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const id = parts.ports.newId()
        // Whoever got no answer sends the same again.
        for (;;) {
          const status = await post(id, `Words of ${id}`)
          if (status === 201 || status === 200) break
          refusals.add(status)
        }
        acknowledged.add(id)
      }
    }
    const writers = Array.from({ length: 16 }, write)
    await until(() => acknowledged.size > 50)
    await pair.primary.kill()
    const beforeDeath = new Set(acknowledged)
    await until(() => refusals.has(503))
    await pair.promoteStandby()
    await until(() => acknowledged.size > beforeDeath.size + 50)
    over.abort()
    await Promise.all(writers)
    assert.deepEqual([...refusals], [503])
    const found = await Promise.all([...acknowledged].map((id) => parts.store.read.comment(id)))
    assert.equal(found.filter((comment) => comment === null).length, 0)
    assert.equal((await parts.store.read.story(storyId))?.commentCount, acknowledged.size)
    await server.stop()
    await parts.close()
  })
})
