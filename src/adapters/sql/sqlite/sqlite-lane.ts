/** How the write lane writes to SQLite: on the one connection that may. */
import type { DatabaseSync } from 'node:sqlite'
import type { LaneDatabase } from '#adapters/sql/write-lane.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'
import { orSqliteBusy } from '#adapters/sql/sqlite/sqlite-busy-or.ts'

export function sqliteLane(database: DatabaseSync): LaneDatabase {
  const run = (text: string): void => orSqliteBusy(() => database.exec(text))
  return {
    // Takes the file's lock at once, so that nothing is read that another process is about to change.
    begin: () => run('begin immediate'),
    commit: () => run('commit'),
    rollback: () => {
      // Where the disk failed, SQLite has done it itself.
      if (database.isTransaction) database.exec('rollback')
    },
    causeOf: (error) => error,
    mark: () => run('savepoint work'),
    keep: () => run('release work'),
    undo: () => {
      if (!database.isTransaction) throw new StoreBusyError('SQLite: the transaction was given up')
      run('rollback to work')
      run('release work')
    },
  }
}
