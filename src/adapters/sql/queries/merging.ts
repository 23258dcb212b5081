/** Writes that take comments from one story to another, with all that names both a comment and its story. */
import { sql } from 'kysely'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { MoveCursor, MoveQuery, StoreReader, StoreWriter } from '#ports/store.ts'
import { toStory } from '#adapters/sql/queries/rows.ts'

type Reads = Pick<StoreReader, 'storiesMergedInto' | 'storiesOnTheMove'>
type Writes = Pick<StoreWriter, 'setMerged' | 'moveComments'>

export function mergingReads({ db, siteId }: Scope): Reads {
  const stories = () =>
    db.selectFrom('story').selectAll().where('site_id', '=', siteId).where('merged_into', 'is not', null)
  return {
    storiesMergedInto: async (storyId) => {
      const rows = await stories().where('merged_into', '=', storyId).orderBy('id').execute()
      return rows.map(toStory)
    },
    storiesOnTheMove: async (limit) => {
      const moving = stories().where('state', 'in', ['merging', 'parting']).orderBy('id').limit(limit)
      return (await moving.execute()).map(toStory)
    },
  }
}

export function mergingWrites(scope: Scope): Writes {
  const { db, siteId } = scope
  return {
    setMerged: async (id, { state, into }) => {
      await db
        .updateTable('story')
        .set({ state, merged_into: into, version: sql<number>`version + 1` })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
    moveComments: async (query) => {
      const { ids, after, isDone } = query.origins
        ? await idsThatLeave(scope, query, query.origins)
        : await idsOfStory(scope, query)
      return { published: await moveIds(scope, query, ids), after, isDone }
    },
  }
}

interface Selected {
  readonly ids: readonly string[]
  readonly after: MoveCursor | null
  readonly isDone: boolean
}

/** Comments that came from these stories, by the index that lists only such. */
async function idsThatLeave(
  { db, siteId }: Scope,
  { from, limit }: MoveQuery,
  origins: readonly string[],
): Promise<Selected> {
  const rows = await db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('story_id', '=', from)
    .where('from_story', 'in', origins)
    // Said again so that the index of comments that came from elsewhere is seen to serve.
    .where(sql<boolean>`from_story <> ''`)
    .limit(limit)
    .execute()
  return { ids: rows.map((row) => row.id), after: null, isDone: rows.length < limit }
}

/**
 * What readers do not see first, then branch after branch, each root last: where a branch is large, it is read
 * below its root until the root itself goes. No index lists all comments of a story, and none is needed.
 */
async function idsOfStory(scope: Scope, query: MoveQuery): Promise<Selected> {
  const { limit } = query
  const ids = await hiddenIds(scope, query)
  let after = query.after
  if (ids.length === limit) return { ids, after, isDone: false }
  const roots = await shownRoots(scope, query)
  for (const root of roots) {
    const room = limit - ids.length
    if (room <= 0) return { ids, after, isDone: false }
    const key = after?.rootId === root.id ? after.orderKey : ''
    const below = root.shown_replies === 0 ? [] : await branchIds(scope, { query, root, key, limit: room })
    ids.push(...below.map((reply) => reply.id))
    const last = below.at(-1)
    if (last && below.length === room) {
      return { ids, after: { rootId: root.id, orderKey: last.order_key }, isDone: false }
    }
    ids.push(root.id)
    after = null
  }
  return { ids, after, isDone: roots.length < limit }
}

async function hiddenIds({ db, siteId }: Scope, { from, limit }: MoveQuery): Promise<string[]> {
  const rows = await db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('story_id', '=', from)
    .where(sql<boolean>`shown = 0`)
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

async function shownRoots({ db, siteId }: Scope, { from, limit }: MoveQuery) {
  return db
    .selectFrom('comment')
    .select(['id', 'shown_replies'])
    .where('site_id', '=', siteId)
    .where('story_id', '=', from)
    .where(sql<boolean>`depth = 0 and shown = 1`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

async function branchIds(
  { db, siteId }: Scope,
  {
    query,
    root,
    key,
    limit,
  }: {
    readonly query: MoveQuery
    readonly root: { readonly id: string }
    readonly key: string
    readonly limit: number
  },
) {
  return db
    .selectFrom('comment')
    .select(['id', 'order_key'])
    .where('site_id', '=', siteId)
    .where('root_id', '=', root.id)
    .where(sql<boolean>`shown = 1`)
    .where('order_key', '>=', key)
    .where('story_id', '=', query.from)
    .where('id', '<>', root.id)
    .orderBy('order_key')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** How many of them are published. */
async function moveIds(
  scope: Scope,
  { from, to, origins }: MoveQuery,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0
  const { db, siteId } = scope
  // On the way out a comment remembers where it was written; back home there is nothing to remember.
  const cameFrom = origins
    ? sql<string>`case when from_story = ${to} then '' else from_story end`
    : sql<string>`case when from_story = '' then ${from} else from_story end`
  const moved = await db
    .updateTable('comment')
    .set({ story_id: to, from_story: cameFrom })
    .where('site_id', '=', siteId)
    .where('story_id', '=', from)
    .where('id', 'in', ids)
    .returning('state')
    .execute()
  for (const table of ['vote', 'decision'] as const) {
    await db
      .updateTable(table)
      .set({ story_id: to })
      .where('site_id', '=', siteId)
      .where('comment_id', 'in', ids)
      .execute()
  }
  // The index itself lists comments by the story they were written under, and is asked for both.
  await db
    .updateTable('search_waiting')
    .set({ story_id: to })
    .where('site_id', '=', siteId)
    .where('story_id', '=', from)
    .where('comment_id', 'in', ids)
    .execute()
  await db
    .deleteFrom('past_rank')
    .where('site_id', '=', siteId)
    .where('story_id', '=', from)
    .where('comment_id', 'in', ids)
    .execute()
  return moved.filter((row) => row.state === 'published').length
}
