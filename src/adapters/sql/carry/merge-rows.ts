/** Carries all rows of one database into another that holds rows already, in one transaction, where no two meet. */
import { sql } from 'kysely'
import type { CarryDatabase, Row } from '#adapters/sql/carry/carry-database.ts'
import type { MoveRows } from '#adapters/sql/carry/move-rows.ts'
import type { MoveSummary } from '#ports/data-keeper.ts'
import type { Outcome } from '#base/outcome.ts'
import type { SumOfRows } from '#adapters/sql/carry/table-sum.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { carriedTables } from '#adapters/sql/carry/carried-tables.ts'
import { countRows, totalOf } from '#adapters/sql/carry/count-rows.ts'
import { done, failed } from '#base/outcome.ts'
import { keyOf, rowPages, sumOfTable } from '#adapters/sql/carry/row-pages.ts'
import { readProgress } from '#adapters/sql/carry/move-progress.ts'
import { runningTotal } from '#adapters/sql/carry/running-total.ts'
import { schemaOf } from '#adapters/sql/migrate.ts'
import { TableSum } from '#adapters/sql/carry/table-sum.ts'

/** Keys that are in both, named for each table: enough to see what they have in common. */
const MEETINGS_NAMED = 10

/** Two sites of one name differ in these and go on with the target's: names, and the key that signs cookies. */
const KEPT_OF_TARGET = 'setting'

/** Thrown inside the transaction, so that nothing of it stays; caught where it was begun. */
class MergeRefusal extends Error {}

/**
 * A key that is in both databases is named, and nothing is changed. Two things give way: settings that the target has
 * stay as they are there, and events are numbered on behind the target's own, in their order.
 */
export async function mergeRows(move: MoveRows): Promise<Outcome<MoveSummary, string>> {
  const { source, target } = move
  const [from, to] = [await schemaOf(source.db), await schemaOf(target.db)]
  if (from !== to)
    return failed(
      `${source.place} has schema ${from}, ${target.place} has ${to}: start the server on both once`,
    )
  if (await readProgress(target)) return failed(`a move into ${target.place} is not finished: end that first`)
  const tables = carriedTables(await source.tables())
  const meetings = (await Promise.all(tables.map((table) => meetingKeys(move, table)))).flat()
  if (meetings.length > 0) return failed(`both hold ${meetings.join('; ')}. Nothing was changed`)
  await target.insistOnDisk()
  try {
    return done(await target.transaction(() => mergeTables(move, tables)))
  } catch (error) {
    // A name or an address that only one may have: the database says which. The transaction took everything back.
    const isRefusal = error instanceof MergeRefusal || /unique/i.test((error as Error).message)
    if (!isRefusal) throw error
    return failed(`${target.place} cannot take these rows: ${(error as Error).message}. Nothing was changed`)
  }
}

async function mergeTables(
  { source, target, progress }: MoveRows,
  tables: readonly TableShape[],
): Promise<MoveSummary> {
  const tell = runningTotal(totalOf(await countRows(source)), progress)
  const carried: { name: string; rows: number; hash: string }[] = []
  for (const table of tables) {
    const wanted = new TableSum(await sumOfTable(target, table))
    const own = new TableSum()
    const places = await placesAfter(target, table)
    for await (const { rows } of rowPages(source, table)) {
      const kept = table.name === KEPT_OF_TARGET ? await presentKeys(target, table, rows) : new Set<string>()
      const going = rows.filter((row) => !kept.has(nameOf(keyOf(table, row)))).map(places)
      for (const line of going.map((row) => JSON.stringify(row))) {
        wanted.add(line)
        own.add(line)
      }
      await target.insert(table, going)
      if (table.name === 'comment') await awaitSearchOf(target, table, going)
      tell(rows.length)
    }
    await insistOn(target, table, wanted.sum)
    carried.push({ name: table.name, ...own.sum })
  }
  return { from: source.place, to: target.place, tables: carried }
}

/** How a row stands in the target: events behind the last one of their site, all else as it is. */
async function placesAfter(target: CarryDatabase, table: TableShape): Promise<(row: Row) => Row> {
  if (table.name !== 'event') return (row) => row
  const { rows } = await sql<{ site: string; last: number }>`
    select site_id as site, max(sequence) as last from event group by site_id`.execute(target.db)
  const last = new Map(rows.map((row) => [row.site, row.last]))
  const [site, sequence] = [table.columns.indexOf('site_id'), table.columns.indexOf('sequence')]
  return (row) =>
    row.map((value, at) => (at === sequence ? Number(value) + (last.get(String(row[site])) ?? 0) : value))
}

async function insistOn(target: CarryDatabase, table: TableShape, wanted: SumOfRows): Promise<void> {
  const there = await sumOfTable(target, table)
  if (there.hash !== wanted.hash || there.rows !== wanted.rows) {
    throw new MergeRefusal(`rows of ${table.name} would not be what they were`)
  }
}

/** What the two have in common that neither may give up. */
async function meetingKeys({ source, target }: MoveRows, table: TableShape): Promise<string[]> {
  if (table.name === KEPT_OF_TARGET || table.name === 'event') return []
  const found: string[] = []
  for await (const { rows } of rowPages(source, table)) {
    for (const name of await presentKeys(target, table, rows)) {
      if (found.length === MEETINGS_NAMED) return [`${table.name} ${found.join(', ')} and more`]
      found.push(name)
    }
  }
  return found.length === 0 ? [] : [`${table.name} ${found.join(', ')}`]
}

/** Names of those rows' keys that the target has. */
async function presentKeys(
  target: CarryDatabase,
  table: TableShape,
  rows: readonly Row[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const columns = table.key.map((column) => sql.ref(column))
  const keys = rows.map((row) => sql`(${sql.join(keyOf(table, row).map((value) => literal(value)))})`)
  const found = await sql<Record<string, string | number>>`
    select ${sql.join(columns)} from ${sql.table(table.name)}
    where (${sql.join(columns)}) in (values ${sql.join(keys)})`.execute(target.db)
  return new Set(found.rows.map((row) => nameOf(table.key.map((column) => row[column] ?? null))))
}

/** PostgreSQL takes a value of a list for text unless it sees a number. */
function literal(value: Row[number]) {
  return typeof value === 'number' ? sql.lit(value) : sql.val(value)
}

function nameOf(key: Row): string {
  return key.join(' ')
}

/** Published comments wait for the search index, which the server fills. */
async function awaitSearchOf(target: CarryDatabase, table: TableShape, rows: readonly Row[]): Promise<void> {
  const valueOf = (row: Row, column: string) => sql.val(row[table.columns.indexOf(column)])
  const published = rows.filter((row) => row[table.columns.indexOf('state')] === 'published')
  if (published.length === 0) return
  const entries = published.map(
    (row) => sql`(${valueOf(row, 'site_id')}, ${valueOf(row, 'story_id')}, ${valueOf(row, 'id')})`,
  )
  await sql`insert into search_waiting (site_id, story_id, comment_id) values ${sql.join(entries)}`.execute(
    target.db,
  )
}
