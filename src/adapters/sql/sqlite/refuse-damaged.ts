/** Looks at a SQLite file before it is opened for writing: what is damaged is not served as if it were whole. */
import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Bytes up to which every page is looked at when the file is opened: about a tenth of a second. */
const WHOLE_LOOK_BYTES_MAX = 32 * 1024 * 1024

/** Milliseconds to wait where another process changes the file at this moment. */
const BUSY_TIMEOUT_MS = 5_000

/** SQLite's result codes for a malformed image and for what is no database; extended ones carry them in the low byte. */
const CORRUPT = 11
const NOT_A_DATABASE = 26
const PRIMARY_CODE = 0xff

/** Thrown where a file is damaged; its message is for the operator. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError'
}

/**
 * A file that was cut off, or is none of SQLite's, is always found: SQLite compares its length with what its header says.
 * Pages are looked at one by one only in a file that is read quickly; for a larger one that is what `parley check` is for.
 */
export function refuseDamaged(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return
  const problem = findDamage(file)
  if (problem === null) return
  throw new DamagedDatabaseError(
    `${file} is damaged (${problem}): keep it as it is, and bring back a backup with parley restore. Nothing was changed`,
  )
}

function findDamage(file: string): string | null {
  // Opened for writing, because a log left by a crash may have to be read in first; nothing is written otherwise.
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    database.prepare('select count(*) from sqlite_schema').get()
    if (statSync(file).size > WHOLE_LOOK_BYTES_MAX) return null
    const found = database.prepare('pragma quick_check(1)').get()?.['quick_check']
    return found === 'ok' ? null : String(found)
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  } finally {
    database.close()
  }
}

export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  const code = error.errcode & PRIMARY_CODE
  return code === CORRUPT || code === NOT_A_DATABASE
}
