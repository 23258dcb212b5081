/** An empty place for one test's data, on the engine that the run of tests is for. */
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '#main/config.ts'
import { openPostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { createDatabase, runSql, SERVER_VARIABLE } from '#test/postgres-server.ts'

type Row = Record<string, unknown>

export interface ScratchData {
  readonly config: Pick<Config, 'dataDirectory' | 'databaseUrl'>
  /** Reads rows past all of Parley's code; a value stands as `?`. */
  readonly rows: (sql: string, ...values: (string | number)[]) => Promise<Row[]>
  readonly remove: () => Promise<void>
}

/** Set to `postgres`, tests that open a site open it there. */
export const ENGINE_VARIABLE = 'TEST_ENGINE'

export async function openScratchData(): Promise<ScratchData> {
  return process.env[ENGINE_VARIABLE] === 'postgres' ? scratchDatabase() : scratchFile()
}

async function scratchFile(): Promise<ScratchData> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-'))
  return {
    config: { dataDirectory: directory, databaseUrl: null },
    rows: async (sql, ...values) => {
      const database = new DatabaseSync(join(directory, 'parley.sqlite'), { readOnly: true })
      try {
        return database.prepare(sql).all(...values)
      } finally {
        database.close()
      }
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

/** A database with tables and nothing in them: copying it takes a tenth of making them. */
let migrated: Promise<string> | null = null

async function makeMigrated(server: string): Promise<string> {
  const url = await createDatabase(server)
  const store = await openPostgresStore({ url, siteId: 'main', now: 0 })
  await store.close()
  return new URL(url).pathname.slice(1)
}

async function scratchDatabase(): Promise<ScratchData> {
  const server = process.env[SERVER_VARIABLE]
  if (!server) throw new Error(`${SERVER_VARIABLE} names no server: npm test starts one`)
  migrated ??= makeMigrated(server)
  const url = await createDatabase(server, await migrated)
  return {
    config: { dataDirectory: '', databaseUrl: url },
    rows: async (sql, ...values) => {
      let at = 0
      return runSql(
        url,
        sql.replaceAll('?', () => `$${(at += 1)}`),
        values,
      )
    },
    // The databases go when the server does.
    remove: async () => {},
  }
}
