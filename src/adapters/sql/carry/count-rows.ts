/** How many rows the tables of a database hold. */
import { sql } from 'kysely'
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import { carriedTables } from '#adapters/sql/carry/carried-tables.ts'

/** Of every table that is carried, by its name. */
export async function countRows(database: CarryDatabase): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { name } of carriedTables(await database.tables())) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      database.db,
    )
    counts.set(name, rows[0]?.count ?? 0)
  }
  return counts
}

/** The tables that hold anything. */
export async function filledTables(database: CarryDatabase): Promise<string[]> {
  return [...(await countRows(database))].filter(([, rows]) => rows > 0).map(([name]) => name)
}

export function totalOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, rows) => sum + rows, 0)
}
