/** What SQLite itself knows about a file: whether its pages are whole, and which tables there are. */
import { DatabaseSync } from 'node:sqlite'
import type { EngineCare } from '#adapters/sql/care/site-care.ts'
import { sqliteCatalog } from '#adapters/sql/sqlite/sqlite-catalog.ts'

export function createSqliteCare(database: DatabaseSync): EngineCare {
  return {
    integrity: (limit) => Promise.resolve(damage(database, limit)),
    tables: () => Promise.resolve(sqliteCatalog(database)),
  }
}

/**
 * Every page, every index against its table, every word of the search index against its comment. On a connection of its
 * own: FTS5 remembers the shape of its index, and an old memory beside a new index looks to it like damage.
 */
function damage(database: DatabaseSync, limit: number): string[] {
  const file = database.location()
  if (file === null) return []
  const fresh = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = fresh.prepare(`pragma integrity_check(${limit})`).all()
    return rows.map((row) => String(row['integrity_check'])).filter((line) => line !== 'ok')
  } catch (error) {
    return [(error as Error).message]
  } finally {
    fresh.close()
  }
}
