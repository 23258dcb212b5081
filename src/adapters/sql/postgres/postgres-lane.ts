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
  /** Takes the answer to a statement that nobody waits for: where it fails, the work it belongs to does. */
  readonly sent: (answer: Promise<unknown>) => void
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
  const ahead = createAhead()
  const run = async (text: string, values: string[] = []): Promise<pg.QueryResult> => {
    try {
      return await connected(client).query(text, values)
    } catch (error) {
      throw busyOr(error)
    }
  }
  const letGo = (destroy: boolean): void => {
    client?.release(destroy)
    client = null
  }
  return {
    current: async () => connected(client),
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
    sent: ahead.send,
    // After a first failure the server refuses everything, and that is what the work sees.
    causeOf: (error) => ahead.failure() ?? error,
    mark: () => {
      ahead.begin()
      ahead.send(run('savepoint work'))
    },
    keep: async () => {
      await ahead.settled()
      if (ahead.failure() !== null) throw ahead.failure() as Error
      // Nobody waits for it: where it fails, so does the commit.
      run('release savepoint work').catch(() => {})
    },
    undo: async () => {
      await Promise.all([run('rollback to savepoint work'), run('release savepoint work')])
    },
  }
}

function connected(client: pg.PoolClient | null): pg.PoolClient {
  if (!client) throw new StoreBusyError('PostgreSQL: the connection was lost')
  return client
}

/** Statements of the work at hand that were sent and not waited for. */
function createAhead() {
  let unanswered: Promise<void>[] = []
  let failure: unknown = null
  const settle = async (answer: Promise<unknown>): Promise<void> => {
    try {
      await answer
    } catch (error) {
      failure ??= error
    }
  }
  return {
    begin: (): void => {
      unanswered = []
      failure = null
    },
    send: (answer: Promise<unknown>): void => void unanswered.push(settle(answer)),
    settled: () => Promise.all(unanswered),
    /** What went wrong first, or null. */
    failure: (): unknown => failure,
  }
}
