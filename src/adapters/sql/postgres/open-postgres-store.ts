/** The store of a site that outgrew one machine: PostgreSQL, shared by any number of nodes. */
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import type pg from 'pg'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { connectPostgres, type PostgresConnections } from '#adapters/sql/postgres/connect-postgres.ts'
import { createPostgresLane } from '#adapters/sql/postgres/postgres-lane.ts'
import { createWordsIndex } from '#adapters/sql/postgres/words-index.ts'
import { createWriteLane } from '#adapters/sql/write-lane.ts'
import { fillIndex } from '#adapters/sql/queries/search.ts'
import { kyselyPool, StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import { listenForChanges } from '#adapters/sql/postgres/listen-for-changes.ts'
import { preparePostgres } from '#adapters/sql/postgres/prepare-postgres.ts'
import { postgresCatalog } from '#adapters/sql/postgres/postgres-catalog.ts'
import { siteCare } from '#adapters/sql/care/site-care.ts'
import { siteReader, siteWriter } from '#adapters/sql/queries/site-queries.ts'

/** Connections of one node for reading, where nothing else is said: more than two cores keep busy. */
const READ_CONNECTIONS = 8

/** One that writes and one that listens. */
const OWN_CONNECTIONS = 2

function scopeOf(siteId: string, pool: PostgresPool): Scope {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, siteId, search: createWordsIndex(db, siteId) }
}

const giveBack = (client: pg.PoolClient, destroy: boolean): void => client.release(destroy)

/**
 * Connects and, where needed, creates or migrates the tables, under a lock: two nodes may start at once. `now` dates
 * the migrations. Rejects where the server cannot be reached, is too old, or was written by a newer Parley.
 */
export async function openPostgresStore({
  url,
  siteId,
  now,
  readConnections = READ_CONNECTIONS,
}: {
  readonly url: string
  readonly siteId: string
  readonly now: number
  readonly readConnections?: number
}): Promise<SiteStore> {
  const names = new StatementNames()
  const own = connectPostgres({ url, connectionsMax: OWN_CONNECTIONS, pipeline: true })
  const reading = connectPostgres({ url, connectionsMax: readConnections })
  const end = async (): Promise<void> => {
    await Promise.all([own.end(), reading.end()])
  }
  try {
    await preparePostgres(own, { siteId, names, now })
  } catch (error) {
    await end()
    throw error
  }
  return assemble({ siteId, names, own, reading, end })
}

function assemble({
  siteId,
  names,
  own,
  reading,
  end,
}: {
  readonly siteId: string
  readonly names: StatementNames
  readonly own: PostgresConnections
  readonly reading: PostgresConnections
  readonly end: () => Promise<void>
}): SiteStore {
  const inTransaction = createPostgresLane(own.connect, siteId)
  const lane = createWriteLane(inTransaction)
  // The lane takes the connection back itself, when its transaction has ended.
  const writeScope = scopeOf(siteId, kyselyPool(names, { connect: inTransaction.current, release: () => {} }))
  const writer = siteWriter(writeScope)
  const readScope = scopeOf(siteId, kyselyPool(names, { connect: reading.connect, release: giveBack }))
  const listening = new Set<() => Promise<void>>()
  return {
    read: siteReader(readScope),
    care: siteCare(readScope, {
      // The server watches its own files (data checksums, pg_amcheck): they are not ours to read.
      integrity: () => Promise.resolve([]),
      tables: () => postgresCatalog(readScope.db),
    }),
    write: (work) => lane.write(() => work(writer)),
    settleSearch: (limit) => lane.write(() => fillIndex(writeScope, limit)),
    onChange: (wake) => {
      const stop = listenForChanges(own.connect, siteId, wake)
      listening.add(stop)
    },
    laneCounts: lane.counts,
    close: async () => {
      await Promise.all([...listening].map((stop) => stop()))
      await lane.idle()
      await end()
    },
  }
}
