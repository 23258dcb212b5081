/** A SQLite file copied while others write to it, and a file made from a backup and put into its place. */
import { backup, DatabaseSync } from 'node:sqlite'
import { existsSync, statSync } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import type { OpenedBackup } from '#adapters/backup/read-backup.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { carriedTables } from '#adapters/sql/carry/carried-tables.ts'
import { fillFromBackup } from '#adapters/backup/fill-from-backup.ts'
import { lockSqlite } from '#adapters/sql/sqlite/lock-sqlite.ts'
import { migrateTo } from '#adapters/sql/migrate.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { openSqliteCarry } from '#adapters/sql/sqlite/open-sqlite-carry.ts'
import { SQLITE_WORDS } from '#adapters/sql/sqlite/open-sqlite-store.ts'
import { sqliteCatalog } from '#adapters/sql/sqlite/sqlite-catalog.ts'
import { timeStamp } from '#base/time-stamp.ts'
import { syncFolder } from '#adapters/backup/sync-folder.ts'

/** All pages in one step: the copy is of one moment, and a writer beside it does not make it begin again. */
const ALL_PAGES = 2 ** 31 - 1

/** What SQLite puts beside a file, by the end of its name. */
const FILE_ENDS = ['', '-wal', '-shm', '-journal']

/** Bytes of a database, with its indexes and the room they are sorted in, for each byte of its rows as text. */
const ROOM_PER_BYTE = 3

/** A copy of one moment of the database, which others go on writing to. Whoever asked for it removes it. */
export async function copySqlite(file: string, copy: string): Promise<Outcome<CarryDatabase, string>> {
  const lacking = await lackingRoom(dirname(copy), 2 * statSync(file).size)
  if (lacking !== null) return failed(lacking)
  const source = new DatabaseSync(file, { readOnly: true })
  try {
    await removeSqlite(copy)
    await backup(source, copy, { rate: ALL_PAGES })
  } finally {
    source.close()
  }
  return done(openSqliteCarry(copy, 'read'))
}

/** With all that SQLite put beside it. */
export async function removeSqlite(file: string): Promise<void> {
  for (const end of FILE_ENDS) await rm(file + end, { force: true })
}

export interface RestoredSqlite {
  /** Where the database lies that was here before; null where there was none. */
  readonly aside: string | null
}

/**
 * Makes a new file beside `file`, fills and checks it, and only then gives it the name. What was there before keeps all
 * it has under another name. Until that moment nothing of it is touched.
 */
export async function restoreSqlite({
  backup: from,
  file,
  mayReplace,
  now,
  progress,
}: {
  readonly backup: OpenedBackup
  readonly file: string
  readonly mayReplace: boolean
  readonly now: number
  readonly progress: (rows: number) => void
}): Promise<Outcome<RestoredSqlite, string>> {
  const old = existsSync(file) ? await takeOld(file, mayReplace) : done(null)
  if (!old.ok) return old
  const half = `${file}.restoring`
  try {
    const plainBytes = from.manifest.parts.reduce((sum, part) => sum + part.plainBytes, 0)
    const lacking = await lackingRoom(dirname(file), plainBytes * ROOM_PER_BYTE)
    if (lacking !== null) return failed(lacking)
    const problem = await fillFile(half, { from, now, progress })
    if (problem !== null) return failed(problem)
    return done({ aside: await takePlace(half, { file, now }) })
  } finally {
    old.value?.close()
    await removeSqlite(half)
  }
}

/** A log of the old file that stayed would be taken for one of the new: it goes with its own. */
async function takePlace(
  half: string,
  { file, now }: { readonly file: string; readonly now: number },
): Promise<string | null> {
  const aside = existsSync(file) ? `${file}.before-${timeStamp(now)}` : null
  for (const end of FILE_ENDS) {
    if (!existsSync(file + end)) continue
    if (aside === null) await rm(file + end)
    else await rename(file + end, aside + end)
  }
  await rename(half, file)
  await syncFolder(dirname(file))
  return aside
}

/** Held until the new file has its name. */
async function takeOld(file: string, mayReplace: boolean): Promise<Outcome<DatabaseSync, string>> {
  let lock: DatabaseSync | null
  try {
    lock = lockSqlite(file)
  } catch (error) {
    // A damaged file cannot be asked what it holds. With leave to replace it, it is kept aside as it is.
    if (mayReplace) return done(new DatabaseSync(':memory:'))
    return failed(
      `${file} cannot be read (${(error as Error).message}): --replace keeps it aside under another name`,
    )
  }
  if (!lock) return failed(`${file} is in use: stop the server first`)
  if (mayReplace || !holdsRows(lock)) return done(lock)
  lock.close()
  return failed(
    `${file} holds data: --replace keeps it aside under another name and puts the backup in its place`,
  )
}

function holdsRows(database: DatabaseSync): boolean {
  return carriedTables(sqliteCatalog(database)).some(
    ({ name }) => database.prepare(`select 1 from "${name}" limit 1`).get() !== undefined,
  )
}

/** Null where the file is whole and on disk. */
async function fillFile(
  half: string,
  {
    from,
    now,
    progress,
  }: { readonly from: OpenedBackup; readonly now: number; readonly progress: (rows: number) => void },
): Promise<string | null> {
  await removeSqlite(half)
  const target = openSqliteCarry(half, 'fill')
  const bringTo = (newest: number) =>
    target.transaction(() => migrateTo(target.db, SQLITE_WORDS, { now, newest }))
  try {
    await bringTo(from.manifest.schema)
    const problem = await fillFromBackup({ backup: from, target, progress })
    if (problem !== null) return problem
    await bringTo(MIGRATIONS.length)
    const [broken] = target.raw.prepare('pragma foreign_key_check').all()
    if (broken)
      return `a row of ${String(broken['table'])} names one of ${String(broken['parent'])} that is not in the backup`
    target.raw.exec('pragma wal_checkpoint(truncate)')
    target.raw.exec('pragma journal_mode = delete')
  } finally {
    await target.close()
  }
  const handle = await open(half, 'r')
  await handle.sync()
  await handle.close()
  return null
}

/** Null where there is room. */
async function lackingRoom(folder: string, bytes: number): Promise<string | null> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  return free >= bytes
    ? null
    : `${folder} has ${inMegabytes(free)} free, and ${inMegabytes(bytes)} may be needed`
}

const BYTES_PER_MB = 1_000_000

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / BYTES_PER_MB)} MB`
}
