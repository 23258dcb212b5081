/** Backups of a SQLite file, and restoring one into it. */
import { basename, dirname, join, resolve } from 'node:path'
import { sql } from 'kysely'
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import type { DataKeeper } from '#ports/data-keeper.ts'
import { backupFiles, openVerified, summaryOf } from '#adapters/backup/backup-files.ts'
import { carriedTables } from '#adapters/sql/carry/carried-tables.ts'
import { copySqlite, removeSqlite, restoreSqlite } from '#adapters/sql/sqlite/sqlite-backup.ts'
import { done, failed } from '#base/outcome.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
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
        const total = await countRows(source)
        let written = 0
        await writeBackup({
          source,
          file: to,
          facts: { parley, schema: await schemaOf(source.db), origin, madeAt: new Date(now).toISOString() },
          progress: (rows) => {
            written += rows
            progress(written, total)
          },
        })
      } finally {
        await source.close()
        await removeSqlite(copy)
      }
      return backupFiles.verify(to)
    },
    restore: async ({ file: from, mayReplace, now, progress }) => {
      const opened = await openVerified(from)
      if (!opened.ok) return opened
      const backup = opened.value
      try {
        const { schema, tables, parley: writer } = backup.manifest
        if (schema > MIGRATIONS.length) {
          return failed(
            `${from} was written by Parley ${writer} with schema ${schema}, this one knows ${MIGRATIONS.length}: use the newer one`,
          )
        }
        // Each row is put in and read back.
        const total = 2 * tables.reduce((sum, table) => sum + table.rows, 0)
        let rowsDone = 0
        const restored = await restoreSqlite({
          backup,
          file,
          mayReplace,
          now,
          progress: (rows) => {
            rowsDone += rows
            progress(rowsDone, total)
          },
        })
        return restored.ok ? done({ backup: summaryOf(from, backup), aside: restored.value.aside }) : restored
      } finally {
        await backup.close()
      }
    },
  }
}

async function countRows(source: CarryDatabase): Promise<number> {
  let total = 0
  for (const { name } of carriedTables(await source.tables())) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      source.db,
    )
    total += rows[0]?.count ?? 0
  }
  return total
}
