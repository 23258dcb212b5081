/** Fills the empty tables of a database with the rows of a backup, and compares what is there afterwards. */
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import type { BackupTable } from '#adapters/backup/manifest.ts'
import type { OpenedBackup } from '#adapters/backup/read-backup.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { awaitSearchOfAll, differences, dropIndexes } from '#adapters/sql/carry/differences.ts'

/** The target has the schema of the backup. Null where all is there; else what is wrong, in words. */
export async function fillFromBackup({
  backup,
  target,
  progress,
}: {
  readonly backup: OpenedBackup
  readonly target: CarryDatabase
  /** Told of rows put in, and of rows read back. */
  readonly progress: (rows: number) => void
}): Promise<string | null> {
  const shapes = new Map((await target.tables()).map((shape) => [shape.name, shape]))
  const indexes = await target.secondaryIndexes()
  await target.transaction(() => dropIndexes(target, indexes))
  const wanted = []
  for (const told of backup.manifest.tables) {
    const table = shapeOf(told, shapes.get(told.name))
    if (!table)
      return `schema ${backup.manifest.schema} has no table "${told.name}" as this backup tells of it`
    for await (const { rows } of backup.rows(told)) {
      await target.transaction(() => target.insert(table, rows))
      progress(rows.length)
    }
    wanted.push({ table, rows: told.rows, hash: told.hash })
  }
  for (const { made } of indexes) await target.run(made)
  const wrong = await differences(target, wanted, progress)
  if (wrong.length > 0) return `what was written is not what the backup holds: ${wrong.join('; ')}`
  await target.transaction(() => awaitSearchOfAll(target))
  return null
}

/** Null where the columns are not those that the rows were written with. */
function shapeOf(told: BackupTable, shape: TableShape | undefined): TableShape | null {
  return shape && shape.columns.join() === told.columns.join() ? shape : null
}
