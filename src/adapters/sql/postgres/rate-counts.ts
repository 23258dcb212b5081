/** How much was written under a key, counted by all nodes: a table that is never written to disk on purpose. */
import { sql, type Kysely } from 'kysely'
import type { RateCounter } from '#ports/rate-counter.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { together } from '#adapters/sql/postgres/together.ts'

/** After this many counts those whose time is over are thrown away. */
const COUNTS_PER_SWEEP = 1_000

/** Unlogged: after a crash counting begins anew, and that is all there is to lose. */
export const RATE_TABLE = `create unlogged table if not exists rate_count (
  site_id text collate "C" not null, key text collate "C" not null, count bigint not null, ends_at bigint not null,
  primary key (site_id, key))`

type Window = Parameters<RateCounter['add']>[1]
type Counted = Awaited<ReturnType<RateCounter['add']>>

export function createRateCounts({
  db,
  sweepDb,
  siteId,
}: {
  readonly db: Kysely<Tables>
  /** For throwing away, which may take a while: nobody's short reads wait behind it. */
  readonly sweepDb: Kysely<Tables>
  readonly siteId: string
}): RateCounter {
  let counted = 0
  const count = together((all: readonly (Window & { readonly key: string })[]) => countAll(db, siteId, all))
  return {
    add: async (key, window) => {
      counted += 1
      if (counted % COUNTS_PER_SWEEP === 0) {
        await sql`delete from rate_count where site_id = ${siteId} and ends_at <= ${window.now}`.execute(
          sweepDb,
        )
      }
      return count({ key, ...window })
    },
  }
}

/**
 * Each key is counted once for all who came with it, and each of them is told a number of their own. The keys come in
 * order, so that two nodes never wait for each other. A clock that was set back keeps nobody out for longer than one
 * span: no span ends later than one from now.
 */
async function countAll(
  db: Kysely<Tables>,
  siteId: string,
  all: readonly (Window & { readonly key: string })[],
): Promise<Counted[]> {
  const times = new Map<string, number>()
  for (const { key } of all) times.set(key, (times.get(key) ?? 0) + 1)
  const now = Math.max(...all.map((each) => each.now))
  const asked = [...new Map(all.map((each) => [each.key, each])).values()]
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, lengthMs }) => ({ key, times: times.get(key), ends: now + lengthMs }))
  const { rows } = await sql<{ key: string; count: number; endsAt: number }>`
    insert into rate_count as r (site_id, key, count, ends_at)
    select ${siteId}, key, times, ends
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked (key text, times bigint, ends bigint)
    on conflict (site_id, key) do update set
      count = case when r.ends_at <= ${now} then excluded.count else r.count + excluded.count end,
      ends_at = case when r.ends_at <= ${now} then excluded.ends_at else least(r.ends_at, excluded.ends_at) end
    returning key, count, ends_at as "endsAt"`.execute(db)
  const counted = new Map(rows.map((row) => [row.key, row]))
  return all.map(({ key, lengthMs }) => {
    const left = (times.get(key) ?? 1) - 1
    times.set(key, left)
    const { count, endsAt } = counted.get(key) ?? { count: 1, endsAt: now + lengthMs }
    return { count: count - left, endsAt }
  })
}
