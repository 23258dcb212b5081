/** What stands at the end of a backup: which tables it holds, in which parts, and the hashes of everything. */
import { z } from 'zod'

/** The first and the last bytes of a backup. The number is that of the format. */
export const BACKUP_BEGIN = Buffer.from('PARLEY BACKUP 1\n')
export const BACKUP_END = Buffer.from('\nPARLEY BACKUP ENDS\n')

/** Bytes of a length and of a SHA-256, between the manifest and the end. */
export const LENGTH_BYTES = 8
export const HASH_BYTES = 32
export const TRAILER_BYTES = LENGTH_BYTES + HASH_BYTES + BACKUP_END.length

/** Characters of rows in one part before it is compressed: a few parts in memory stay small. */
export const PART_LENGTH = 1_000_000

/** Bytes that one part may have when it is unpacked: rows of the greatest length behind a full part, in four-byte characters. */
export const PART_BYTES_MAX = 64 * 1024 * 1024

/** Bytes of a manifest: some hundred for each part, so this is a backup of terabytes. */
export const MANIFEST_BYTES_MAX = 256 * 1024 * 1024

const count = z.int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const table = z.object({
  name: z.string(),
  /** In the order in which a row's values stand. */
  columns: z.array(z.string()),
  rows: count,
  /** Sum of the hashes of all rows (`TableSum`): the same on both engines. */
  hash: sha256,
})

const part = z.object({
  table: z.string(),
  rows: count,
  /** Where its bytes stand in the file. Parts follow each other without a gap. */
  offset: count,
  bytes: count,
  /** Bytes of its lines before they were compressed. */
  plainBytes: count,
  /** Of the compressed bytes. */
  sha256,
})

export const backupManifest = z.object({
  format: z.literal(1),
  /** The version of Parley that wrote it, and the number of the last migration of the database. */
  parley: z.string(),
  schema: count,
  engine: z.enum(['sqlite', 'postgres']),
  /** Where the data came from, without a password: only backups of one place follow each other. */
  origin: z.string(),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  tables: z.array(table),
  parts: z.array(part),
})

export type BackupManifest = z.infer<typeof backupManifest>
export type BackupPart = BackupManifest['parts'][number]
export type BackupTable = BackupManifest['tables'][number]
