/** Has a SQLite file for itself: as long as the lock is held, no server can open it, and no server has. */
import { DatabaseSync } from 'node:sqlite'

/** Milliseconds to wait for somebody who is just closing it. */
const LOCK_TIMEOUT_MS = 500

const BUSY = 5
const PRIMARY_CODE = 0xff

/**
 * Null where another process has the file open. A connection keeps a shared lock while it lives, also one that does
 * nothing, and the lock goes with its process however that ended: nothing is left behind that could be wrong. What
 * stands in the log is written into the file, so that it is whole by itself.
 */
export function lockSqlite(file: string): DatabaseSync | null {
  const database = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS })
  try {
    database.exec('pragma locking_mode = exclusive')
    database.exec('pragma journal_mode = delete')
    database.exec('begin exclusive')
    database.exec('commit')
    return database
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && (Number(error.errcode) & PRIMARY_CODE) === BUSY)
      return null
    throw error
  }
}
