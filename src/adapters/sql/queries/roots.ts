/** Pages of roots in every order; those that votes and replies sort stay as they were when the first was read. */
import { sql } from 'kysely'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'
import type { RootCursor, RootEntry, RootQuery } from '#ports/store.ts'
import type { ThreadOrder } from '#domain/ranking/orders.ts'

type RootColumn = 'created_at' | 'branch_count' | 'top_score' | 'controversy'

interface Sorting {
  readonly column: RootColumn
  readonly direction: 'asc' | 'desc'
}

/** The column each order sorts by, and which end comes first; ties fall to the id in the same direction. */
const SORTING: Readonly<Record<ThreadOrder, Sorting>> = {
  newest: { column: 'created_at', direction: 'desc' },
  oldest: { column: 'created_at', direction: 'asc' },
  replies: { column: 'branch_count', direction: 'desc' },
  top: { column: 'top_score', direction: 'desc' },
  controversial: { column: 'controversy', direction: 'desc' },
}

/**
 * Changes of a story between a reader's first page and the page asked for, up to which the order is kept; they
 * are gone through for each page. With more, the page is taken from the order of now.
 */
export const CHANGES_KEPT = 5_000

/** After this many kept changes the old ones of the story at hand are thrown away. */
export const CHANGES_PER_SWEEP = 256

export async function readRoots(scope: Scope, query: RootQuery): Promise<RootEntry[]> {
  const { column } = SORTING[query.order]
  const past =
    query.asOf === null || column === 'created_at'
      ? new Map<string, number>()
      : await ranksAt(scope, { storyId: query.storyId, version: query.asOf, column })
  if (past.size === 0) return livePage(scope, query)
  const unchanged = await unchangedPage(scope, query, past)
  const changed = await changedPage(scope, query, past)
  return [...unchanged, ...changed].sort(byRank).slice(0, query.limit)
}

/** Greatest first; only times are ever read the other way, and those never change. */
function byRank(a: RootCursor, b: RootCursor): number {
  return b.value - a.value || Number(a.id < b.id) - Number(a.id > b.id)
}

/** What the roots that changed since `version` were sorted by then. */
async function ranksAt(
  { db, siteId }: Scope,
  {
    storyId,
    version,
    column,
  }: {
    readonly storyId: string
    readonly version: number
    readonly column: Exclude<RootColumn, 'created_at'>
  },
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('past_rank')
    .select(['comment_id', column])
    .where('site_id', '=', siteId)
    .where('story_id', '=', storyId)
    .where('until', '>', version)
    .orderBy('until')
    .limit(CHANGES_KEPT + 1)
    .execute()
  const ranks = new Map<string, number>()
  if (rows.length > CHANGES_KEPT) return ranks
  // The first change after the version tells what it was at the version.
  for (const row of rows) if (!ranks.has(row.comment_id)) ranks.set(row.comment_id, row[column])
  return ranks
}

async function livePage({ db, siteId }: Scope, query: RootQuery): Promise<RootEntry[]> {
  const { storyId, order, after, limit } = query
  const { column, direction } = SORTING[order]
  const page = db
    .selectFrom('comment')
    .select(['id', column, 'branch_count'])
    .where('site_id', '=', siteId)
    .where('story_id', '=', storyId)
    .where('depth', '=', sql.lit(0))
    .where('shown', '=', sql.lit(1))
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit)
  const rows = await (
    after
      ? page.where((eb) =>
          eb(eb.refTuple(column, 'id'), direction === 'asc' ? '>' : '<', eb.tuple(after.value, after.id)),
        )
      : page
  ).execute()
  return rows.map((row) => ({ id: row.id, value: row[column], branchCount: row.branch_count }))
}

/** Goes on until enough of those that never changed are found: as many rows as the page and the changes together. */
async function unchangedPage(
  scope: Scope,
  query: RootQuery,
  past: ReadonlyMap<string, number>,
): Promise<RootEntry[]> {
  const found: RootEntry[] = []
  let { after } = query
  for (;;) {
    const rows = await livePage(scope, { ...query, after })
    found.push(...rows.filter((row) => !past.has(row.id)))
    const last = rows.at(-1)
    if (!last || rows.length < query.limit || found.length >= query.limit) return found
    after = last
  }
}

/** Those that changed, at the places they had. */
async function changedPage(
  { db, siteId }: Scope,
  { storyId, after, limit }: RootQuery,
  past: ReadonlyMap<string, number>,
): Promise<RootEntry[]> {
  const places = [...past]
    .map(([id, value]) => ({ id, value }))
    .filter((place) => after === null || byRank(after, place) < 0)
    .sort(byRank)
  const found: RootEntry[] = []
  for (let from = 0; from < places.length && found.length < limit; from += limit) {
    const slice = places.slice(from, from + limit)
    const rows = await db
      .selectFrom('comment')
      .select(['id', 'branch_count'])
      .where('site_id', '=', siteId)
      .where(
        'id',
        'in',
        slice.map((place) => place.id),
      )
      .where('story_id', '=', storyId)
      .where('depth', '=', sql.lit(0))
      .where('shown', '=', sql.lit(1))
      .execute()
    const counts = new Map(rows.map((row) => [row.id, row.branch_count]))
    for (const place of slice) {
      const branchCount = counts.get(place.id)
      if (branchCount !== undefined) found.push({ ...place, branchCount })
    }
  }
  return found
}

/**
 * Before a root's replies or votes are counted anew: keeps what it was sorted by until the version that comes
 * next. Callers change counts first and the story's version last.
 */
export function createRankKeeper({ db, siteId }: Scope): (commentId: string) => Promise<void> {
  let kept = 0
  const version = sql<number>`(select version from story
    where story.site_id = comment.site_id and story.id = comment.story_id)`
  const sweep = async (commentId: string): Promise<void> => {
    const story = db
      .selectFrom('comment')
      .select('story_id')
      .where('site_id', '=', siteId)
      .where('id', '=', commentId)
    const oldest = db
      .selectFrom('story')
      .select(sql<number>`version - ${CHANGES_KEPT}`.as('version'))
      .where('site_id', '=', siteId)
      .where('id', '=', story)
    await db
      .deleteFrom('past_rank')
      .where('site_id', '=', siteId)
      .where('story_id', '=', story)
      .where('until', '<=', oldest)
      .execute()
  }
  const keep = writtenOnce(db, (slot) =>
    db
      .insertInto('past_rank')
      .columns(['site_id', 'story_id', 'until', 'comment_id', 'branch_count', 'top_score', 'controversy'])
      .expression(
        db
          .selectFrom('comment')
          .select(['site_id', 'story_id', sql<number>`${version} + 1`.as('until'), 'id'])
          .select(['branch_count', 'top_score', 'controversy'])
          .where('site_id', '=', siteId)
          .where('id', '=', slot.text('commentId'))
          .where('depth', '=', sql.lit(0)),
      )
      .onConflict((conflict) => conflict.doNothing()),
  )
  return async (commentId) => {
    await keep({ commentId })
    kept += 1
    if (kept % CHANGES_PER_SWEEP === 0) await sweep(commentId)
  }
}
