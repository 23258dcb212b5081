/** Rows nested as a page nests them: every reply below its parent, whatever part of the branch is here. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { nestRows, type ThreadNode } from '#domain/thread/thread-tree.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { orderedUuidV7, UUID_RANDOM_BYTES } from '#base/uuid.ts'

interface Row {
  readonly id: string
  readonly parentId: string | null
  readonly orderKey: string
}

const TIME = 1_700_000_000_000
const NO_CHANCE = new Uint8Array(UUID_RANDOM_BYTES)

/** Each entry answers one before it, or nobody; in conversation order. */
const threads = fc.array(fc.nat(30), { maxLength: 30, size: 'max' }).map((parents) => {
  const rows: Row[] = []
  for (const [at, number] of parents.entries()) {
    const parent = rows[number] ?? null
    const id = orderedUuidV7(TIME + at, at, NO_CHANCE)
    rows.push({
      id,
      parentId: parent?.id ?? null,
      orderKey: orderKey(parent?.orderKey ?? null, TIME + at, id),
    })
  }
  return rows.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
})

function* pairs(nodes: readonly ThreadNode<Row>[], above: Row | null): Generator<[Row, Row | null]> {
  for (const node of nodes) {
    yield [node.row, above]
    yield* pairs(node.replies, node.row)
  }
}

describe('nesting', () => {
  test('a whole thread nests exactly as it was answered, in its order', () => {
    fc.assert(
      fc.property(threads, (rows) => {
        const nested = [...pairs(nestRows(rows), null)]
        assert.deepEqual(
          nested.map(([row]) => row.id),
          rows.map((row) => row.id),
        )
        for (const [row, above] of nested) assert.equal(above?.id ?? null, row.parentId)
      }),
    )
  })

  test('where rows are missing, each hangs below the nearest ancestor that is here, and none is lost', () => {
    fc.assert(
      fc.property(threads, fc.infiniteStream(fc.boolean()), (rows, chances) => {
        const here = rows.filter(() => chances.next().value)
        const byId = new Map(rows.map((row) => [row.id, row]))
        const nested = [...pairs(nestRows(here), null)]
        assert.deepEqual(
          nested.map(([row]) => row.id),
          here.map((row) => row.id),
        )
        for (const [row, above] of nested) assert.equal(above?.id ?? null, nearest(row, here, byId))
      }),
    )
  })

  test('nothing nests to nothing', () => assert.deepEqual(nestRows([]), []))
})

function nearest(row: Row, here: readonly Row[], byId: ReadonlyMap<string, Row>): string | null {
  let id = row.parentId
  while (id !== null && !here.some((other) => other.id === id)) id = byId.get(id)?.parentId ?? null
  return id
}
