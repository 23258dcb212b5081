/** `node:sqlite` in the shape Kysely's SQLite driver asks for, with each statement prepared once. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { orSqliteBusy } from '#adapters/sql/sqlite/sqlite-busy-or.ts'

/** Statements kept ready: more than Parley has, so in practice each is prepared once. */
const STATEMENTS_MAX = 500

/** Milliseconds a second process (a command line beside the server) waits for the write lock. */
const BUSY_TIMEOUT_MS = 5_000

/** Pages of 4 KiB after which a checkpoint copies the log back: 16 MiB keeps the log small and seldom copied. */
const CHECKPOINT_PAGES = 4_096

/** KiB of page cache a connection may hold. */
const CACHE_KIB = 16_384

export interface OpenedDatabase {
  readonly raw: DatabaseSync
  readonly forKysely: SqliteDatabase
}

/** `file`: a path, or ':memory:'. A reader sees only what is committed. */
export function openNodeSqlite(file: string, use: 'write' | 'read'): OpenedDatabase {
  const raw = new DatabaseSync(file, { readOnly: use === 'read', timeout: BUSY_TIMEOUT_MS })
  if (use === 'write') {
    raw.exec('pragma journal_mode = wal')
    // FULL: a committed transaction is on disk, also when the power goes (DESIGN section 5).
    raw.exec('pragma synchronous = full')
    raw.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    raw.exec('pragma foreign_keys = on')
  }
  raw.exec(`pragma cache_size = -${CACHE_KIB}`)
  return { raw, forKysely: adaptSqlite(raw) }
}

/** A connection that is open already, as Kysely's driver asks for it. */
export function adaptSqlite(raw: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => raw.close(),
    prepare: (sql) => {
      const known = prepared.get(sql)
      if (known) return known
      const statement = adaptStatement(orSqliteBusy(() => raw.prepare(sql)))
      if (prepared.size >= STATEMENTS_MAX) prepared.clear()
      prepared.set(sql, statement)
      return statement
    },
  }
}

/** Kysely has already bound numbers, text and null: nothing else reaches a statement. */
function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  const isReader = statement.columns().length > 0
  // Row numbers of the search index exceed 53 bits, and a write tells the last one given, whichever table it was.
  if (!isReader) statement.setReadBigInts(true)
  return {
    reader: isReader,
    all: (parameters) => orSqliteBusy(() => statement.all(...values(parameters))),
    run: (parameters) => orSqliteBusy(() => statement.run(...values(parameters))),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  }
}
