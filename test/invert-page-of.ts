/** Files as a broken disk or a cut-off copy leaves them. */
import { closeSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'

const ALL_BITS = 0xff

/** Turns every bit of the first page of a table or index around, under whoever has the database open. */
export function invertPageOf(dataDirectory: string, name: string): void {
  const file = join(dataDirectory, 'parley.sqlite')
  const database = new DatabaseSync(file)
  database.exec('pragma wal_checkpoint(truncate)')
  const page = Number(
    database.prepare('select rootpage from sqlite_schema where name = ?').get(name)?.['rootpage'],
  )
  const size = Number(database.prepare('pragma page_size').get()?.['page_size'])
  database.close()
  change(file, { at: (page - 1) * size, length: size, to: (byte) => byte ^ ALL_BITS })
}

/** Leaves a share of the file, from its beginning. */
export function cutOff(file: string, share: number): void {
  truncateSync(file, Math.floor(statSync(file).size * share))
}

function change(
  file: string,
  { at, length, to }: { readonly at: number; readonly length: number; readonly to: (byte: number) => number },
): void {
  const handle = openSync(file, 'r+')
  const bytes = Buffer.alloc(length)
  readSync(handle, bytes, 0, length, at)
  writeSync(handle, bytes.map(to), 0, length, at)
  closeSync(handle)
}
