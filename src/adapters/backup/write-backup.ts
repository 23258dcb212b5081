/** Writes all rows of a database into one compressed file with a hash of every part. */
import { createHash, hash } from 'node:crypto'
import { link, open, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import type { BackupManifest, BackupPart } from '#adapters/backup/manifest.ts'
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import { BACKUP_BEGIN, BACKUP_END, LENGTH_BYTES, PART_LENGTH } from '#adapters/backup/manifest.ts'
import { carriedTables } from '#adapters/sql/carry/carried-tables.ts'
import { rowPages } from '#adapters/sql/carry/row-pages.ts'
import { syncFolder } from '#adapters/backup/sync-folder.ts'
import { TableSum } from '#adapters/sql/carry/table-sum.ts'

/** zstd's own default: three times smaller than the rows, and faster than rows are read. */
const COMPRESSION_LEVEL = 3

/** A backup holds everything, also what is secret: only its owner may read it. */
const OWNER_ONLY = 0o600

const compress = promisify(zstdCompress)

export type BackupFacts = Pick<BackupManifest, 'parley' | 'schema' | 'origin' | 'madeAt'>

/**
 * `source` must not change meanwhile: a copy, or one transaction that sees one moment. The file has its name only when
 * it is whole and on disk; it takes the place of no other.
 */
export async function writeBackup({
  source,
  file,
  facts,
  progress,
}: {
  readonly source: CarryDatabase
  readonly file: string
  readonly facts: BackupFacts
  /** Told of rows written. */
  readonly progress: (rows: number) => void
}): Promise<BackupManifest> {
  const half = join(dirname(file), `.${basename(file)}.half`)
  await rm(half, { force: true })
  const handle = await open(half, 'wx', OWNER_ONLY)
  try {
    const parts = createParts(handle)
    await handle.write(BACKUP_BEGIN)
    const tables: BackupManifest['tables'] = []
    for (const table of carriedTables(await source.tables())) {
      const sum = new TableSum()
      for await (const { lines } of rowPages(source, table)) {
        for (const line of lines) sum.add(line)
        await parts.add(table.name, lines)
        progress(lines.length)
      }
      await parts.endTable(table.name)
      tables.push({ name: table.name, columns: [...table.columns], ...sum.sum })
    }
    const manifest: BackupManifest = {
      format: 1,
      ...facts,
      engine: source.engine,
      tables,
      parts: await parts.end(),
    }
    await writeEnd(handle, manifest)
    await handle.sync()
    await handle.close()
    // Not renamed: that would silently take the place of a file with this name.
    await link(half, file)
    await rm(half)
    await syncFolder(dirname(file))
    return manifest
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(half, { force: true })
    throw error
  }
}

async function writeEnd(handle: FileHandle, manifest: BackupManifest): Promise<void> {
  const text = Buffer.from(JSON.stringify(manifest))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeBigUInt64LE(BigInt(text.length))
  const digest = createHash('sha256').update(text).update(length).digest()
  await handle.write(Buffer.concat([text, length, digest, BACKUP_END]))
}

/** One part is compressed and written while rows for the next are read. */
function createParts(handle: FileHandle) {
  const parts: BackupPart[] = []
  let waiting: string[] = []
  let length = 0
  let offset = BACKUP_BEGIN.length
  let writing: Promise<void> = Promise.resolve()

  async function write(table: string, lines: readonly string[]): Promise<void> {
    const plain = Buffer.from(lines.join('\n'))
    const bytes = await compress(plain, {
      params: { [constants.ZSTD_c_compressionLevel]: COMPRESSION_LEVEL },
    })
    await handle.write(bytes)
    parts.push({
      table,
      rows: lines.length,
      offset,
      bytes: bytes.length,
      plainBytes: plain.length,
      sha256: hash('sha256', bytes, 'hex'),
    })
    offset += bytes.length
  }
  const endTable = async (table: string): Promise<void> => {
    await writing
    if (waiting.length === 0) return
    writing = write(table, waiting)
    // It is awaited before the next part, or at the end: until then a failure must not count as nobody's.
    writing.catch(() => {})
    waiting = []
    length = 0
  }
  return {
    add: async (table: string, lines: readonly string[]) => {
      for (const line of lines) {
        waiting.push(line)
        length += line.length
        if (length >= PART_LENGTH) await endTable(table)
      }
    },
    endTable,
    end: async () => {
      await writing
      return parts
    },
  }
}
