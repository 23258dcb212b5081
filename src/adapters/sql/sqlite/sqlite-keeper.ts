/** Backups of a SQLite file, and restoring one into it. */
import { basename, dirname, join, resolve } from 'node:path'
import type { DataKeeper } from '#ports/data-keeper.ts'
import { backupFiles, openForRestore, rowsToRestore, summaryOf } from '#adapters/backup/backup-files.ts'
import { copySqlite, removeSqlite, restoreSqlite } from '#adapters/sql/sqlite/sqlite-backup.ts'
import { countRows, totalOf } from '#adapters/sql/carry/count-rows.ts'
import { done, failed } from '#base/outcome.ts'
import { isDamage } from '#adapters/sql/sqlite/refuse-damaged.ts'
import { runningTotal } from '#adapters/sql/carry/running-total.ts'
import { schemaOf } from '#adapters/sql/migrate.ts'
import { writeBackup } from '#adapters/backup/write-backup.ts'

/** `parley`: the version that writes backups. */
export function createSqliteKeeper({
  file,
  parley,
}: {
  readonly file: string
  readonly parley: string
}): DataKeeper {
  const origin = `sqlite:${resolve(file)}`
  return {
    origin,
    backup: async ({ file: to, now, progress }) => {
      const copy = join(dirname(to), `.${basename(to)}.copy`)
      const copied = await copySqlite(file, copy)
      if (!copied.ok) return copied
      const source = copied.value
      try {
        await writeBackup({
          source,
          file: to,
          facts: { parley, schema: await schemaOf(source.db), origin, madeAt: new Date(now).toISOString() },
          progress: runningTotal(totalOf(await countRows(source)), progress),
        })
      } catch (error) {
        if (!isDamage(error)) throw error
        const { message } = error as Error
        return failed(
          `${file} is damaged (${message}): keep your earlier backups, and see what parley check says`,
        )
      } finally {
        await source.close()
        await removeSqlite(copy)
      }
      return backupFiles.verify(to)
    },
    restore: async ({ file: from, mayReplace, now, progress }) => {
      const opened = await openForRestore(from)
      if (!opened.ok) return opened
      const backup = opened.value
      try {
        const tell = runningTotal(rowsToRestore(backup), progress)
        const restored = await restoreSqlite({ backup, file, mayReplace, now, progress: tell })
        return restored.ok ? done({ backup: summaryOf(from, backup), aside: restored.value.aside }) : restored
      } finally {
        await backup.close()
      }
    },
  }
}
