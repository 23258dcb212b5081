/** Backups of a PostgreSQL database, and restoring one into it. */
import { sql } from 'kysely'
import type { DataKeeper } from '#ports/data-keeper.ts'
import { backupFiles, openForRestore, rowsToRestore, summaryOf } from '#adapters/backup/backup-files.ts'
import { countRows, totalOf } from '#adapters/sql/carry/count-rows.ts'
import { done } from '#base/outcome.ts'
import { openPostgresCarry, placeOf } from '#adapters/sql/postgres/open-postgres-carry.ts'
import { restorePostgres } from '#adapters/sql/postgres/restore-postgres.ts'
import { runningTotal } from '#adapters/sql/carry/running-total.ts'
import { schemaOf } from '#adapters/sql/migrate.ts'
import { writeBackup } from '#adapters/backup/write-backup.ts'

/** `parley`: the version that writes backups. */
export function createPostgresKeeper({
  url,
  parley,
}: {
  readonly url: string
  readonly parley: string
}): DataKeeper {
  const origin = placeOf(url)
  return {
    origin,
    backup: async ({ file, now, progress }) => {
      const source = await openPostgresCarry(url)
      try {
        // One moment for all tables, however long reading them takes; writers are not waited for.
        await sql`begin isolation level repeatable read read only`.execute(source.db)
        await writeBackup({
          source,
          file,
          facts: { parley, schema: await schemaOf(source.db), origin, madeAt: new Date(now).toISOString() },
          progress: runningTotal(totalOf(await countRows(source)), progress),
        })
        await sql`commit`.execute(source.db)
      } finally {
        await source.close()
      }
      return backupFiles.verify(file)
    },
    restore: async ({ file, mayReplace, now, progress }) => {
      const opened = await openForRestore(file)
      if (!opened.ok) return opened
      const backup = opened.value
      try {
        const tell = runningTotal(rowsToRestore(backup), progress)
        const restored = await restorePostgres({ backup, url, mayReplace, now, progress: tell })
        return restored.ok ? done({ backup: summaryOf(file, backup), aside: restored.value.aside }) : restored
      } finally {
        await backup.close()
      }
    },
  }
}
