/** Tells failures of a SQLite file that pass by themselves from mistakes. */
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** SQLite's result codes; extended ones carry them in the low byte. */
const PRIMARY_CODE = 0xff

/**
 * Another process holds the lock (5), the disk does not take or give what it was asked for (10), the disk is full (13),
 * no file can be opened any more (14), two processes got in each other's way at the log (15).
 */
const PASSING: ReadonlySet<number> = new Set([5, 10, 13, 14, 15])

/** The error as a StoreBusyError where waiting, or making room, helps; otherwise as it is. */
export function sqliteBusyOr(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  if (!PASSING.has(error.errcode & PRIMARY_CODE)) return error
  return new StoreBusyError(`SQLite: ${error.message} (${error.errcode})`, { cause: error })
}

/** What `work` gives, or its failure told so. */
export function orSqliteBusy<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw sqliteBusyOr(error)
  }
}
