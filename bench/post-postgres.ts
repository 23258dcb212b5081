/** Writing on PostgreSQL: 64 people at once over HTTP, beside raw durable inserts by 64 connections of the same server. */
import pg from 'pg'
import { createDatabase, startPostgres } from '#test/postgres-server.ts'
import { measurePosting, type RawReference } from '#bench/measure-posting.ts'
import { rawRows } from '#bench/raw-inserts.ts'

const RATIO_MIN = 0.5
const CONNECTIONS = 64

export async function runBenchmark() {
  // As a newsroom runs it: what is committed is on disk.
  const server = await startPostgres({ fsync: 'on', shared_buffers: '512MB' })
  try {
    const databaseUrl = await createDatabase(server.url)
    const rawUrl = await createDatabase(server.url)
    return await measurePosting({ databaseUrl, openReference: () => openRaw(rawUrl), ratioMin: RATIO_MIN })
  } finally {
    await server.stop()
  }
}

/** One table with one index and one prepared statement, as for SQLite; each connection inserts one row after another. */
async function openRaw(url: string): Promise<RawReference> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  await pool.query(`create table comment (
    site_id text not null, id text not null, story_id text not null, root_id text not null, order_key text not null,
    author_name text not null, body text not null, body_html text not null, created_at bigint not null,
    primary key (site_id, id))`)
  await pool.query('create index branch on comment (site_id, root_id, order_key)')
  const text = 'insert into comment values ($1, $2, $3, $4, $5, $6, $7, $8, $9)'
  const nextRow = rawRows()
  return {
    run: async (ms) => {
      const began = performance.now()
      let rows = 0
      const insertOn = async (): Promise<void> => {
        const client = await pool.connect()
        while (performance.now() - began < ms) {
          await client.query({ name: 'insert', text, values: nextRow() })
          rows += 1
        }
        client.release()
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, insertOn))
      return (rows / (performance.now() - began)) * 1_000
    },
    close: () => pool.end(),
  }
}
