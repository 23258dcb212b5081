/** All that checking and repairing asks of a SQL store; the same on every engine but for its files and its index. */
import { sql } from 'kysely'
import type { CareWriter, StoreCare } from '#ports/store-care.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { awaitSearch } from '#adapters/sql/queries/search.ts'
import { factsOf, factsPage } from '#adapters/sql/care/comment-facts.ts'
import { leftPastRanks, leftWaiting, surveys } from '#adapters/sql/care/surveys.ts'

/** What only the engine knows. */
export interface EngineCare {
  readonly integrity: StoreCare['integrity']
  readonly tables: () => Promise<readonly TableShape[]>
}

export function siteCare(scope: Scope, engine: EngineCare): StoreCare {
  const { db, siteId, search } = scope
  return {
    integrity: engine.integrity,
    commentFacts: (page) => factsPage(scope, page),
    commentFactsOf: (ids) => factsOf(scope, ids),
    totals: async () => {
      const { rows } = await sql<{ stories: number; comments: number; events: number }>`select
        (select count(*) from story where site_id = ${siteId}) as stories,
        (select count(*) from comment where site_id = ${siteId}) as comments,
        (select count(*) from event where site_id = ${siteId}) as events`.execute(db)
      return rows[0] ?? { stories: 0, comments: 0, events: 0 }
    },
    surveys: async () => surveys(scope, await engine.tables()),
    unindexed: async (comments) => {
      const places = comments.map(({ id, createdAt }) => ({ commentId: id, createdAt }))
      const held = await search.care.held(places)
      return comments.map(({ id }) => id).filter((id) => !held.has(id))
    },
    strayEntries: async (page) => {
      const entries = await search.care.entries(page)
      if (entries.length === 0) return { strays: [], next: null }
      const comments = await db
        .selectFrom('comment')
        .select(['id', 'created_at', 'state'])
        // The index is not kept by site: an entry of another site is no stray.
        .where('id', 'in', [...new Set(entries.map((entry) => entry.commentId))])
        .where('site_id', 'in', db.selectFrom('story').select('site_id').distinct())
        .execute()
      const known = new Map(comments.map((comment) => [comment.id, comment]))
      const strays = entries.filter(({ commentId, isFound }) => {
        const comment = known.get(commentId)
        return comment?.state !== 'published' || !isFound(comment.created_at)
      })
      return {
        strays: strays.map(({ entry, commentId }) => ({ entry, commentId })),
        next: entries.length < page.limit ? null : (entries.at(-1)?.entry ?? null),
      }
    },
  }
}

export function careWrites(scope: Scope): CareWriter {
  const { db, siteId, search } = scope
  return {
    factsOf: (ids) => factsOf(scope, ids),
    setPlace: async (id, { rootId, depth, orderKey }) => {
      await db
        .updateTable('comment')
        .set({ root_id: rootId, depth, order_key: orderKey })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
    replyIds: async ({ parentId, after, limit }) => {
      const rows = await db
        .selectFrom('comment')
        .select('id')
        .where('site_id', '=', siteId)
        .where('parent_id', '=', parentId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map((row) => row.id)
    },
    removeLeftovers: async () => {
      await leftPastRanks(scope, sql`delete`).execute(db)
      await leftWaiting(scope, sql`delete`).execute(db)
    },
    awaitSearch: (comments) => awaitSearch(scope, comments),
    removeSearchEntry: (entry) => search.care.drop(entry),
  }
}
