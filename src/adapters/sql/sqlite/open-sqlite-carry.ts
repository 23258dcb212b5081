/** A SQLite file opened for carrying rows out of it or into it. */
import { Kysely, SqliteDialect } from 'kysely'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CarryDatabase, Row } from '#adapters/sql/carry/carry-database.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { adaptSqlite, openNodeSqlite } from '#adapters/sql/sqlite/node-sqlite-database.ts'
import { sqliteCatalog } from '#adapters/sql/sqlite/sqlite-catalog.ts'

/** KiB of pages kept while filling: indexes are made from sorted runs of this size. */
const FILLING_CACHE_KIB = 16_384

/** KiB kept while reading: every row is asked for once, in the order in which they mostly lie. */
const READING_CACHE_KIB = 2_048

export interface SqliteCarry extends CarryDatabase {
  readonly raw: DatabaseSync
}

/**
 * `fill`: rows come from a database that kept the rules between tables already, so they are not looked up one by one;
 * what was filled is on disk after a crash of this process, and at the end also after a crash of the machine.
 */
export function openSqliteCarry(file: string, use: 'read' | 'fill'): SqliteCarry {
  return carrySqlite(openNodeSqlite(file, use === 'fill' ? 'write' : 'read').raw, { file, use })
}

/** On a connection that is open already, with whatever lock it holds. */
export function carrySqlite(
  raw: DatabaseSync,
  { file, use }: { readonly file: string; readonly use: 'read' | 'fill' },
): SqliteCarry {
  if (use === 'fill') {
    raw.exec('pragma journal_mode = wal')
    raw.exec('pragma foreign_keys = off')
    raw.exec('pragma synchronous = normal')
  }
  raw.exec(`pragma cache_size = -${use === 'fill' ? FILLING_CACHE_KIB : READING_CACHE_KIB}`)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adaptSqlite(raw) }) })
  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    const known = prepared.get(text) ?? raw.prepare(text)
    prepared.set(text, known)
    return known
  }
  return {
    raw,
    engine: 'sqlite',
    place: `sqlite:${file}`,
    db,
    tables: () => Promise.resolve(sqliteCatalog(raw)),
    page: (table, { after, limit }) => {
      const statement = prepare(pageText(table, after !== null))
      statement.setReturnArrays(true)
      // With arrays asked for, a row is the list of its values; the types of Node do not tell.
      return Promise.resolve(statement.all(...(after ?? []), limit) as unknown as Row[])
    },
    insert: (table, rows) => {
      const names = table.columns.map(quoted).join(', ')
      const slots = table.columns.map(() => '?').join(', ')
      const statement = prepare(`insert into ${quoted(table.name)} (${names}) values (${slots})`)
      for (const row of rows) statement.run(...row)
      return Promise.resolve()
    },
    transaction: async (work) => {
      raw.exec('begin immediate')
      try {
        const result = await work()
        raw.exec('commit')
        return result
      } catch (error) {
        if (raw.isTransaction) raw.exec('rollback')
        throw error
      }
    },
    insistOnDisk: () => {
      raw.exec('pragma synchronous = full')
      return Promise.resolve()
    },
    secondaryIndexes: () =>
      Promise.resolve(
        raw
          .prepare(
            `select name, sql as made from sqlite_schema where type = 'index' and sql is not null order by name`,
          )
          .all()
          .map((row) => ({ name: String(row['name']), made: String(row['made']) })),
      ),
    run: (statement) => {
      raw.exec(statement)
      return Promise.resolve()
    },
    close: () => {
      raw.close()
      return Promise.resolve()
    },
  }
}

function pageText(table: TableShape, isBehind: boolean): string {
  const key = table.key.map(quoted).join(', ')
  const slots = table.key.map(() => '?').join(', ')
  const behind = isBehind ? `where (${key}) > (${slots})` : ''
  return `select ${table.columns.map(quoted).join(', ')} from ${quoted(table.name)} ${behind} order by ${key} limit ?`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
