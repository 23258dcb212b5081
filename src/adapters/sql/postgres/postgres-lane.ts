/** How the write lane writes to PostgreSQL: one transaction at a time for a site, whichever node it comes from. */
import type pg from 'pg'
import type { Hear } from '#ports/store.ts'
import type { Batch } from '#adapters/sql/postgres/batch-writer.ts'
import type { LaneDatabase } from '#adapters/sql/write-lane.ts'
import { busyOr } from '#adapters/sql/postgres/busy-or.ts'
import { fetchForeseen } from '#adapters/sql/postgres/fetch-foreseen.ts'
import { allOrShared, openBatch, type OpenBatch } from '#adapters/sql/postgres/open-batch.ts'
import { runNamed, type StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import type { Ask } from '#adapters/sql/postgres/send-pending.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Whoever listens on it hears the id of the site that was written to. */
export const CHANNEL = 'parley'

export interface PostgresLane extends LaneDatabase {
  /** The connection of the transaction that is open. */
  readonly current: () => Promise<pg.PoolClient>
  /** Takes the answer to a statement that nobody waits for: where it fails, the work it belongs to does. */
  readonly sent: (answer: Promise<unknown>) => void
  readonly batch: Batch
  /** Whether it writes through this process of the server, or did last. */
  readonly writesAs: (processId: number) => boolean
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
  placed,
  appended,
}: {
  readonly connect: () => Promise<pg.PoolClient>
  readonly siteId: string
  readonly names: StatementNames
  /** Hears up to where the server's log has been written after each commit; null where nobody asks. */
  readonly placed: ((place: string) => void) | null
  /** Hears what each commit has appended to the log, and the newest event by then, before its writers do. */
  readonly appended: Hear
}): PostgresLane {
  let client: pg.PoolClient | null = null
  let writingAs: number | null = null
  const run = async (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> =>
    runOrBusy(connected(client), names, { text, values })
  const ask: Ask = async (text, values) => (await run(text, values)).rows as Record<string, unknown>[]
  const batch = openBatch(ask, siteId)
  const letGo = (destroy: boolean): void => {
    client?.release(destroy)
    client = null
    // Whether its last commit came through is not known: what is told of it is news.
    if (destroy) writingAs = null
  }
  return {
    batch,
    writesAs: (processId) => processId === writingAs,
    current: async () => connected(client),
    chains: true,
    begin: async (works) => {
      // Behind a commit it goes on on the same connection, and is sent with it.
      client ??= await connect()
      writingAs = processOf(client)
      batch.begin()
      const begun = run('begin')
      const locked = run('select 1 from write_lock where site_id = $1 for update', [siteId])
      await allOrShared([begun, locked, fetchForeseen(ask, siteId, { works, known: batch.known })])
      if ((await locked).rowCount !== 1) throw new Error(`the database knows no site "${siteId}"`)
    },
    commit: async () => {
      const events = batch.appended()
      const newest = batch.known.newestEvent ?? 0
      const writes = [...sendOrRollBack(batch, run), run('select pg_notify($1, $2)', [CHANNEL, siteId])]
      const ended = run('commit')
      const places = placed ? [run('select pg_current_wal_lsn()::text as place')] : []
      await allOrShared([...writes, ended, ...places])
      // The server answers so where a statement before it had failed.
      if ((await ended).command !== 'COMMIT') throw new Error('the transaction could not be committed')
      for (const { rows } of await Promise.all(places)) placed?.((rows[0] as { place: string }).place)
      appended(events, newest)
    },
    rest: () => letGo(false),
    rollback: async () => {
      const isBroken = await run('rollback').then(
        () => false,
        () => true,
      )
      letGo(isBroken)
    },
    sent: batch.sent,
    // After a first failure the server refuses everything, and that is what the work sees.
    causeOf: (error) => batch.failure() ?? error,
    mark: batch.mark,
    keep: batch.keep,
    undo: batch.undo,
  }
}

/** Where nothing can be sent, the transaction ends here: another may be begun behind it at once. */
function sendOrRollBack(batch: OpenBatch, run: (text: string) => Promise<unknown>): Promise<unknown>[] {
  try {
    return batch.send()
  } catch (error) {
    run('rollback').catch(() => {})
    throw error
  }
}

async function runOrBusy(...all: Parameters<typeof runNamed>): Promise<pg.QueryResult> {
  try {
    return await runNamed(...all)
  } catch (error) {
    throw busyOr(error)
  }
}

function connected(client: pg.PoolClient | null): pg.PoolClient {
  if (!client) throw new StoreBusyError('PostgreSQL: the connection was lost')
  return client
}

/** The number of the server's process behind a connection, which the driver knows and its types leave out. */
function processOf(client: pg.PoolClient & { readonly processID?: unknown }): number | null {
  return typeof client.processID === 'number' ? client.processID : null
}
