/** One queue of writers for one database: those that arrive while others commit share the next commit. */
import type { Foreseen } from '#ports/store.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Writes waiting for the lane; beyond, the server is asked too much and says so. */
const QUEUE_MAX = 10_000

/** Writes of one commit: bounds how long the first of them waits for the last. */
const BATCH_MAX = 256

/**
 * Writes of a commit behind which the next can begin: of more, half are left for that, so that some are written while
 * others are answered. At twenty a commit costs each of them a twentieth of a way to the disk.
 */
const SHARED_MIN = 24

/** Commits in a row that begin the next at once; then everybody else, other nodes too, has a turn. */
const CHAINED_MAX = 8

/** The one connection that the lane writes on. */
export interface LaneDatabase {
  /** Whether a transaction may be begun as soon as the commit before it was sent, without waiting for its answer. */
  readonly chains: boolean
  /** Hears what the works of the transaction will read. */
  readonly begin: (foreseen: readonly Foreseen[]) => Promise<void> | void
  readonly commit: () => Promise<void> | void
  /** After a commit behind which no other transaction was begun. */
  readonly rest: () => void
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

/** Works that share a transaction which has been asked to begin. */
interface Batch {
  readonly entries: readonly Entry[]
  readonly begun: Promise<void>
  /** Whether it was begun behind a commit. */
  readonly isChained: boolean
}

/** Who waits for the lane, and what was refused together and is to be tried in parts. */
class WaitingWrites {
  readonly #queue: Entry[] = []
  readonly #parts: (readonly Entry[])[] = []
  readonly #chains: boolean

  constructor(chains: boolean) {
    this.#chains = chains
  }

  get count(): number {
    return this.#queue.length
  }

  get hasParts(): boolean {
    return this.#parts.length > 0
  }

  add(entry: Entry): void {
    this.#queue.push(entry)
  }

  /** Those of the next commit. */
  take(): readonly Entry[] {
    const most = this.#chains ? Math.max(SHARED_MIN, Math.ceil(this.#queue.length / 2)) : BATCH_MAX
    return this.#parts.shift() ?? this.#queue.splice(0, Math.min(most, BATCH_MAX))
  }

  /** Their transaction was lost before its commit was sent. */
  lose({ isChained }: Batch, left: readonly Entry[], { error, hasBegun }: Failure): void {
    const isAway = !hasBegun && !(error instanceof SharedFailure)
    // Nothing of theirs has been run: what was lost with the commit before may be had anew.
    if (isAway && isChained) this.#parts.unshift(left)
    else this.failOrPart(left, error)
    // Those behind would wait for the same, each batch as long as this one did.
    if (isAway && !isChained) for (const entry of this.#queue.splice(0)) entry.failed(error)
  }

  /** They hear of it; where it is not known whose fault it was, both halves come before everybody else. */
  failOrPart(entries: readonly Entry[], error: unknown): void {
    if (!(error instanceof SharedFailure)) for (const entry of entries) entry.failed(error)
    else if (entries.length === 1) entries[0]?.failed(error.cause)
    else {
      const middle = Math.ceil(entries.length / 2)
      const halves = [entries.slice(0, middle), entries.slice(middle)]
      this.#parts.unshift(...halves.filter((half) => half.length > 0))
    }
  }
}

/**
 * Group commit: a transaction of many savepoints costs one fsync. A work that throws is rolled back to its
 * own savepoint and harms none of its neighbours; if the commit itself fails, all of its works fail. Where it is
 * not known whose fault it was, both halves are tried again by themselves, down to the one that is refused alone.
 * Those who wait when a commit is sent begin right behind it: the database is at work while the others are answered.
 */
export function createWriteLane(database: LaneDatabase): WriteLane {
  const waiting = new WaitingWrites(database.chains)
  let draining: Promise<void> | null = null
  let commits = 0
  let writes = 0

  async function drain(): Promise<void> {
    let inARow = 0
    let next: Batch | null = null
    while (next || waiting.hasParts || waiting.count > 0) {
      if (!next) {
        inARow = 0
        // One turn of the loop lets every request that is already here join this commit.
        if (!waiting.hasParts) await new Promise((resolve) => setImmediate(resolve))
        next = begin(false)
      }
      inARow += 1
      next = await run(next, inARow < CHAINED_MAX)
    }
    draining = null
  }

  function begin(isChained: boolean): Batch {
    const entries = waiting.take()
    const begun = promised(() => database.begin(entries.map((entry) => entry.foreseen)))
    return { entries, begun, isChained }
  }

  /** Gives what was begun behind it. */
  async function run(batch: Batch, mayChain: boolean): Promise<Batch | null> {
    const { left, failure } = await runWorks(database, batch)
    if (failure) {
      await database.rollback()
      waiting.lose(batch, left, failure)
      return null
    }
    const ended = promised(() => database.commit())
    const chains = mayChain && database.chains && !waiting.hasParts && waiting.count > 0
    const next = chains ? begin(true) : null
    try {
      await ended
    } catch (error) {
      if (!next) await database.rollback()
      waiting.failOrPart(left, error)
      return next
    }
    if (!next) database.rest()
    commits += 1
    writes += left.length
    for (const entry of left) entry.committed()
    return next
  }

  return {
    write: (work, foreseen = NOTHING) => {
      if (waiting.count >= QUEUE_MAX) {
        return Promise.reject(new StoreBusyError(`${QUEUE_MAX} writes are waiting already`))
      }
      const { entry, result } = enter(work, foreseen)
      waiting.add(entry)
      draining ??= drain()
      return result
    },
    counts: () => ({ commits, writes, waiting: waiting.count }),
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

interface Failure {
  readonly error: unknown
  /** Whether works have been run. */
  readonly hasBegun: boolean
}

interface RanWorks {
  /** All but those that have been refused by themselves. */
  readonly left: readonly Entry[]
  /** Why the transaction is lost. */
  readonly failure: Failure | null
}

async function runWorks(database: LaneDatabase, { entries, begun }: Batch): Promise<RanWorks> {
  const refused = new Set<Entry>()
  let failure: Failure | null = null
  let hasBegun = false
  try {
    await begun
    hasBegun = true
    for (const entry of entries) if (!(await runInSavepoint(database, entry))) refused.add(entry)
  } catch (error) {
    failure = { error, hasBegun }
  }
  const left = entries.filter((entry) => !refused.has(entry))
  return { left, failure }
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

/** What `begin` and `commit` do at once is done at once, and how it went is heard by whoever waits for it. */
function promised(act: () => Promise<void> | void): Promise<void> {
  const acted = (async () => act())()
  // Whoever waits for it hears of it; until then nobody else needs to.
  acted.catch(() => {})
  return acted
}
