/** The tables of a SQLite file, from its own catalog. */
import type { DatabaseSync } from 'node:sqlite'
import type { Reference, TableShape } from '#adapters/sql/table-shape.ts'

interface ForeignKeyRow {
  readonly id: number
  readonly table: string
  readonly from: string
  readonly to: string
}

/** Plain tables only: those a virtual table keeps for itself (`shadow`) are not ours to read. */
export function sqliteCatalog(database: DatabaseSync): TableShape[] {
  const names = database
    .prepare(
      `select name from pragma_table_list
        where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    )
    .all() as { name: string }[]
  return names.map(({ name }) => {
    const columns = database.prepare('select name, pk from pragma_table_info(?)').all(name) as {
      name: string
      pk: number
    }[]
    return {
      name,
      columns: columns.map((column) => column.name).sort(),
      key: columns
        .filter((column) => column.pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((column) => column.name),
      references: referencesOf(database, name),
    }
  })
}

function referencesOf(database: DatabaseSync, table: string): Reference[] {
  const rows = database
    .prepare('select id, "table", "from", "to" from pragma_foreign_key_list(?) order by id, seq')
    .all(table) as unknown as ForeignKeyRow[]
  return [...Map.groupBy(rows, (row) => row.id).values()].map((columns) => ({
    columns: columns.map((row) => row.from),
    table: columns[0]?.table ?? '',
    named: columns.map((row) => row.to),
  }))
}
