/** One queue of writers for one database: those that arrive while others commit share the next commit. */
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Writes waiting for the lane; beyond, the server is asked too much and says so. */
const QUEUE_MAX = 10_000

/** Writes of one commit: bounds how long the first of them waits for the last. */
const BATCH_MAX = 256

/** The one connection that the lane writes on. */
export interface LaneDatabase {
  readonly begin: () => Promise<void> | void
  readonly commit: () => Promise<void> | void
  /** After a failure, whatever state the connection is in; must not throw. */
  readonly rollback: () => Promise<void> | void
  /** A savepoint, of which there is one at a time: kept when its work is done, undone when that failed. */
  readonly mark: () => Promise<void> | void
  readonly keep: () => Promise<void> | void
  readonly undo: () => Promise<void> | void
  /** Why a work failed, where what it met was only the consequence of something earlier. */
  readonly causeOf: (error: unknown) => unknown
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
export function createWriteLane(database: LaneDatabase): WriteLane {
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
      await database.begin()
    } catch (error) {
      await database.rollback()
      // Those behind would wait for the same, each batch as long as this one did.
      for (const entry of [...batch, ...queue.splice(0)]) entry.failed(error)
      return
    }
    try {
      for (const entry of batch) if (await runInSavepoint(database, entry)) succeeded.push(entry)
      await database.commit()
    } catch (error) {
      await database.rollback()
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
          reject(new StoreBusyError(`${QUEUE_MAX} writes are waiting already`))
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

async function runInSavepoint(database: LaneDatabase, entry: Entry): Promise<boolean> {
  await database.mark()
  try {
    await entry.run()
    await database.keep()
    return true
  } catch (error) {
    entry.failed(database.causeOf(error))
    // Where that fails as well, the whole transaction is lost; this work keeps its own reason.
    await database.undo()
    return false
  }
}
