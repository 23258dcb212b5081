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

/** Nests rows by whom they answer, where keys have no levels left; siblings in the order of the rows. */
export function nestReplies<Row extends PlacedComment & { readonly parentId: string | null }>(
  top: Row,
  below: readonly Row[],
): ThreadNode<Row> {
  const nodes = new Map([top, ...below].map((row) => [row.id, { row, replies: [] as ThreadNode<Row>[] }]))
  for (const row of below) {
    const node = nodes.get(row.id)
    if (node && row.parentId !== null) nodes.get(row.parentId)?.replies.push(node)
  }
  return nodes.get(top.id) ?? { row: top, replies: [] }
}
