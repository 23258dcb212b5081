/** Reads of threads: every one an index range, whatever the story holds. */
import type { SelectQueryBuilder } from 'kysely'
import type { CommentTable, Tables } from '#adapters/sql/tables.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { BranchQuery, RootQuery, StoreReader } from '#ports/store.ts'
import type { ThreadOrder } from '#domain/ranking/orders.ts'
import type { Comment } from '#domain/comment/comment.ts'
import { writtenOnce, type SlotOf, type WrittenQuery } from '#adapters/sql/queries/written-once.ts'
import { AFTER_BRANCH } from '#domain/thread/order-key.ts'
import { toComment } from '#adapters/sql/queries/rows.ts'

type Reads = Pick<
  StoreReader,
  'roots' | 'comment' | 'comments' | 'branches' | 'ancestors' | 'hiddenComments' | 'commentsBy'
>

/** The column each order sorts by, and which end comes first; ties fall to the id in the same direction. */
const ORDER_COLUMN: Readonly<
  Record<ThreadOrder, { readonly column: RootColumn; readonly direction: 'asc' | 'desc' }>
> = {
  newest: { column: 'created_at', direction: 'desc' },
  oldest: { column: 'created_at', direction: 'asc' },
  replies: { column: 'branch_count', direction: 'desc' },
  top: { column: 'top_score', direction: 'desc' },
  controversial: { column: 'controversy', direction: 'desc' },
}
type RootColumn = 'created_at' | 'branch_count' | 'top_score' | 'controversy'

export function threadReads(scope: Scope): Reads {
  const { db, siteId } = scope
  const comments = () => db.selectFrom('comment').selectAll().where('site_id', '=', siteId)
  const rowById = writtenOnce(db, (slot) => comments().where('id', '=', slot.text('id')))
  const byId = async (id: string) => {
    const [row] = await rowById({ id })
    return row ? toComment(row) : null
  }
  const branches = branchReads(scope)
  return {
    roots: (query) => readRoots(scope, query),
    comment: byId,
    comments: async (ids) =>
      ids.length === 0 ? [] : (await comments().where('id', 'in', ids).execute()).map(toComment),
    branches,
    ancestors: async (comment, limit) => {
      const found: Comment[] = []
      let parentId = comment.parentId
      while (parentId && found.length < limit) {
        const parent = await byId(parentId)
        if (!parent) break
        found.push(parent)
        parentId = parent.parentId
      }
      return found
    },
    hiddenComments: async ({ storyId, authorId, limit }) => {
      let query = comments().where('story_id', '=', storyId).where('shown', '=', 0)
      if (authorId !== null) query = query.where('author_id', '=', authorId)
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(toComment)
    },
    commentsBy: async ({ storyId, authorId, limit }) => {
      const rows = await comments()
        .where('story_id', '=', storyId)
        .where('author_id', '=', authorId)
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toComment)
    },
  }
}

async function readRoots({ db, siteId }: Scope, { storyId, order, after, limit }: RootQuery) {
  const { column, direction } = ORDER_COLUMN[order]
  let query = db
    .selectFrom('comment')
    .select(['id', column, 'branch_count'])
    .where('site_id', '=', siteId)
    .where('story_id', '=', storyId)
    .where('depth', '=', 0)
    .where('shown', '=', 1)
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit)
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple(column, 'id'), direction === 'asc' ? '>' : '<', eb.tuple(after.value, after.id)),
    )
  }
  const rows = await query.execute()
  return rows.map((row) => ({ id: row.id, value: row[column], branchCount: row.branch_count }))
}

/** Shapes of a union that are kept: as many as there are lengths, with room for pages in the middle of branches. */
const BRANCH_SHAPES_MAX = 100

/** One statement for all branches: a union of ranges, each with its own limit; written once for each length. */
function branchReads(scope: Scope): Reads['branches'] {
  const written = new Map<string, WrittenQuery<CommentTable>>()
  return async (queries) => {
    if (queries.length === 0) return []
    const shape = queries.map(({ afterKey }) => (afterKey === null ? 'b' : 'a')).join('')
    if (written.size >= BRANCH_SHAPES_MAX) written.clear()
    const run = written.get(shape) ?? writtenOnce(scope.db, (slot) => branchUnion(scope, queries, slot))
    written.set(shape, run)
    const values = queries.flatMap(({ rootId, belowKey, afterKey, limit }, at) => [
      [`root${at}`, rootId],
      [`from${at}`, afterKey ?? belowKey],
      [`end${at}`, belowKey + AFTER_BRANCH],
      [`limit${at}`, limit],
    ])
    return (await run(Object.fromEntries(values) as Record<string, unknown>)).map(toComment)
  }
}

function branchUnion(scope: Scope, queries: readonly BranchQuery[], slot: SlotOf) {
  const [first, ...others] = queries.map(({ afterKey }, at) =>
    scope.db
      .selectFrom(branchRange(scope, { at, slot, isAfter: afterKey !== null }).as('branch'))
      .selectAll(),
  )
  if (!first) throw new Error('a union needs a branch')
  return others.reduce((all, next) => all.unionAll(next), first)
}

function branchRange(
  { db, siteId }: Scope,
  { at, slot, isAfter }: { readonly at: number; readonly slot: SlotOf; readonly isAfter: boolean },
): SelectQueryBuilder<Tables, 'comment', CommentTable> {
  return db
    .selectFrom('comment')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('root_id', '=', slot.text(`root${at}`))
    .where('shown', '=', 1)
    .where('order_key', '<', slot.text(`end${at}`))
    .where('order_key', isAfter ? '>' : '>=', slot.text(`from${at}`))
    .orderBy('order_key')
    .orderBy('id')
    .limit(slot.number(`limit${at}`))
}
