/** The tables of a PostgreSQL database, from its own catalog. */
import { sql, type Kysely } from 'kysely'
import type { Reference, TableShape } from '#adapters/sql/table-shape.ts'
import type { Tables } from '#adapters/sql/tables.ts'

/** Tables of this engine alone: the search index, the lock and the counts of a minute; nothing to check or to move. */
export const OWN_TABLES = ['comment_search', 'rate_count', 'write_lock']

interface ConstraintRow {
  readonly table: string
  readonly type: 'p' | 'f'
  readonly columns: string[]
  readonly target: string | null
  readonly named: string[]
}

export async function postgresCatalog(db: Kysely<Tables>): Promise<TableShape[]> {
  const tables = await sql<{ name: string; columns: string[] }>`
    select table_name::text as name, array_agg(column_name::text order by column_name::text collate "C") as columns
    from information_schema.columns
    where table_schema = current_schema() and not table_name = any(${OWN_TABLES})
    group by table_name order by table_name::text collate "C"`.execute(db)
  const names = (relation: string, numbers: string) => sql`array(
    select attname::text from unnest(${sql.raw(numbers)}) with ordinality as k (number, at)
    join pg_attribute on attrelid = ${sql.raw(relation)} and attnum = number order by at)`
  const constraints = await sql<ConstraintRow>`
    select t.relname::text as table, contype::text as type, ${names('conrelid', 'conkey')} as columns,
      n.relname::text as target, ${names('confrelid', 'confkey')} as named
    from pg_constraint join pg_class t on t.oid = conrelid left join pg_class n on n.oid = confrelid
    where contype in ('p', 'f') and connamespace = current_schema()::regnamespace
    order by conname`.execute(db)
  return tables.rows.map(({ name, columns }) => {
    const own = constraints.rows.filter((row) => row.table === name)
    return {
      name,
      columns,
      key: own.find((row) => row.type === 'p')?.columns ?? [],
      references: own
        .filter((row) => row.type === 'f')
        .map((row): Reference => ({ columns: row.columns, table: row.target ?? '', named: row.named })),
    }
  })
}
