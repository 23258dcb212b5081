/** Rows that go in by COPY: they come out as they were, and one that is refused leaves none. */
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type pg from 'pg'
import { connectPostgres, type PostgresConnections } from '#adapters/sql/postgres/connect-postgres.ts'
import { copyRows } from '#adapters/sql/postgres/copy-rows.ts'
import { createDatabase } from '#test/postgres-server.ts'
import { postgresUrl, stopOwnServer } from '#test/conformance/engines.ts'

const COPY = 'copy kept (place, words, share) from stdin'

let connections: PostgresConnections
let client: pg.PoolClient
before(async () => {
  const url = await createDatabase(await postgresUrl())
  connections = connectPostgres({ url, connectionsMax: 1, isPatient: true })
  client = await connections.connect()
  await client.query('create table kept (place bigint primary key, words text, share double precision)')
})
after(async () => {
  client.release(true)
  await connections.end()
  await stopOwnServer()
})

async function kept(): Promise<unknown[]> {
  const { rows } = await client.query({ text: 'select * from kept order by place', rowMode: 'array' })
  return rows
}

describe('rows that are copied in', () => {
  test('come out as they were, whatever is in their words', async () => {
    // PostgreSQL keeps no NUL, and Parley sends it none.
    const words = fc.string({
      unit: fc.constantFrom('\\', '\\N', '\n', '\r', '\t', '\v', '\b', '\f', '.', '"', 'é', '🙂'),
    })
    const share = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.option(fc.oneof(words, fc.constant('\\.'))), share), { maxLength: 20 }),
        async (drawn) => {
          await client.query('truncate kept')
          const rows = drawn.map((row, place) => [place, ...row])
          await copyRows(client, COPY, rows)
          assert.deepEqual(await kept(), rows)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('are none where one of them is refused, and the connection goes on', async () => {
    await client.query('truncate kept')
    const twice = [
      [1, 'a', 0],
      [1, 'b', 0],
    ]
    await assert.rejects(copyRows(client, COPY, twice), /duplicate key/)
    await assert.rejects(copyRows(client, 'copy nowhere from stdin', twice), /does not exist/)
    assert.deepEqual(await kept(), [])
    await copyRows(client, COPY, [[2, 'c', 0.5]])
    assert.deepEqual(await kept(), [[2, 'c', 0.5]])
  })
})
