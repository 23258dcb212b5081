/** Puts rows into empty tables: first the rows, then the indexes, and at the end everything is read back and compared. */
import { sql } from 'kysely'
import type { CarryDatabase, SecondaryIndex } from '#adapters/sql/carry/carry-database.ts'
import type { SumOfRows } from '#adapters/sql/carry/table-sum.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { sumOfTable } from '#adapters/sql/carry/row-pages.ts'

/** Takes the indexes away that are made again afterwards. */
export async function dropIndexes(
  database: CarryDatabase,
  indexes: readonly SecondaryIndex[],
): Promise<void> {
  for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(database.db)
}

/** What differs, in words; nothing where all tables hold exactly the rows that were told. */
export async function differences(
  database: CarryDatabase,
  wanted: readonly (SumOfRows & { readonly table: TableShape })[],
  progress: (rows: number) => void,
): Promise<string[]> {
  const found: string[] = []
  for (const { table, rows, hash } of wanted) {
    const there = await sumOfTable(database, table, progress)
    if (there.rows !== rows) found.push(`${table.name} has ${there.rows} rows instead of ${rows}`)
    else if (there.hash !== hash) found.push(`rows of ${table.name} are not what they were`)
  }
  return found
}

/** All published comments wait for the search index, which the server fills. */
export async function awaitSearchOfAll(database: CarryDatabase): Promise<void> {
  await sql`insert into search_waiting (site_id, story_id, comment_id)
    select site_id, story_id, id from comment where state = 'published'`.execute(database.db)
}
