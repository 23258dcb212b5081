/** What is said to those who watch: alive, ready, or what stands in the way; asked however often. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHealth } from '#http/health.ts'

interface Answered {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: { readonly status: string; readonly hindrances: readonly string[] }
}

function patient() {
  const log = { newest: 5, position: 5, now: 0, looks: 0, isAway: false }
  const health = createHealth({
    lastEvent: () => {
      log.looks += 1
      return log.isAway ? Promise.reject(new Error('connection refused')) : Promise.resolve(log.newest)
    },
    position: () => log.position,
    now: () => log.now,
    within: (work) => work,
  })
  const ask = (url: string, method = 'GET') =>
    new Promise<Answered | null>((resolve) => {
      let head: Pick<Answered, 'status' | 'headers'>
      const response = {
        writeHead: (status: number, headers: Record<string, unknown>) => (head = { status, headers }),
        end: (body: string) => resolve({ ...head, body: JSON.parse(body) as Answered['body'] }),
      }
      const isTaken = health.handle({ url, method } as IncomingMessage, response as unknown as ServerResponse)
      if (!isTaken) resolve(null)
    })
  const hindrances = async () => (await ask('/readyz'))?.body.hindrances
  return { log, health, ask, hindrances }
}

describe('health', () => {
  test('is fine where the database answers and the log is followed', async () => {
    const { ask } = patient()
    for (const path of ['/healthz', '/readyz', '/readyz?from=balancer']) {
      const answered = await ask(path)
      assert.equal(answered?.status, 200)
      assert.deepEqual(answered.body, { status: 'ok', hindrances: [] })
      assert.equal(answered.headers['Cache-Control'], 'no-store')
    }
  })

  test('is nobody’s concern at other addresses', async () => {
    const { ask } = patient()
    for (const path of ['/', '/healthz/', '/readyzz', '/s/readyz']) assert.equal(await ask(path), null)
    assert.equal(await ask('/readyz', 'POST'), null)
  })

  test('without a database: alive, not ready, and ready again by itself', async () => {
    const { log, ask } = patient()
    log.isAway = true
    assert.equal((await ask('/healthz'))?.status, 200)
    const away = await ask('/readyz')
    assert.deepEqual([away?.status, away?.body.hindrances], [503, ['database']])
    log.isAway = false
    log.now += 501
    assert.equal((await ask('/readyz'))?.status, 200)
  })

  test('a log that grows and is followed is no lag; one that is not followed is', async () => {
    const { log, hindrances } = patient()
    for (let second = 0; second < 60; second += 1) {
      log.now += 1_000
      log.position = log.newest
      log.newest += 100
      assert.deepEqual(await hindrances(), [])
    }
    for (let second = 0; second < 11; second += 1) {
      log.now += 1_000
      await hindrances()
    }
    assert.deepEqual(await hindrances(), ['log'])
    log.position = log.newest
    log.now += 1_000
    assert.deepEqual(await hindrances(), [])
  })

  test('while stopping: alive, not ready', async () => {
    const { health, ask, hindrances } = patient()
    health.announceStop()
    assert.deepEqual(await hindrances(), ['stopping'])
    assert.equal((await ask('/readyz'))?.status, 503)
    assert.equal((await ask('/healthz'))?.status, 200)
  })

  test('a thousand questions at once are one look at the database', async () => {
    const { log, ask } = patient()
    await Promise.all(Array.from({ length: 1_000 }, () => ask('/readyz')))
    assert.equal(log.looks, 1)
    log.now += 501
    await ask('/readyz')
    assert.equal(log.looks, 2)
  })
})
