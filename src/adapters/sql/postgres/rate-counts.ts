/** How much was written under a key, counted by all nodes: a table that is never written to disk on purpose. */
import { sql, type Kysely } from 'kysely'
import type { RateCounter } from '#ports/rate-counter.ts'
import type { Tables } from '#adapters/sql/tables.ts'

/** After this many counts those whose time is over are thrown away. */
const COUNTS_PER_SWEEP = 1_000

/** Counts of one statement: bounds what waits for one answer. */
const TOGETHER_MAX = 500

/** Unlogged: after a crash counting begins anew, and that is all there is to lose. */
export const RATE_TABLE = `create unlogged table if not exists rate_count (
  site_id text collate "C" not null, key text collate "C" not null, count bigint not null, ends_at bigint not null,
  primary key (site_id, key))`

type Counted = Awaited<ReturnType<RateCounter['add']>>

interface Counting {
  readonly key: string
  readonly now: number
  readonly lengthMs: number
  readonly resolve: (counted: Counted) => void
  readonly reject: (error: unknown) => void
}

/** All that is counted in one turn of the loop travels together. */
export function createRateCounts(db: Kysely<Tables>, siteId: string): RateCounter {
  let counted = 0
  let waiting: Counting[] = []

  async function sweep(now: number): Promise<void> {
    await sql`delete from rate_count where site_id = ${siteId} and ends_at <= ${now}`.execute(db)
  }

  async function send(): Promise<void> {
    const all = waiting
    waiting = []
    try {
      for (const [at, answer] of (await countAll(db, siteId, all)).entries()) all[at]?.resolve(answer)
    } catch (error) {
      for (const { reject } of all) reject(error)
    }
  }

  return {
    add: async (key, { now, lengthMs }) => {
      counted += 1
      if (counted % COUNTS_PER_SWEEP === 0) await sweep(now)
      return new Promise((resolve, reject) => {
        if (waiting.length >= TOGETHER_MAX) void send()
        if (waiting.length === 0) setImmediate(() => void send())
        waiting.push({ key, now, lengthMs, resolve, reject })
      })
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
  all: readonly Pick<Counting, 'key' | 'now' | 'lengthMs'>[],
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
