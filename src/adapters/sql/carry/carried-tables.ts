/** Which tables are carried from one database to another, and in which order. */
import type { TableShape } from '#adapters/sql/table-shape.ts'

/** What of a table's name shows that it can be made again from other tables: what search is kept in. */
const DERIVED = /^(?:comment_search|search_waiting)/

/** They tell of this very database: what was applied to it, and what is being moved into it. */
const OWN: ReadonlySet<string> = new Set(['migration', 'move_progress'])

/**
 * All tables whose rows are part of a site, those that others name before those that name them. Whatever a migration
 * adds is among them without being listed anywhere.
 */
export function carriedTables(tables: readonly TableShape[]): TableShape[] {
  const rest = new Map(
    tables.filter(({ name }) => !OWN.has(name) && !DERIVED.test(name)).map((table) => [table.name, table]),
  )
  const sorted: TableShape[] = []
  while (rest.size > 0) {
    const free = [...rest.values()]
      .filter(({ name, references }) => references.every((to) => to.table === name || !rest.has(to.table)))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    if (free.length === 0) throw new Error(`tables name each other: ${[...rest.keys()].join(', ')}`)
    for (const table of free) rest.delete(table.name)
    sorted.push(...free)
  }
  return sorted
}
