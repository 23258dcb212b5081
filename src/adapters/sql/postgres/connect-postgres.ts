/** Connections to PostgreSQL: a pool for each host of the address, and whichever of them is the primary is used. */
import pg from 'pg'
import { OneWriteATurn } from '#adapters/sql/postgres/one-write-a-turn.ts'
import { hostUrls } from '#adapters/sql/postgres/host-urls.ts'
import { busyOr } from '#adapters/sql/postgres/busy-or.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Milliseconds until a host that does not answer counts as away. */
const CONNECT_TIMEOUT_MS = 3_000

/** Milliseconds after which the server gives up a statement: far more than the slowest honest one needs. */
const STATEMENT_TIMEOUT_MS = 15_000

/**
 * Milliseconds after which a server that says nothing at all counts as away, and the connection is given up: longer than
 * what it allows itself, so that only one that stands still, or a network that swallows everything, is cut off.
 */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000

/** Requests that wait for a connection; what comes beyond could not be answered before they are told to come again. */
const WAITING_MAX = 500

/** Milliseconds a writer waits for others; then whoever asked is told to come again. */
const LOCK_TIMEOUT_MS = 5_000

/** Milliseconds after which the server ends the transaction of a node that froze, so that others can write again. */
const IDLE_IN_TRANSACTION_MS = 5_000

/** Milliseconds an unused connection is kept. */
const IDLE_TIMEOUT_MS = 30_000

/** What the planner leaves out wherever an index will do. */
const BY_KEY = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off'

/** PostgreSQL's `bigint`: counts, times and sequences, all far below 2^53. */
const INT8_OID = 20

export interface PostgresConnections {
  /** A connection to the primary (or to any host that answers, where `anyHost`); rejects with StoreBusyError. */
  readonly connect: () => Promise<pg.PoolClient>
  readonly end: () => Promise<void>
}

export interface ConnectionOptions {
  /** `postgres://user:password@host[,host…]/database`; a standby among the hosts is used once it is promoted. */
  readonly url: string
  readonly connectionsMax: number
  /** True for a replica: whether it could be written to does not matter. */
  readonly anyHost?: boolean
  /** Lets a statement take as long as it needs: for making tables and going through everything, which nobody waits for. */
  readonly isPatient?: boolean
  /** Milliseconds; ANSWER_TIMEOUT_MS where left out. */
  readonly answerTimeoutMs?: number
  /** Sends statements without waiting for the answers to those before. */
  readonly pipeline?: boolean
  /** Every row is found by its key: statements planned while the tables were small must not go through them when they have grown. */
  readonly readsByKey?: boolean
}

export function connectPostgres(options: ConnectionOptions): PostgresConnections {
  const pools = hostUrls(options.url).map((url) => openPool(url, options))
  /** Connections found to be to a primary: asked once each, because a primary that steps down ends them. */
  const primaries = new WeakSet<pg.PoolClient>()
  let preferred = 0

  async function connectTo(pool: pg.Pool): Promise<pg.PoolClient> {
    if (pool.waitingCount >= WAITING_MAX) {
      throw new StoreBusyError(`PostgreSQL: ${WAITING_MAX} wait for a connection already`)
    }
    const client = await pool.connect()
    if (options.anyHost || pools.length === 1 || primaries.has(client)) return client
    let isPrimary = false
    try {
      const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
      isPrimary = rows[0]?.standby === false
    } finally {
      // Whatever went wrong, its place in the pool is free again.
      if (!isPrimary) client.release(true)
    }
    if (isPrimary) {
      primaries.add(client)
      return client
    }
    throw new Error('cannot execute INSERT in a read-only transaction: this host is a standby')
  }

  return {
    connect: async () => {
      let failure: unknown
      for (let tried = 0; tried < pools.length; tried += 1) {
        const at = (preferred + tried) % pools.length
        const pool = pools[at]
        if (!pool) break
        try {
          const client = await connectTo(pool)
          preferred = at
          return client
        } catch (error) {
          failure = error
        }
      }
      throw busyOr(failure)
    },
    end: async () => {
      await Promise.all(pools.map((pool) => pool.end()))
    },
  }
}

function openPool(
  url: string,
  {
    connectionsMax,
    pipeline = false,
    isPatient = false,
    readsByKey = false,
    answerTimeoutMs = ANSWER_TIMEOUT_MS,
  }: ConnectionOptions,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: isPatient ? 0 : STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    ...(isPatient ? {} : { query_timeout: answerTimeoutMs }),
    keepAlive: true,
    application_name: 'parley',
    pipeline,
    stream: () => new OneWriteATurn(),
    ...(readsByKey ? { options: BY_KEY } : {}),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8_OID && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  })
  // A connection that breaks while nobody uses it is replaced when the next one asks; one that breaks in use says so
  // to whoever waits for its answer.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
