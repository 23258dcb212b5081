/** The works of one transaction and what they share: rows that are known, and writes that nobody has sent. */
import type { LoggedEvent } from '#domain/events/event.ts'
import { KnownRows } from '#adapters/sql/postgres/known-rows.ts'
import { PendingWrites } from '#adapters/sql/postgres/pending-writes.ts'
import { sendPending, type Ask } from '#adapters/sql/postgres/send-pending.ts'
import { SharedFailure } from '#adapters/sql/write-lane.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'
import type { Batch } from '#adapters/sql/postgres/batch-writer.ts'

export interface OpenBatch extends Batch {
  /** A transaction begins. */
  readonly begin: () => void
  /** A work begins. */
  readonly mark: () => void
  /** What it has written stays, for whoever sends it. */
  readonly keep: () => Promise<void>
  /** As if it had never been. */
  readonly undo: () => Promise<void>
  /** What the works of this transaction that have not failed appended to the log. */
  readonly appended: () => readonly LoggedEvent[]
  /** Sends all that is left; the answers come behind one another. */
  readonly send: () => Promise<unknown>[]
  /** Takes the answer to a statement that nobody waits for. */
  readonly sent: (answer: Promise<unknown>) => void
  /** What went wrong first in the work at hand, or null. */
  readonly failure: () => unknown
}

/** A work that only reads what is known and writes what can wait needs no statement of its own, and no savepoint. */
export function openBatch(ask: Ask, siteId: string): OpenBatch {
  const known = new KnownRows()
  const ahead = createAhead()
  let shared = new PendingWrites()
  let own = new PendingWrites()
  let appended: LoggedEvent[] = []
  let ownAppended: LoggedEvent[] = []
  /** Whether the work at hand has a savepoint. */
  let isMarked = false
  const send = (): Promise<unknown>[] => {
    const answers = sendPending(ask, siteId, shared)
    shared = new PendingWrites()
    return answers
  }
  return {
    known,
    pending: () => own,
    append: (event) => {
      own.events.push(event)
      ownAppended.push(event)
    },
    appended: () => appended,
    settle: async () => {
      // What the works before have left is their fault where it fails, and no savepoint undoes it.
      if (!shared.isEmpty) await allOrShared(send())
      if (!isMarked) {
        isMarked = true
        ahead.send(ask('savepoint work', []))
      }
      for (const answer of sendPending(ask, siteId, own)) ahead.send(answer)
      own = new PendingWrites()
    },
    begin: () => {
      known.begin()
      shared = new PendingWrites()
      appended = []
    },
    mark: () => {
      ahead.begin()
      isMarked = false
      known.mark()
      own = new PendingWrites()
      ownAppended = []
    },
    keep: async () => {
      if (isMarked) {
        await ahead.settled()
        if (ahead.failure() !== null) throw ahead.failure() as Error
        // Nobody waits for it: where it fails, so does the commit.
        ask('release savepoint work', []).catch(() => {})
      }
      shared.absorb(own)
      appended.push(...ownAppended)
    },
    undo: async () => {
      known.undo()
      if (!isMarked) return
      await Promise.all([ask('rollback to savepoint work', []), ask('release savepoint work', [])])
    },
    send,
    sent: ahead.send,
    failure: ahead.failure,
  }
}

/** Waits for all; the first that failed is told, as everybody's where the server refused it for good. */
export async function allOrShared(answers: readonly Promise<unknown>[]): Promise<void> {
  for (const answer of await Promise.allSettled(answers)) {
    if (answer.status === 'fulfilled') continue
    const error: unknown = answer.reason
    throw error instanceof StoreBusyError ? error : new SharedFailure('refused', { cause: error })
  }
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
