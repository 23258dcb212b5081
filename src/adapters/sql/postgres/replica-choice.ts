/** Whether a read may go to the replica: only where it has replayed all that this node has written or heard of. */
import type pg from 'pg'
import type { PostgresConnections } from '#adapters/sql/postgres/connect-postgres.ts'

/** Milliseconds until a replica that lags, or is away, is asked again. */
const ASK_AGAIN_MS = 50

export interface ReplicaChoice {
  /** A connection to the replica, or to the primary while the replica is behind or away. */
  readonly connect: () => Promise<pg.PoolClient>
  /** What was committed up to here (a place in the server's log) must be seen by all reads from now on. */
  readonly know: (place: string) => void
  /** How many reads went where. */
  readonly counts: () => { readonly replica: number; readonly primary: number }
}

export function createReplicaChoice({
  primary,
  replica,
  now,
}: {
  readonly primary: PostgresConnections
  readonly replica: PostgresConnections
  /** Milliseconds that only ever grow. */
  readonly now: () => number
}): ReplicaChoice {
  let known = 0n
  let replayed = -1n
  let askedAt = -Infinity
  let asking: Promise<void> | null = null
  const counts = { replica: 0, primary: 0 }

  async function ask(): Promise<void> {
    askedAt = now()
    const client = await replica.connect()
    try {
      // Null on a server that is no standby, which has everything.
      const { rows } = await client.query<{ place: string | null }>(
        'select coalesce(pg_last_wal_replay_lsn(), case when pg_is_in_recovery() then null else pg_current_wal_lsn() end)::text as place',
      )
      const place = rows[0]?.place
      if (typeof place === 'string') replayed = placeNumber(place)
      client.release()
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  function askInPassing(): void {
    if (asking || now() - askedAt < ASK_AGAIN_MS) return
    asking = ask()
      .catch(() => {
        // Away: whatever it had replayed, nothing is read from it until it answers.
        replayed = -1n
      })
      .finally(() => {
        asking = null
      })
  }

  return {
    connect: async () => {
      if (replayed < known) askInPassing()
      else {
        try {
          const client = await replica.connect()
          counts.replica += 1
          return client
        } catch {
          replayed = -1n
        }
      }
      counts.primary += 1
      return primary.connect()
    },
    know: (place) => {
      const number = placeNumber(place)
      if (number > known) known = number
    },
    counts: () => ({ ...counts }),
  }
}

/** A place in the write-ahead log, as `16/B374D848`: two halves of 32 bits in hexadecimal. */
function placeNumber(place: string): bigint {
  const [high = '0', low = '0'] = place.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}
