/** Looks at backups without a database. */
import type { BackupFiles, BackupSummary } from '#ports/data-keeper.ts'
import type { OpenedBackup } from '#adapters/backup/read-backup.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
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
export async function openVerified(file: string): Promise<Outcome<OpenedBackup, string>> {
  const opened = await readBackup(file)
  if (!opened.ok) return opened
  const verified = await opened.value.verify()
  if (verified.ok) return opened
  await opened.value.close()
  return failed(verified.problem)
}

export function summaryOf(file: string, { manifest, bytes }: OpenedBackup): BackupSummary {
  const { madeAt, parley, schema, engine, origin } = manifest
  const tables = manifest.tables.map(({ name, rows, hash }) => ({ name, rows, hash }))
  return { file, bytes, madeAt, parley, schema, engine, origin, tables }
}
