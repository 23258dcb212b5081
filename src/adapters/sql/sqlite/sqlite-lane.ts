/** How the write lane writes to SQLite: on the one connection that may. */
import type { DatabaseSync } from 'node:sqlite'
import type { LaneDatabase } from '#adapters/sql/write-lane.ts'

export function sqliteLane(database: DatabaseSync): LaneDatabase {
  return {
    // Takes the file's lock at once, so that nothing is read that another process is about to change.
    begin: () => database.exec('begin immediate'),
    commit: () => database.exec('commit'),
    rollback: () => {
      if (database.isTransaction) database.exec('rollback')
    },
    mark: () => database.exec('savepoint work'),
    keep: () => database.exec('release work'),
    undo: () => {
      database.exec('rollback to work')
      database.exec('release work')
    },
  }
}
