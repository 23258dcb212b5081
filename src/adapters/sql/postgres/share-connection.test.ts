/** One connection for many: made once, made anew where it was lost, and closed when all are done. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import type pg from 'pg'
import { shareConnection } from '#adapters/sql/postgres/share-connection.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

class StandIn extends EventEmitter {
  readonly released: boolean[] = []

  release(destroy: boolean): void {
    this.released.push(destroy)
  }
}

/** Opens stand-ins, unless told to fail. */
function openShared() {
  const made: StandIn[] = []
  let fails = false
  const shared = shareConnection(async () => {
    await Promise.resolve()
    if (fails) throw new StoreBusyError('away')
    const client = new StandIn()
    made.push(client)
    return client as unknown as pg.PoolClient
  })
  return { made, shared, setFails: (value: boolean) => void (fails = value) }
}

describe('a connection that is shared', () => {
  test('is the same for all who ask at the same time, and afterwards', async () => {
    const { made, shared } = openShared()
    const [one, other] = await Promise.all([shared.connect(), shared.connect()])
    assert.equal(one, other)
    shared.release(one, false)
    assert.equal(await shared.connect(), one)
    assert.equal(made.length, 1)
  })

  test('is made anew where it broke, was of no use, or could not be made', async () => {
    const { made, shared, setFails } = openShared()
    const first = await shared.connect()
    made[0]?.emit('error', new Error('reset'))
    made[0]?.emit('end')
    const second = await shared.connect()
    assert.notEqual(second, first)
    shared.release(second, true)
    assert.deepEqual(
      made.map(({ released }) => released),
      [[true], [true]],
    )
    setFails(true)
    await assert.rejects(shared.connect(), StoreBusyError)
    setFails(false)
    await shared.connect()
    assert.equal(made.length, 3)
  })

  test('refuses beyond what it can answer, and serves again afterwards', async () => {
    const { shared } = openShared()
    const clients = await Promise.all(Array.from({ length: 1_000 }, () => shared.connect()))
    await assert.rejects(shared.connect(), StoreBusyError)
    for (const client of clients) shared.release(client, false)
    await shared.connect()
  })

  test('closes when the last is done', async () => {
    const { made, shared } = openShared()
    const client = await shared.connect()
    let isClosed = false
    const closing = shared.close().then(() => (isClosed = true))
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(isClosed, false)
    shared.release(client, false)
    await closing
    assert.deepEqual(made[0]?.released, [true])
  })
})
