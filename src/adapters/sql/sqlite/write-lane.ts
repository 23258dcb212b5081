/** One queue of writers for one file: those that arrive while others commit share the next commit. */
import type { DatabaseSync } from 'node:sqlite'

/** Writes waiting for the lane; beyond, the server is asked too much and says so. */
const QUEUE_MAX = 10_000

/** Writes of one commit: bounds how long the first of them waits for the last. */
const BATCH_MAX = 256

/** The lane refuses instead of growing without limit; the entrance answers 503. */
export class WriteLaneFullError extends Error {
  override readonly name = 'WriteLaneFullError'
}

interface Entry {
  readonly run: () => Promise<void>
  readonly committed: () => void
  readonly failed: (error: unknown) => void
}

export interface WriteLane {
  /** Runs `work` in a savepoint of a shared transaction and resolves after its commit is on disk. */
  readonly write: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** How many commits (each one fsync) and how many writes there were, and how many writes wait. */
  readonly counts: () => { readonly commits: number; readonly writes: number; readonly waiting: number }
  /** Resolves when everything queued so far is done. */
  readonly idle: () => Promise<void>
}

/**
 * Group commit: a transaction of many savepoints costs one fsync. A work that throws is rolled back to its
 * own savepoint and harms none of its neighbours; if the commit itself fails, all of its works fail.
 */
export function createWriteLane(database: DatabaseSync): WriteLane {
  const queue: Entry[] = []
  let draining: Promise<void> | null = null
  let commits = 0
  let writes = 0

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      // One turn of the loop lets every request that is already here join this commit.
      await new Promise((resolve) => setImmediate(resolve))
      const batch = queue.splice(0, BATCH_MAX)
      await runBatch(batch)
    }
    draining = null
  }

  async function runBatch(batch: readonly Entry[]): Promise<void> {
    const succeeded: Entry[] = []
    try {
      database.exec('begin immediate')
      for (const entry of batch) if (await runInSavepoint(database, entry)) succeeded.push(entry)
      database.exec('commit')
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      // Entries that failed before are settled already; settling twice has no effect.
      for (const entry of batch) entry.failed(error)
      return
    }
    commits += 1
    writes += succeeded.length
    for (const entry of succeeded) entry.committed()
  }

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        if (queue.length >= QUEUE_MAX) {
          reject(new WriteLaneFullError(`${QUEUE_MAX} writes are waiting already`))
          return
        }
        let result: Awaited<ReturnType<typeof work>>
        queue.push({
          run: async () => {
            result = await work()
          },
          committed: () => resolve(result),
          failed: reject,
        })
        draining ??= drain()
      }),
    counts: () => ({ commits, writes, waiting: queue.length }),
    idle: async () => {
      await draining
    },
  }
}

async function runInSavepoint(database: DatabaseSync, entry: Entry): Promise<boolean> {
  database.exec('savepoint work')
  try {
    await entry.run()
    database.exec('release work')
    return true
  } catch (error) {
    database.exec('rollback to work')
    database.exec('release work')
    entry.failed(error)
    return false
  }
}
