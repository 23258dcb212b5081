/** How much was written under a key, counted by all nodes: a table that is never written to disk on purpose. */
import { sql, type Kysely } from 'kysely'
import type { RateCounter } from '#ports/rate-counter.ts'
import type { Tables } from '#adapters/sql/tables.ts'

/** After this many counts those whose time is over are thrown away. */
const COUNTS_PER_SWEEP = 1_000

/** Unlogged: after a crash counting begins anew, and that is all there is to lose. */
export const RATE_TABLE = `create unlogged table if not exists rate_count (
  site_id text collate "C" not null, key text collate "C" not null, count bigint not null, ends_at bigint not null,
  primary key (site_id, key))`

export function createRateCounts(db: Kysely<Tables>, siteId: string): RateCounter {
  let counted = 0
  return {
    // A clock that was set back keeps nobody out for longer than one span: no span ends later than one from now.
    add: async (key, { now, lengthMs }) => {
      counted += 1
      if (counted % COUNTS_PER_SWEEP === 0) {
        await sql`delete from rate_count where site_id = ${siteId} and ends_at <= ${now}`.execute(db)
      }
      const { rows } = await sql<{ count: number; endsAt: number }>`
        insert into rate_count as r (site_id, key, count, ends_at)
        values (${siteId}, ${key}, 1, ${now + lengthMs})
        on conflict (site_id, key) do update set
          count = case when r.ends_at <= ${now} then 1 else r.count + 1 end,
          ends_at = case when r.ends_at <= ${now} then ${now + lengthMs} else least(r.ends_at, ${now + lengthMs}) end
        returning count, ends_at as "endsAt"`.execute(db)
      return rows[0] ?? { count: 1, endsAt: now + lengthMs }
    },
  }
}
