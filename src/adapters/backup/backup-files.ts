/** Looks at backups without a database. */
import type { BackupFiles, BackupSummary } from '#ports/data-keeper.ts'
import type { OpenedBackup } from '#adapters/backup/read-backup.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { readBackup } from '#adapters/backup/read-backup.ts'

export const backupFiles: BackupFiles = {
  summary: async (file) => {
    const opened = await readBackup(file)
    if (!opened.ok) return null
    await opened.value.close()
    return summaryOf(file, opened.value)
  },
  verify: async (file) => {
    const opened = await openVerified(file)
    if (!opened.ok) return opened
    await opened.value.close()
    return done(summaryOf(file, opened.value))
  },
}

/** A backup of which every byte was checked. Whoever asked closes it. */
async function openVerified(file: string): Promise<Outcome<OpenedBackup, string>> {
  const opened = await readBackup(file)
  if (!opened.ok) return opened
  const verified = await opened.value.verify()
  if (verified.ok) return opened
  await opened.value.close()
  return failed(verified.problem)
}

/** The same, of a schema that this Parley knows: one that can be restored. */
export async function openForRestore(file: string): Promise<Outcome<OpenedBackup, string>> {
  const opened = await openVerified(file)
  if (!opened.ok) return opened
  const { schema, parley } = opened.value.manifest
  if (schema <= MIGRATIONS.length) return opened
  await opened.value.close()
  return failed(
    `${file} was written by Parley ${parley} with schema ${schema}, this one knows ${MIGRATIONS.length}: use the newer one`,
  )
}

/** Rows to put in and to read back. */
export function rowsToRestore({ manifest }: OpenedBackup): number {
  return 2 * manifest.tables.reduce((sum, table) => sum + table.rows, 0)
}

export function summaryOf(file: string, { manifest, bytes }: OpenedBackup): BackupSummary {
  const { madeAt, parley, schema, engine, origin } = manifest
  const tables = manifest.tables.map(({ name, rows, hash }) => ({ name, rows, hash }))
  return { file, bytes, madeAt, parley, schema, engine, origin, tables }
}
