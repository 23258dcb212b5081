/** Reads a backup: every byte of it is checked before any row is believed. */
import { createHash, hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { BackupManifest, BackupPart, BackupTable } from '#adapters/backup/manifest.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Row } from '#adapters/sql/carry/carry-database.ts'
import { done, failed } from '#base/outcome.ts'
import {
  backupManifest,
  BACKUP_BEGIN,
  BACKUP_END,
  HASH_BYTES,
  LENGTH_BYTES,
  MANIFEST_BYTES_MAX,
  PART_BYTES_MAX,
  TRAILER_BYTES,
} from '#adapters/backup/manifest.ts'

const decompress = promisify(zstdDecompress)

export interface OpenedBackup {
  readonly manifest: BackupManifest
  readonly bytes: number
  /** Hashes every part; the problem says which one is not what was written. */
  readonly verify: (progress?: (bytes: number) => void) => Promise<Outcome<null, string>>
  /** Rows of one table, a part at a time. Only after `verify`. */
  readonly rows: (table: BackupTable) => AsyncGenerator<{ readonly rows: Row[]; readonly lines: string[] }>
  readonly close: () => Promise<void>
}

/** Reads no more than the ends of the file; the problem says in words what is wrong with it. */
export async function readBackup(file: string): Promise<Outcome<OpenedBackup, string>> {
  const handle = await open(file, 'r')
  const opened = await readEnds(handle)
  if (!opened.ok) {
    await handle.close()
    return failed(`${file} ${opened.problem}`)
  }
  const { manifest, bytes } = opened.value
  return done({
    manifest,
    bytes,
    verify: async (progress) => {
      for (const part of manifest.parts) {
        const read = await readExactly(handle, part.offset, part.bytes)
        if (!read || hash('sha256', read, 'hex') !== part.sha256) {
          return failed(
            `${file} is damaged: the part at byte ${part.offset} (${part.table}) is not what was written`,
          )
        }
        progress?.(part.bytes)
      }
      return done(null)
    },
    rows: (table) =>
      rowsOf(
        handle,
        manifest.parts.filter((part) => part.table === table.name),
      ),
    close: () => handle.close(),
  })
}

async function readEnds(
  handle: FileHandle,
): Promise<Outcome<{ readonly manifest: BackupManifest; readonly bytes: number }, string>> {
  const { size } = await handle.stat()
  const begin = await readExactly(handle, 0, BACKUP_BEGIN.length)
  if (!begin?.equals(BACKUP_BEGIN)) return failed('is no backup of Parley, or its first bytes are damaged')
  const trailer = await readExactly(handle, size - TRAILER_BYTES, TRAILER_BYTES)
  if (!trailer?.subarray(LENGTH_BYTES + HASH_BYTES).equals(BACKUP_END)) {
    return failed('was cut off: the mark at its end is missing')
  }
  const lengthBytes = trailer.subarray(0, LENGTH_BYTES)
  const length = Number(lengthBytes.readBigUInt64LE())
  const start = size - TRAILER_BYTES - length
  if (length > MANIFEST_BYTES_MAX || start < BACKUP_BEGIN.length) {
    return failed('is damaged: its manifest is not where its end says')
  }
  const text = await readExactly(handle, start, length)
  const digest = text && createHash('sha256').update(text).update(lengthBytes).digest()
  if (!text || !digest?.equals(trailer.subarray(LENGTH_BYTES, LENGTH_BYTES + HASH_BYTES))) {
    return failed('is damaged: its manifest is not what was written')
  }
  const manifest = backupManifest.safeParse(JSON.parse(text.toString()))
  if (!manifest.success) return failed('was written by another Parley: this one does not know its manifest')
  return fillsFile(manifest.data, start)
    ? done({ manifest: manifest.data, bytes: size })
    : failed('is damaged: its parts do not follow one another')
}

/** No byte between the first part and the manifest is left without a hash. */
function fillsFile({ parts }: BackupManifest, end: number): boolean {
  let offset = BACKUP_BEGIN.length
  for (const part of parts) {
    if (part.offset !== offset) return false
    offset += part.bytes
  }
  return offset === end
}

async function readExactly(handle: FileHandle, at: number, length: number): Promise<Buffer | null> {
  if (at < 0) return null
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, at + filled)
    if (bytesRead === 0) return null
    filled += bytesRead
  }
  return bytes
}

async function* rowsOf(handle: FileHandle, parts: readonly BackupPart[]) {
  for (const part of parts) {
    const bytes = await readExactly(handle, part.offset, part.bytes)
    if (!bytes) throw new Error('the backup became shorter while it was read')
    const plain = await decompress(bytes, { maxOutputLength: PART_BYTES_MAX })
    const lines = plain.toString().split('\n')
    // The hash over these bytes was checked: they are what `writeBackup` wrote.
    yield { rows: lines.map((line) => JSON.parse(line) as Row), lines }
  }
}
