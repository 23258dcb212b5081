/** How the write lane writes to PostgreSQL: one transaction at a time for a site, whichever node it comes from. */
import type pg from 'pg'
import type { Batch } from '#adapters/sql/postgres/batch-writer.ts'
import { SharedFailure, type LaneDatabase } from '#adapters/sql/write-lane.ts'
import { busyOr } from '#adapters/sql/postgres/busy-or.ts'
import { fetchForeseen } from '#adapters/sql/postgres/fetch-foreseen.ts'
import { KnownRows } from '#adapters/sql/postgres/known-rows.ts'
import { PendingWrites } from '#adapters/sql/postgres/pending-writes.ts'
import { runNamed, type StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import { sendPending, type Ask } from '#adapters/sql/postgres/send-pending.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Whoever listens on it hears the id of the site that was written to. */
export const CHANNEL = 'parley'

export interface PostgresLane extends LaneDatabase {
  /** The connection of the transaction that is open. */
  readonly current: () => Promise<pg.PoolClient>
  /** Takes the answer to a statement that nobody waits for: where it fails, the work it belongs to does. */
  readonly sent: (answer: Promise<unknown>) => void
  readonly batch: Batch
}

/**
 * Every transaction holds its site's row of `write_lock` until it is committed. So the writes of a site come one
 * after another as on SQLite, and the log's sequence is the order of commits: who sees an event has seen all before it.
 * What its works need is read with the lock, and what they write is sent with the commit: two ways to the server for
 * all of them. A work that needs more has a savepoint, made when it first needs one.
 */
export function createPostgresLane({
  connect,
  siteId,
  names,
  committed,
}: {
  readonly connect: () => Promise<pg.PoolClient>
  readonly siteId: string
  readonly names: StatementNames
  /** Hears up to where the server's log has been written after each commit; null where nobody asks. */
  readonly committed: ((place: string) => void) | null
}): PostgresLane {
  let client: pg.PoolClient | null = null
  const known = new KnownRows()
  let shared = new PendingWrites()
  let own = new PendingWrites()
  /** Whether the work at hand has a savepoint. */
  let isMarked = false
  const ahead = createAhead()
  const run = async (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
    try {
      return await runNamed(connected(client), names, { text, values })
    } catch (error) {
      throw busyOr(error)
    }
  }
  const ask: Ask = async (text, values) => (await run(text, values)).rows as Record<string, unknown>[]
  const letGo = (destroy: boolean): void => {
    client?.release(destroy)
    client = null
  }
  /** Sends what the works before have left, whose fault a failure then is. */
  const sendShared = (): Promise<unknown>[] => {
    const answers: Promise<unknown>[] = sendPending(ask, siteId, shared)
    shared = new PendingWrites()
    return answers
  }
  const settle = async (): Promise<void> => {
    if (!shared.isEmpty) await allOrShared(sendShared())
    if (!isMarked) {
      isMarked = true
      ahead.send(run('savepoint work'))
    }
    for (const answer of sendPending(ask, siteId, own)) ahead.send(answer)
    own = new PendingWrites()
  }
  return {
    current: async () => connected(client),
    batch: { known, pending: () => own, settle },
    begin: async (works) => {
      client = await connect()
      known.begin()
      shared = new PendingWrites()
      const begun = run('begin')
      const locked = run('select 1 from write_lock where site_id = $1 for update', [siteId])
      await allOrShared([begun, locked, fetchForeseen(ask, siteId, { works, known })])
      if ((await locked).rowCount !== 1) throw new Error(`the database knows no site "${siteId}"`)
    },
    commit: async () => {
      const writes = [...sendShared(), run('select pg_notify($1, $2)', [CHANNEL, siteId])]
      const ended = run('commit')
      const placed = committed && run('select pg_current_wal_lsn()::text as place')
      await allOrShared([...writes, ended, placed])
      // The server answers so where a statement before it had failed.
      if ((await ended).command !== 'COMMIT') throw new Error('the transaction could not be committed')
      const row = (await placed)?.rows[0] as { readonly place: string } | undefined
      if (row) committed?.(row.place)
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
      isMarked = false
      known.mark()
      own = new PendingWrites()
    },
    keep: async () => {
      if (isMarked) {
        await ahead.settled()
        if (ahead.failure() !== null) throw ahead.failure() as Error
        // Nobody waits for it: where it fails, so does the commit.
        run('release savepoint work').catch(() => {})
      }
      shared.absorb(own)
    },
    undo: async () => {
      known.undo()
      if (!isMarked) return
      await Promise.all([run('rollback to savepoint work'), run('release savepoint work')])
    },
  }
}

/** Waits for all; the first that failed is told, as everybody's where the server refused it for good. */
async function allOrShared(answers: readonly (Promise<unknown> | null)[]): Promise<void> {
  for (const answer of await Promise.allSettled(answers)) {
    if (answer.status === 'fulfilled') continue
    const error: unknown = answer.reason
    throw error instanceof StoreBusyError ? error : new SharedFailure('refused', { cause: error })
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
