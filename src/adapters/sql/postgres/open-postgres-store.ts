/** The store of a site that outgrew one machine: PostgreSQL, shared by any number of nodes. */
import { Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely'
import type pg from 'pg'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import type { Hear, StoreReader } from '#ports/store.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { connectPostgres, type PostgresConnections } from '#adapters/sql/postgres/connect-postgres.ts'
import { createPostgresLane } from '#adapters/sql/postgres/postgres-lane.ts'
import { batchWriter } from '#adapters/sql/postgres/batch-writer.ts'
import { createReplicaChoice, type ReplicaChoice } from '#adapters/sql/postgres/replica-choice.ts'
import { eventReads } from '#adapters/sql/queries/events.ts'
import { createWordsIndex } from '#adapters/sql/postgres/words-index.ts'
import { createWriteLane } from '#adapters/sql/write-lane.ts'
import { searchReads } from '#adapters/sql/queries/search.ts'
import { createRateCounts } from '#adapters/sql/postgres/rate-counts.ts'
import { kyselyPool, StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import { listenForChanges } from '#adapters/sql/postgres/listen-for-changes.ts'
import { preparePostgres } from '#adapters/sql/postgres/prepare-postgres.ts'
import { createWordsSettler } from '#adapters/sql/postgres/words-settler.ts'
import { postgresCatalog } from '#adapters/sql/postgres/postgres-catalog.ts'
import { togetherReads } from '#adapters/sql/postgres/together-reads.ts'
import { shareConnection } from '#adapters/sql/postgres/share-connection.ts'
import { siteCare } from '#adapters/sql/care/site-care.ts'
import { siteReader, siteWriter } from '#adapters/sql/queries/site-queries.ts'

/** Comments put into the search index in one go: a writer waits behind them for some ten milliseconds, not for a hundred. */
const INDEXED_AT_ONCE = 40

/** Connections of one node for reading, where nothing else is said: more than two cores keep busy. */
const READ_CONNECTIONS = 8

/** One that writes, one that listens, and one that many short reads share. */
const OWN_CONNECTIONS = 3

function scopeOf(siteId: string, pool: PostgresPool): Scope {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, siteId, search: createWordsIndex(db, siteId) }
}

const giveBack = (client: pg.PoolClient, destroy: boolean): void => client.release(destroy)

export interface PostgresOptions {
  readonly url: string
  /** A standby to read from, while it has all that this node knows of. */
  readonly replicaUrl?: string | null
  readonly siteId: string
  readonly now: number
  readonly readConnections?: number
  /** Milliseconds until a server that says nothing counts as away. */
  readonly answerTimeoutMs?: number
}

/** The connections of one store, by what they are for. */
interface Connections {
  readonly own: PostgresConnections
  readonly reading: PostgresConnections
  /** Opened when something is checked: not by a server. */
  readonly patient: PostgresConnections
  readonly replica: PostgresConnections | null
}

/**
 * Connects and, where needed, creates or migrates the tables, under a lock: two nodes may start at once. `now` dates
 * the migrations. Rejects where the server cannot be reached, is too old, or was written by a newer Parley.
 */
export async function openPostgresStore({
  url,
  replicaUrl = null,
  siteId,
  now,
  readConnections = READ_CONNECTIONS,
  answerTimeoutMs,
}: PostgresOptions): Promise<PostgresStore> {
  const names = new StatementNames()
  const patience = answerTimeoutMs === undefined ? {} : { answerTimeoutMs }
  const connections: Connections = {
    own: connectPostgres({
      url,
      connectionsMax: OWN_CONNECTIONS,
      pipeline: true,
      readsByKey: true,
      ...patience,
    }),
    reading: connectPostgres({ url, connectionsMax: readConnections, ...patience }),
    patient: connectPostgres({ url, connectionsMax: 1, isPatient: true }),
    replica:
      replicaUrl === null
        ? null
        : connectPostgres({ url: replicaUrl, connectionsMax: readConnections, anyHost: true, ...patience }),
  }
  const end = async (): Promise<void> => {
    const { own, reading, patient, replica } = connections
    await Promise.all([own.end(), reading.end(), patient.end(), replica?.end()])
  }
  try {
    await preparePostgres(connections.patient, { siteId, names, now })
  } catch (error) {
    await end()
    throw error
  }
  return assemble({ siteId, names, connections, end })
}

export interface PostgresStore extends SiteStore {
  /** How many reads went to the replica, and how many to the primary; null without a replica. */
  readonly replicaCounts: ReplicaChoice['counts'] | null
}

function assemble({
  siteId,
  names,
  connections: { own, reading, patient, replica },
  end,
}: {
  readonly siteId: string
  readonly names: StatementNames
  readonly connections: Connections
  readonly end: () => Promise<void>
}): PostgresStore {
  const choice = replica && createReplicaChoice({ primary: reading, replica, now: () => performance.now() })
  const hearing: Hear[] = []
  const inTransaction = createPostgresLane({
    connect: own.connect,
    siteId,
    names,
    placed: choice && choice.know,
    appended: (events, newest) => {
      for (const hear of hearing) hear(events, newest)
    },
  })
  const lane = createWriteLane(inTransaction)
  // The lane takes the connection back itself, when its transaction has ended.
  const writeScope = scopeOf(
    siteId,
    kyselyPool(names, { connect: inTransaction.current, release: () => {}, sent: inTransaction.sent }),
  )
  const { batch } = inTransaction
  const writer = batchWriter(siteWriter(writeScope), siteReader(writeScope), batch)
  const primaryScope = scopeOf(siteId, kyselyPool(names, { connect: reading.connect, release: giveBack }))
  const shared = shareConnection(own.connect)
  const quickScope = scopeOf(siteId, kyselyPool(names, shared))
  const settleWords = createWordsSettler(primaryScope, (words) =>
    lane.write(async () => void batch.pending().words.push(words)),
  )
  const careScope = scopeOf(siteId, kyselyPool(names, { connect: patient.connect, release: giveBack }))
  const listening = new Set<() => Promise<void>>()
  return {
    read: choice ? readerOf({ siteId, names, choice, primaryScope }) : quickReader(primaryScope, quickScope),
    care: siteCare(careScope, {
      // The server watches its own files (data checksums, pg_amcheck): they are not ours to read.
      integrity: () => Promise.resolve([]),
      tables: () => postgresCatalog(careScope.db),
    }),
    write: (work, foreseen) => lane.write(() => work(writer), foreseen),
    settleSearch: (limit) => settleWords(Math.min(limit, INDEXED_AT_ONCE)),
    onAppended: (hear) => void hearing.push(hear),
    onChange: (wake) => {
      const stop = listenForChanges(own.connect, { siteId, isOwn: inTransaction.writesAs, wake })
      listening.add(stop)
    },
    laneCounts: lane.counts,
    rateCounter: createRateCounts({ db: quickScope.db, sweepDb: primaryScope.db, siteId }),
    replicaCounts: choice?.counts ?? null,
    close: async () => {
      await Promise.all([...listening].map((stop) => stop()))
      await lane.idle()
      await shared.close()
      await end()
    },
  }
}

/**
 * Reads go to the replica where they may. The log itself is read from the primary: who hears of an event from now on
 * reads what it is about, because the place of the log at that moment is known as well.
 */
function readerOf({
  siteId,
  names,
  choice,
  primaryScope,
}: {
  readonly siteId: string
  readonly names: StatementNames
  readonly choice: ReplicaChoice
  readonly primaryScope: Scope
}): StoreReader {
  const log = eventReads(primaryScope)
  return {
    ...momentReader(scopeOf(siteId, kyselyPool(names, { connect: choice.connect, release: giveBack }))),
    ...log,
    eventsAfter: async (sequence, limit) => {
      const events = await log.eventsAfter(sequence, limit)
      if (events.length > 0) {
        const { rows } = await sql<{ place: string }>`select pg_current_wal_lsn()::text as place`.execute(
          primaryScope.db,
        )
        if (rows[0]) choice.know(rows[0].place)
      }
      return events
    },
  }
}

/** All reads; those by id, and of the log, go by the connection that they share. */
function quickReader(scope: Scope, quick: Scope): StoreReader {
  return { ...momentReader(scope), ...togetherReads(quick), ...eventReads(quick) }
}

/**
 * All reads; those of a search see one moment. A comment that is put into the index between two of them would be counted
 * as waiting and as indexed.
 */
function momentReader(scope: Scope): StoreReader {
  const { db, siteId } = scope
  return {
    ...siteReader(scope),
    ...togetherReads(scope),
    searchComments: (query) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((tx) =>
          searchReads({ db: tx, siteId, search: createWordsIndex(tx, siteId) }).searchComments(query),
        ),
  }
}
