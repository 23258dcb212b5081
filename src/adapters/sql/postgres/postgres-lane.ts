/** How the write lane writes to PostgreSQL: one transaction at a time for a site, whichever node it comes from. */
import type pg from 'pg'
import type { LaneDatabase } from '#adapters/sql/write-lane.ts'
import { busyOr } from '#adapters/sql/postgres/busy-or.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Whoever listens on it hears the id of the site that was written to. */
export const CHANNEL = 'parley'

export interface PostgresLane extends LaneDatabase {
  /** The connection of the transaction that is open. */
  readonly current: () => Promise<pg.PoolClient>
}

/**
 * Every transaction holds its site's row of `write_lock` until it is committed. So the writes of a site come one
 * after another as on SQLite, and the log's sequence is the order of commits: who sees an event has seen all before it.
 */
export function createPostgresLane({
  connect,
  siteId,
  committed,
}: {
  readonly connect: () => Promise<pg.PoolClient>
  readonly siteId: string
  /** Hears up to where the server's log has been written after each commit. */
  readonly committed: (place: string) => void
}): PostgresLane {
  let client: pg.PoolClient | null = null

  const run = async (text: string, values: string[] = []): Promise<pg.QueryResult> => {
    if (!client) throw new StoreBusyError('PostgreSQL: the connection was lost')
    try {
      return await client.query(text, values)
    } catch (error) {
      throw busyOr(error)
    }
  }
  const letGo = (destroy: boolean): void => {
    client?.release(destroy)
    client = null
  }
  return {
    current: async () => {
      if (!client) throw new StoreBusyError('PostgreSQL: the connection was lost')
      return client
    },
    begin: async () => {
      client = await connect()
      const [, { rowCount }] = await Promise.all([
        run('begin'),
        run('select 1 from write_lock where site_id = $1 for update', [siteId]),
      ])
      if (rowCount !== 1) throw new Error(`the database knows no site "${siteId}"`)
    },
    commit: async () => {
      const [, { command }, { rows }] = await Promise.all([
        run('select pg_notify($1, $2)', [CHANNEL, siteId]),
        run('commit'),
        run('select pg_current_wal_lsn()::text as place'),
      ])
      // The server answers so where a statement before it had failed.
      if (command !== 'COMMIT') throw new Error('the transaction could not be committed')
      committed((rows[0] as { place: string }).place)
      letGo(false)
    },
    rollback: async () => {
      const isBroken = await run('rollback').then(
        () => false,
        () => true,
      )
      letGo(isBroken)
    },
    // Sent ahead of what comes next, without waiting: where it fails, so does all behind it, and the commit.
    mark: () => sent(run('savepoint work')),
    keep: () => sent(run('release savepoint work')),
    undo: async () => {
      await Promise.all([run('rollback to savepoint work'), run('release savepoint work')])
    },
  }
}

function sent(answer: Promise<unknown>): void {
  answer.catch(() => {})
}
