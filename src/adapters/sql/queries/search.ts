/** Search: what the index answers, and the few new comments it does not hold yet, looked at one by one. */
import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from '#adapters/sql/tables.ts'
import type { FilledIndex, IndexEntry } from '#adapters/sql/queries/search-index.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { SearchHit, SearchQuery, StoreReader } from '#ports/store.ts'
import type { Comment } from '#domain/comment/comment.ts'
import { SEARCH_WAITING_MAX } from '#domain/limits.ts'
import { flatText } from '#domain/comment/body/flat-text.ts'
import { isMatch } from '#domain/search/search-terms.ts'
import { toComment } from '#adapters/sql/queries/rows.ts'
import { wordsOf } from '#domain/search/words-of.ts'

type Reads = Pick<StoreReader, 'searchComments'>

export function searchReads(scope: Scope): Reads {
  const { search } = scope
  return {
    searchComments: async (query) => {
      // The waiting ones first: one that is put into the index in between is then found twice, never not at all.
      const { matching, unseen } = await lookAtWaiting(scope, query)
      const behind = matching.filter(
        (hit) => query.after === null || search.compare(hit.place, query.after) > 0,
      )
      const storyIds = await withMerged(scope, query.storyId)
      const asked = { ...query, storyIds }
      const stored = await search.find(asked)
      const found = new Map([...behind, ...stored].map((hit) => [hit.commentId, hit]))
      const hits = [...found.values()].sort((a, b) => search.compare(a.place, b.place)).slice(0, query.limit)
      const count = matching.length + (await search.count({ ...asked, limit: query.countLimit + 1 }))
      const isAtLeast = count > query.countLimit
      return { hits, count: Math.min(count, query.countLimit), isAtLeast, waiting: unseen }
    },
  }
}

/** A story with all that were merged into it, and into those. */
async function withMerged({ db, siteId }: Scope, storyId: string): Promise<string[]> {
  const found = [storyId]
  for (const id of found) {
    const rows = await db
      .selectFrom('story')
      .select('id')
      .where('site_id', '=', siteId)
      .where('merged_into', '=', id)
      .execute()
    found.push(...rows.map((row) => row.id))
  }
  return found
}

/** Matches among the newest comments that are not in the index, and how many older ones were not looked at. */
async function lookAtWaiting(
  scope: Scope,
  { storyId, terms }: Pick<SearchQuery, 'storyId' | 'terms'>,
): Promise<{ readonly matching: SearchHit[]; readonly unseen: number }> {
  const listed = scope.db
    .selectFrom('search_waiting')
    .where('site_id', '=', scope.siteId)
    .where('story_id', '=', storyId)
  const newest = await listed
    .select('comment_id')
    .orderBy('comment_id', 'desc')
    .limit(SEARCH_WAITING_MAX)
    .execute()
  if (newest.length === 0) return { matching: [], unseen: 0 }
  const all = newest.length < SEARCH_WAITING_MAX ? newest.length : await countRows(listed)
  const ids = newest.map((row) => row.comment_id)
  const matching = (await commentsById(scope, ids))
    .filter((comment) => isMatch(terms, [flatText(comment.bodyHtml).text, comment.author.name]))
    .map((comment) => ({ commentId: comment.id, place: scope.search.placeOf(placed(comment)) }))
  return { matching, unseen: all - newest.length }
}

async function countRows(listed: SelectQueryBuilder<Tables, 'search_waiting', object>): Promise<number> {
  const row = await listed.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirst()
  return row?.count ?? 0
}

/** Only those that are published. */
export async function commentsById({ db, siteId }: Scope, ids: readonly string[]): Promise<Comment[]> {
  const rows = await db
    .selectFrom('comment')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .where('state', '=', 'published')
    .execute()
  return rows.map(toComment)
}

function placed({ id, createdAt }: Pick<Comment, 'id' | 'createdAt'>) {
  return { commentId: id, createdAt }
}

/** In the transaction that publishes comments: one small row for each, so that it does not pay for the index. */
export async function awaitSearch(
  { db, siteId }: Scope,
  comments: readonly Pick<Comment, 'id' | 'storyId' | 'state'>[],
): Promise<void> {
  const rows = comments
    .filter((comment) => comment.state === 'published')
    .map((comment) => ({ site_id: siteId, story_id: comment.storyId, comment_id: comment.id }))
  if (rows.length === 0) return
  await db
    .insertInto('search_waiting')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** In the transaction that changes words or state: the old words can no longer be found, the new ones can. */
export async function settleFound(scope: Scope, commentId: string): Promise<void> {
  const { db, siteId, search } = scope
  const comment = await db
    .selectFrom('comment')
    .select(['id', 'story_id', 'state', 'created_at'])
    .where('site_id', '=', siteId)
    .where('id', '=', commentId)
    .executeTakeFirst()
  if (!comment) return
  await search.remove({ commentId, createdAt: comment.created_at })
  if (comment.state === 'published')
    await awaitSearch(scope, [{ id: commentId, storyId: comment.story_id, state: 'published' }])
  else {
    await db
      .deleteFrom('search_waiting')
      .where('site_id', '=', siteId)
      .where('story_id', '=', comment.story_id)
      .where('comment_id', '=', commentId)
      .execute()
  }
}

type FilledScope = Scope & { readonly search: FilledIndex }

/** Inside a transaction: moves waiting comments into the index. */
export async function fillIndex(scope: FilledScope, limit: number): Promise<number> {
  const { db, siteId, search } = scope
  const waiting = await waitingForSearch(scope, limit)
  if (waiting.length === 0) return 0
  const ids = waiting.map((row) => row.comment_id)
  const comments = await commentsById(scope, ids)
  await search.add(comments.map((comment) => indexEntry(comment)))
  await db
    .deleteFrom('search_waiting')
    .where('site_id', '=', siteId)
    .where('story_id', 'in', [...new Set(waiting.map((row) => row.story_id))])
    .where('comment_id', 'in', ids)
    .execute()
  return waiting.length
}

export async function waitingForSearch(
  { db, siteId }: Scope,
  limit: number,
): Promise<{ readonly story_id: string; readonly comment_id: string }[]> {
  return db
    .selectFrom('search_waiting')
    .select(['story_id', 'comment_id'])
    .where('site_id', '=', siteId)
    .limit(limit)
    .execute()
}

export function indexEntry(comment: Comment): IndexEntry {
  return {
    storyId: comment.movedFrom ?? comment.storyId,
    ...placed(comment),
    name: indexed(comment.author.name),
    words: indexed(flatText(comment.bodyHtml).text),
  }
}

function indexed(text: string): string {
  return wordsOf(text)
    .map((found) => found.word)
    .join(' ')
}
