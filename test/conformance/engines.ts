/** The engines that every behaviour of a store is tried on, each a real one with an empty place for one test. */
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { connectPostgres } from '#adapters/sql/postgres/connect-postgres.ts'
import { kyselyPool, StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import { migrateTo } from '#adapters/sql/migrate.ts'
import { openNodeSqlite } from '#adapters/sql/sqlite/node-sqlite-database.ts'
import { POSTGRES_WORDS } from '#adapters/sql/postgres/prepare-postgres.ts'
import { SQLITE_WORDS } from '#adapters/sql/sqlite/open-sqlite-store.ts'
import { createDatabase, runSql, SERVER_VARIABLE, startPostgres } from '#test/postgres-server.ts'
import { openPostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { openSqliteStore } from '#adapters/sql/sqlite/open-sqlite-store.ts'

export interface EmptyPlace {
  /** Opens a store there: several at a time are several processes of one site, or of several. */
  readonly open: (siteId?: string) => Promise<SiteStore>
  /** Makes the tables as an older Parley did. */
  readonly makeSchema: (newest: number) => Promise<void>
  /** One statement, past all of Parley's code. */
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>
  readonly remove: () => Promise<void>
}

export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL'
  readonly make: () => Promise<EmptyPlace>
}

const OPENED_AT = 5

async function makeFile(): Promise<EmptyPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-'))
  const file = join(directory, 'site.sqlite')
  return {
    open: (siteId = 'main') => openSqliteStore({ file, siteId, now: OPENED_AT }),
    makeSchema: async (newest) => {
      const { raw, forKysely } = openNodeSqlite(file, 'write')
      const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely }) })
      await migrateTo(db, SQLITE_WORDS, { now: OPENED_AT, newest })
      raw.close()
    },
    sql: async (text) => {
      const database = new DatabaseSync(file)
      try {
        return database.prepare(text).all()
      } finally {
        database.close()
      }
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

let ownServer: ReturnType<typeof startPostgres> | null = null

/** The server `npm test` started, or one of this file's own that `stopOwnServer` ends. */
export async function postgresUrl(): Promise<string> {
  const given = process.env[SERVER_VARIABLE]
  if (given) return given
  ownServer ??= startPostgres()
  return (await ownServer).url
}

export async function stopOwnServer(): Promise<void> {
  if (ownServer) await (await ownServer).stop()
}

async function makeDatabase(): Promise<EmptyPlace> {
  const url = await createDatabase(await postgresUrl())
  return {
    open: (siteId = 'main') => openPostgresStore({ url, siteId, now: OPENED_AT }),
    makeSchema: async (newest) => {
      const connections = connectPostgres({ url, connectionsMax: 1 })
      const release = (client: { release: () => void }): void => client.release()
      const pool = kyselyPool(new StatementNames(), { connect: connections.connect, release })
      const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
      await migrateTo(db, POSTGRES_WORDS, { now: OPENED_AT, newest })
      await connections.end()
    },
    sql: (text) => runSql(url, text),
    remove: async () => {},
  }
}

export const ENGINES: readonly Engine[] = [
  { name: 'SQLite', make: makeFile },
  { name: 'PostgreSQL', make: makeDatabase },
]
