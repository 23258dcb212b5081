/** How far a move has come, kept in the database it goes into: whoever runs it again goes on there. */
import { sql } from 'kysely'
import type { CarryDatabase, Row, SecondaryIndex } from '#adapters/sql/carry/carry-database.ts'
import type { SumOfRows } from '#adapters/sql/carry/table-sum.ts'
import { MOVING_SCHEMA } from '#adapters/sql/migrate.ts'

/** What was begun: a move that goes on must be the same one. */
export interface MoveBegun {
  readonly from: string
  readonly schema: number
  /** Rows of each table in the source, in words: another number says that somebody has written to it since. */
  readonly rows: string
  /** Still to be made when all rows are here. */
  readonly indexes: readonly SecondaryIndex[]
}

/** How far one table has come. */
export interface TableMoved {
  /** The key of the last row that is here; null before the first. */
  readonly after: Row | null
  readonly sum: SumOfRows
}

const BEGUN = 'begun'

export async function beginProgress(target: CarryDatabase, begun: MoveBegun, now: number): Promise<void> {
  await target.run('create table move_progress (name text not null primary key, value text not null)')
  await put(target, BEGUN, begun)
  await sql`insert into migration (number, name, applied_at)
    values (${MOVING_SCHEMA}, 'a move into this database is not finished', ${now})`.execute(target.db)
}

/** Null where no move into the database was begun, or it was finished. */
export async function readProgress(target: CarryDatabase): Promise<MoveBegun | null> {
  const tables = await target.tables()
  if (!tables.some(({ name }) => name === 'move_progress')) return null
  return (await get(target, BEGUN)) as MoveBegun | null
}

export async function readTableMoved(target: CarryDatabase, table: string): Promise<TableMoved | null> {
  return (await get(target, `table ${table}`)) as TableMoved | null
}

/** In the transaction of the rows it tells of. */
export async function putTableMoved(target: CarryDatabase, table: string, moved: TableMoved): Promise<void> {
  await put(target, `table ${table}`, moved)
}

/** In the transaction that makes the index. */
export async function putIndexesLeft(target: CarryDatabase, begun: MoveBegun): Promise<void> {
  await put(target, BEGUN, begun)
}

/** From now on the database is one like any other. */
export async function endProgress(target: CarryDatabase): Promise<void> {
  await sql`delete from migration where number = ${MOVING_SCHEMA}`.execute(target.db)
  await target.run('drop table move_progress')
}

async function put(target: CarryDatabase, name: string, value: MoveBegun | TableMoved): Promise<void> {
  await sql`insert into move_progress (name, value) values (${name}, ${JSON.stringify(value)})
    on conflict (name) do update set value = excluded.value`.execute(target.db)
}

async function get(target: CarryDatabase, name: string): Promise<unknown> {
  const { rows } = await sql<{ value: string }>`
    select value from move_progress where name = ${name}`.execute(target.db)
  return rows[0] ? JSON.parse(rows[0].value) : null
}
