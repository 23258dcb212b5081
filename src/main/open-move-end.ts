/** Opens one end of a move, for nobody else to use meanwhile. */
import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import type { DialectWords } from '#adapters/sql/migrations/migration.ts'
import type { Outcome } from '#base/outcome.ts'
import { carrySqlite } from '#adapters/sql/sqlite/open-sqlite-carry.ts'
import { databaseFile } from '#main/compose.ts'
import { done, failed } from '#base/outcome.ts'
import { lockSqlite } from '#adapters/sql/sqlite/lock-sqlite.ts'
import { migrate } from '#adapters/sql/migrate.ts'
import { readProgress } from '#adapters/sql/carry/move-progress.ts'
import { SQLITE_WORDS } from '#adapters/sql/sqlite/open-sqlite-store.ts'

const SQLITE = 'sqlite:'

/** The problem is in words, without a password. */
export async function openMoveEnd(
  address: string,
  use: 'source' | 'target',
): Promise<Outcome<CarryDatabase, string>> {
  return address.startsWith(SQLITE)
    ? openFile(sqliteFile(address.slice(SQLITE.length)), use)
    : openServer(address, use)
}

/** Makes the tables of a target where they are missing. */
async function prepare(target: CarryDatabase, words: DialectWords, now: number): Promise<void> {
  // A move that was begun has them all.
  if ((await readProgress(target)) === null) {
    await target.transaction(() => migrate(target.db, words, now))
  }
}

async function openFile(file: string, use: 'source' | 'target'): Promise<Outcome<CarryDatabase, string>> {
  if (use === 'source' && !existsSync(file)) return failed(`there is no ${file}`)
  await mkdir(dirname(file), { recursive: true })
  const raw = lockSqlite(file)
  if (!raw) return failed(`${file} is in use: stop the server first`)
  const database = carrySqlite(raw, { file, use: use === 'source' ? 'read' : 'fill' })
  if (use === 'target') await prepare(database, SQLITE_WORDS, Date.now())
  return done(database)
}

async function openServer(url: string, use: 'source' | 'target'): Promise<Outcome<CarryDatabase, string>> {
  // Loaded by those alone who use it.
  const { openPostgresCarry } = await import('#adapters/sql/postgres/open-postgres-carry.ts')
  const { POSTGRES_WORDS } = await import('#adapters/sql/postgres/prepare-postgres.ts')
  const database = await openPostgresCarry(url)
  if (!(await database.keepAlone())) {
    await database.close()
    return failed(`${database.place} is in use: stop the servers on it first`)
  }
  if (use === 'target') await prepare(database, POSTGRES_WORDS, Date.now())
  return done(database)
}

/** A folder of data, as it is for --data, or the file itself. */
function sqliteFile(path: string): string {
  const isFile = existsSync(path) ? statSync(path).isFile() : path.endsWith('.sqlite')
  return resolve(isFile ? path : databaseFile({ dataDirectory: path }))
}
