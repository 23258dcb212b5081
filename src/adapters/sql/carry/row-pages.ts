/** All rows of a table, a page at a time, however large the table and its rows are. */
import type { CarryDatabase, Row } from '#adapters/sql/carry/carry-database.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { TableSum, type SumOfRows } from '#adapters/sql/carry/table-sum.ts'

/** Rows of a page at most, and at first: enough that asking costs little beside the rows. */
const ROWS_MAX = 2_000
const ROWS_AT_FIRST = 500

/** Characters of a page that are aimed at: few pages are in memory at once, so memory stays small. */
const PAGE_LENGTH = 250_000

export interface RowPage {
  readonly rows: readonly Row[]
  /** Each row as JSON. */
  readonly lines: readonly string[]
}

/**
 * Begins behind the key of `after`. Long rows make the next pages shorter, short ones longer. The next page is asked for
 * before this one is worked on: a server reads it meanwhile.
 */
export async function* rowPages(
  database: Pick<CarryDatabase, 'page'>,
  table: TableShape,
  after: Row | null = null,
): AsyncGenerator<RowPage> {
  const ask = (range: { readonly after: Row | null; readonly limit: number }) => {
    const asked = database.page(table, range)
    // Whoever stops in between never hears of it; whoever goes on is told when it is awaited.
    asked.catch(() => {})
    return asked
  }
  let limit = ROWS_AT_FIRST
  let asked = ask({ after, limit })
  for (;;) {
    const rows = await asked
    const last = rows.at(-1)
    if (!last) return
    const lines = rows.map((row) => JSON.stringify(row))
    const isLast = rows.length < limit
    if (!isLast) {
      const length = lines.reduce((sum, line) => sum + line.length, 0)
      const fitting = Math.floor((PAGE_LENGTH * rows.length) / Math.max(1, length))
      limit = Math.max(1, Math.min(ROWS_MAX, fitting))
      asked = ask({ after: keyOf(table, last), limit })
    }
    yield { rows, lines }
    if (isLast) return
  }
}

/** The values of the primary key, in its order. */
export function keyOf({ key, columns }: TableShape, row: Row): Row {
  return key.map((column) => row[columns.indexOf(column)] ?? null)
}

/** Reads the whole table. `progress` is told after every page. */
export async function sumOfTable(
  database: Pick<CarryDatabase, 'page'>,
  table: TableShape,
  progress: (rows: number) => void = () => {},
): Promise<SumOfRows> {
  const sum = new TableSum()
  for await (const { lines } of rowPages(database, table)) {
    for (const line of lines) sum.add(line)
    progress(lines.length)
  }
  return sum.sum
}
