/** One queue of writers for one database: those that arrive while others commit share the next commit. */
import type { Foreseen } from '#ports/store.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Writes waiting for the lane; beyond, the server is asked too much and says so. */
const QUEUE_MAX = 10_000

/** Writes of one commit: bounds how long the first of them waits for the last. */
const BATCH_MAX = 256

/** The one connection that the lane writes on. */
export interface LaneDatabase {
  /** Hears what the works of the transaction will read. */
  readonly begin: (foreseen: readonly Foreseen[]) => Promise<void> | void
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

/**
 * Thrown by a lane's database where the server refused what several works had left to it: whose fault it is, is not
 * known, and nothing of the transaction is kept.
 */
export class SharedFailure extends Error {
  override readonly name = 'SharedFailure'
}

interface Entry {
  readonly foreseen: Foreseen
  readonly run: () => Promise<void>
  readonly committed: () => void
  readonly failed: (error: unknown) => void
}

export interface WriteLane {
  /** Runs `work` in a savepoint of a shared transaction and resolves after its commit is on disk. */
  readonly write: <Result>(work: () => Promise<Result>, foreseen?: Foreseen) => Promise<Result>
  /** How many commits (each one fsync) and how many writes there were, and how many writes wait. */
  readonly counts: () => { readonly commits: number; readonly writes: number; readonly waiting: number }
  /** Resolves when everything queued so far is done. */
  readonly idle: () => Promise<void>
}

const NOTHING: Foreseen = {}

/**
 * Group commit: a transaction of many savepoints costs one fsync. A work that throws is rolled back to its
 * own savepoint and harms none of its neighbours; if the commit itself fails, all of its works fail. Where it is
 * not known whose fault it was, both halves are tried again by themselves, down to the one that is refused alone.
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
    const refused = new Set<Entry>()
    try {
      await database.begin(batch.map((entry) => entry.foreseen))
    } catch (error) {
      await database.rollback()
      if (error instanceof SharedFailure) return failShared(batch, error)
      // Those behind would wait for the same, each batch as long as this one did.
      for (const entry of [...batch, ...queue.splice(0)]) entry.failed(error)
      return
    }
    try {
      for (const entry of batch) if (!(await runInSavepoint(database, entry))) refused.add(entry)
      await database.commit()
    } catch (error) {
      await database.rollback()
      const others = batch.filter((entry) => !refused.has(entry))
      if (error instanceof SharedFailure) return failShared(others, error)
      for (const entry of others) entry.failed(error)
      return
    }
    commits += 1
    writes += batch.length - refused.size
    for (const entry of batch) if (!refused.has(entry)) entry.committed()
  }

  async function failShared(batch: readonly Entry[], failure: SharedFailure): Promise<void> {
    if (batch.length === 1) return batch[0]?.failed(failure.cause)
    const middle = Math.ceil(batch.length / 2)
    for (const half of [batch.slice(0, middle), batch.slice(middle)])
      if (half.length > 0) await runBatch(half)
  }

  return {
    write: (work, foreseen = NOTHING) => {
      if (queue.length >= QUEUE_MAX) {
        return Promise.reject(new StoreBusyError(`${QUEUE_MAX} writes are waiting already`))
      }
      const { entry, result } = enter(work, foreseen)
      queue.push(entry)
      draining ??= drain()
      return result
    },
    counts: () => ({ commits, writes, waiting: queue.length }),
    idle: async () => {
      await draining
    },
  }
}

function enter<Result>(
  work: () => Promise<Result>,
  foreseen: Foreseen,
): { readonly entry: Entry; readonly result: Promise<Result> } {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  let done: () => void = () => {}
  const run = async (): Promise<void> => {
    const result = await work()
    done = () => resolve(result)
  }
  return { entry: { foreseen, run, committed: () => done(), failed: reject }, result: promise }
}

async function runInSavepoint(database: LaneDatabase, entry: Entry): Promise<boolean> {
  await database.mark()
  try {
    await entry.run()
    await database.keep()
    return true
  } catch (error) {
    if (error instanceof SharedFailure) throw error
    entry.failed(database.causeOf(error))
    // Where that fails as well, the whole transaction is lost; this work keeps its own reason.
    await database.undo()
    return false
  }
}
