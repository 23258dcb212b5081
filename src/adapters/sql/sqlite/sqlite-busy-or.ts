/** Tells failures of a SQLite file that pass by themselves from mistakes. */
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** SQLite's result codes; extended ones carry them in the low byte. */
const PRIMARY_CODE = 0xff

/** Another connection holds the lock. */
const BUSY = 5

/**
 * A lock that another process holds (5), a disk that does not take or give what it was asked for (10), or is full (13), no
 * file that can be opened any more (14), two processes that got in each other's way at the log (15).
 */
const PASSING: ReadonlySet<number> = new Set([BUSY, 10, 13, 14, 15])

export function isLocked(error: unknown): boolean {
  return codeOf(error) === BUSY
}

/** The error as a StoreBusyError where waiting, or making room, helps; otherwise as it is. */
export function sqliteBusyOr(error: unknown): unknown {
  const code = codeOf(error)
  if (code === null || !PASSING.has(code)) return error
  return new StoreBusyError(`SQLite: ${(error as Error).message}`, { cause: error })
}

function codeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & PRIMARY_CODE
}

/** What `work` gives, or its failure told so. */
export function orSqliteBusy<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw sqliteBusyOr(error)
  }
}
