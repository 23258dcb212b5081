/** Rows of a branch in conversation order, put below one another as a page nests them. */
import { keyLevel } from '#domain/thread/order-key.ts'

export interface PlacedComment {
  readonly id: string
  readonly orderKey: string
}

export interface ThreadNode<Row extends PlacedComment> {
  readonly row: Row
  readonly replies: ThreadNode<Row>[]
}

/**
 * Nests rows that are sorted by order key. A row whose ancestors are not among the rows (a page that begins
 * inside a branch) hangs below the nearest one that is, or stands at the top.
 */
export function nestRows<Row extends PlacedComment>(rows: readonly Row[]): ThreadNode<Row>[] {
  const tops: ThreadNode<Row>[] = []
  const open: ThreadNode<Row>[] = []
  for (const row of rows) {
    const node: ThreadNode<Row> = { row, replies: [] }
    let above = open.at(-1)
    while (above && !isBelow(row, above.row)) {
      open.pop()
      above = open.at(-1)
    }
    if (above) above.replies.push(node)
    else tops.push(node)
    open.push(node)
  }
  return tops
}

function isBelow(row: PlacedComment, above: PlacedComment): boolean {
  return keyLevel(row.orderKey) > keyLevel(above.orderKey) && row.orderKey.startsWith(above.orderKey)
}
