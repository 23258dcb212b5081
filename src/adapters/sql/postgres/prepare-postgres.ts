/** What must be so before a node may use a PostgreSQL database: its version, its encoding, its tables. */
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { DialectWords } from '#adapters/sql/migrations/migration.ts'
import type { PostgresConnections } from '#adapters/sql/postgres/connect-postgres.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { kyselyPool, type StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import { migrate } from '#adapters/sql/migrate.ts'
import { RATE_TABLE } from '#adapters/sql/postgres/rate-counts.ts'
import { WORDS_TABLES } from '#adapters/sql/postgres/words-index.ts'

/** As `server_version_num` tells it; the oldest that the tests have in mind. */
const OLDEST_VERSION = 150_000
const VERSION_STEP = 10_000

/** Names the lock that is held while tables are made: any number that no other program is likely to use. */
export const MIGRATION_LOCK = 7_729_451

/** Text is compared by its bytes, as SQLite does: order keys, ids and addresses are no language. */
export const POSTGRES_WORDS: DialectWords = {
  textType: 'text collate "C"',
  inKeyOrder: '',
  searchTables: WORDS_TABLES,
}

/** Thrown where this database cannot be used, with what to do about it. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError'
}

/** One transaction: all of it, or none. The site is known to the database afterwards. */
export async function preparePostgres(
  connections: PostgresConnections,
  { siteId, names, now }: { readonly siteId: string; readonly names: StatementNames; readonly now: number },
): Promise<void> {
  const client = await connections.connect()
  try {
    await checkServer(client)
    await client.query('begin')
    // Another node that is making the tables may take as long as it needs.
    await client.query('set local lock_timeout = 0')
    await client.query('set local statement_timeout = 0')
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const connection = { connect: () => Promise.resolve(client), release: () => {} }
    const pool = kyselyPool(names, connection)
    await migrate(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), POSTGRES_WORDS, now)
    await client.query(
      'create table if not exists write_lock (site_id text collate "C" not null primary key)',
    )
    await client.query(RATE_TABLE)
    await client.query('insert into write_lock (site_id) values ($1) on conflict do nothing', [siteId])
    await client.query('commit')
    client.release()
  } catch (error) {
    // Closing the connection rolls back whatever was begun.
    client.release(true)
    throw error
  }
}

async function checkServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
  )
  const { version = '0', encoding = '' } = rows[0] ?? {}
  if (Number(version) < OLDEST_VERSION) {
    throw new UnfitDatabaseError(
      `this is PostgreSQL ${Math.floor(Number(version) / VERSION_STEP)}: Parley needs ${OLDEST_VERSION / VERSION_STEP} or newer`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new UnfitDatabaseError(
      `this database is encoded in ${encoding}: make one with "create database … encoding 'UTF8' template template0"`,
    )
  }
}
