/** A database that goes away: writers are told when to come again, kept pages are read, and all goes on by itself. */
import { after, afterEach, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { abandonWriters, startWriters } from '#test/faults/persistent-writers.ts'
import { createDatabase, startPostgres, type PostgresServer } from '#test/postgres-server.ts'
import { extent } from '#test/faults/extent.ts'
import { findLosses } from '#test/faults/find-losses.ts'
import { killServerProcesses, startServerProcess } from '#test/faults/server-process.ts'
import { postgresPlace } from '#test/faults/fault-places.ts'
import { seedStory } from '#test/running-site.ts'
import { until } from '#test/until.ts'

const BYTES_PER_MIB = 1024 * 1024

/** MiB a server may take while its database is away and writers come again and again: it levels off at 300. */
const MEMORY_MAX = 400

let postgres: PostgresServer
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres.stop())
afterEach(abandonWriters)
afterEach(killServerProcesses)

/** What a live reader has heard, as it comes. */
async function listenTo(url: string, storyId: string): Promise<{ text: string; readonly stop: () => void }> {
  const hangUp = new AbortController()
  const stream = await fetch(`${url}/api/stories/${storyId}/live`, { signal: hangUp.signal })
  const heard = { text: '', stop: () => hangUp.abort() }
  const read = async (): Promise<void> => {
    for await (const words of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) heard.text += words
  }
  read().catch(() => {})
  return heard
}

describe('a database that is away', () => {
  test('costs no comment, no kept page and no start of the server', async (t) => {
    const place = await postgresPlace(await createDatabase(postgres.url))
    const { storyId, environment } = place
    const quietId = await place.look((parts) => seedStory({ parts }))
    const server = await startServerProcess(environment)
    const writers = startWriters({ count: extent.writers, storyId, url: () => server.url })
    const { acknowledged, refusals } = writers
    const heard = await listenTo(server.url, storyId)
    const quietPage = () => fetch(`${server.url}/s/${quietId}`)
    assert.equal((await quietPage()).status, 200)
    const busyPage = () => fetch(`${server.url}/s/${storyId}`)
    assert.equal((await busyPage()).status, 200)
    await until(() => acknowledged.size >= extent.writers)

    const began = performance.now()
    await postgres.halt()
    const refused = () => [...refusals.values()].reduce((sum, count) => sum + count, 0)
    await until(() => refused() >= 2 * extent.writers)
    await wait(Math.max(0, extent.awayMs - (performance.now() - began)))
    assert.equal((await quietPage()).status, 200)
    // Newer comments have overtaken it, and nothing was taken back.
    assert.equal((await busyPage()).status, 200)
    const unknown = await fetch(`${server.url}/s/${storyId}?order=oldest`)
    assert.equal(unknown.status, 503)
    assert.ok(Number(unknown.headers.get('Retry-After')) > 0)
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
    assert.equal((await fetch(`${server.url}/readyz`)).status, 503)
    const memory = Math.round((await server.memoryBytes()) / BYTES_PER_MIB)
    assert.ok(memory < MEMORY_MAX, `takes ${memory} MiB`)
    postgres = await startPostgres({}, postgres.directory)
    const awayMs = Math.round(performance.now() - began)

    const written = acknowledged.size
    await until(() => acknowledged.size >= written + extent.writers)
    await writers.stop()
    assert.deepEqual([...refusals.keys()], [503])
    // Who read along all the time has missed nothing, also of what was written in the last moment before.
    await until(() => [...acknowledged.keys()].every((id) => heard.text.includes(id)))
    heard.stop()
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 200)
    // The newest words may stand below an old root, on a later page: what tells is up to which event a page is told.
    const toldUpTo = async () => Number(/data-live="(\d+)"/.exec(await (await busyPage()).text())?.[1])
    await until(async () => (await toldUpTo()) >= acknowledged.size)
    await server.kill()
    assert.deepEqual(await place.look((parts) => findLosses(parts, { storyId, acknowledged })), [])
    t.diagnostic(
      `away for ${awayMs} ms: ${refused()} writes refused, ${acknowledged.size} acknowledged, ${memory} MiB taken`,
    )
  })
})
