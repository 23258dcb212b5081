/** Reads of threads: every one an index range, whatever the story holds. */
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely'
import type { CommentTable, Tables } from '#adapters/sql/tables.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { BranchQuery, ReplyQuery, StoreReader } from '#ports/store.ts'
import type { Comment } from '#domain/comment/comment.ts'
import { AFTER_BRANCH } from '#domain/thread/order-key.ts'
import { readRoots } from '#adapters/sql/queries/roots.ts'
import { toComment } from '#adapters/sql/queries/rows.ts'
import { writtenOnce, type SlotOf, type WrittenQuery } from '#adapters/sql/queries/written-once.ts'

type Reads = Pick<
  StoreReader,
  | 'roots'
  | 'comment'
  | 'comments'
  | 'branches'
  | 'replies'
  | 'ancestors'
  | 'hiddenComments'
  | 'latestComments'
  | 'commentsBy'
>

export function threadReads(scope: Scope): Reads {
  const { db, siteId } = scope
  const comments = () => db.selectFrom('comment').selectAll().where('site_id', '=', siteId)
  const one = writtenOnce(db, (slot) => comments().where('id', '=', slot.text('id')))
  const byId = async (id: string) => {
    const [row] = await one({ id })
    return row ? toComment(row) : null
  }
  const readBranches = branchReader(scope)
  return {
    roots: (query) => readRoots(scope, query),
    comment: byId,
    comments: async (ids) => {
      const [id] = ids
      if (id === undefined) return []
      // Every new reply asks for its parent alone.
      const rows = ids.length === 1 ? await one({ id }) : await comments().where('id', 'in', ids).execute()
      return rows.map(toComment)
    },
    branches: (queries) => readBranches(queries),
    replies: (queries) =>
      readRanges(
        scope,
        queries.map((query) => replyRange(scope, query)),
      ),
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
      let query = comments().where('story_id', '=', storyId).where('shown', '=', sql.lit(0))
      if (authorId !== null) query = query.where('author_id', '=', authorId)
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(toComment)
    },
    latestComments: async (limit) => {
      // Ids begin with the time: their order is the primary key's, walked from its end.
      const rows = await comments()
        .where('state', '=', 'published')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
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

type Range = SelectQueryBuilder<Tables, 'comment', CommentTable>

/** One statement for all: a union of ranges, each with its own limit. Null where there are none. */
function unionOf({ db }: Scope, ranges: readonly Range[]) {
  const [first, ...others] = ranges.map((range) => db.selectFrom(range.as('range')).selectAll())
  return first ? others.reduce((all, next) => all.unionAll(next), first) : null
}

async function readRanges(scope: Scope, ranges: readonly Range[]): Promise<Comment[]> {
  const rows = await unionOf(scope, ranges)?.execute()
  return rows?.map(toComment) ?? []
}

/**
 * Every page reads branches, and writing a union of forty ranges takes longer than reading them: so there is one
 * statement for each number of ranges, written at its first use. A page has fifty at most.
 */
function branchReader(scope: Scope): (queries: readonly BranchQuery[]) => Promise<Comment[]> {
  const written = new Map<number, WrittenQuery<Selectable<CommentTable>>>()
  const write = (count: number): WrittenQuery<Selectable<CommentTable>> =>
    writtenOnce(scope.db, (slot) => {
      const ranges = Array.from({ length: count }, (_, at) => branchRange(scope, slot, at))
      const union = unionOf(scope, ranges)
      if (!union) throw new Error('a union of nothing was asked for')
      return union
    })
  return async (queries) => {
    if (queries.length === 0) return []
    const run = written.get(queries.length) ?? write(queries.length)
    written.set(queries.length, run)
    const values = queries.flatMap(({ rootId, belowKey, afterKey, limit }, at) => [
      [`root${at}`, rootId],
      [`end${at}`, belowKey + AFTER_BRANCH],
      [`after${at}`, afterKey],
      [`limit${at}`, limit],
    ])
    const rows = await run(Object.fromEntries(values) as Record<string, string | number>)
    return rows.map(toComment)
  }
}

function replyRange({ db, siteId }: Scope, { parentId, afterKey, limit }: ReplyQuery): Range {
  const range = db
    .selectFrom('comment')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('parent_id', '=', parentId)
    .where('shown', '=', sql.lit(1))
    .orderBy('order_key')
    .limit(limit)
  return afterKey === null ? range : range.where('order_key', '>', afterKey)
}

/** The range of the branch whose values have this number. */
function branchRange({ db, siteId }: Scope, slot: SlotOf, at: number): Range {
  return db
    .selectFrom('comment')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('root_id', '=', slot.text(`root${at}`))
    .where('shown', '=', sql.lit(1))
    .where('order_key', '<', slot.text(`end${at}`))
    .where('order_key', '>', slot.text(`after${at}`))
    .orderBy('order_key')
    .orderBy('id')
    .limit(slot.number(`limit${at}`))
}
