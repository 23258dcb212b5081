/** How the write lane writes to SQLite: on the one connection that may. */
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import type { LaneDatabase } from '#adapters/sql/write-lane.ts'
import { StoreBusyError } from '#ports/store-busy-error.ts'
import { isLocked, orSqliteBusy, sqliteBusyOr } from '#adapters/sql/sqlite/sqlite-busy-or.ts'

/** Milliseconds to wait for another process (a command line beside the server) that writes. */
const BEGIN_PATIENCE_MS = 5_000

/** Milliseconds between looks: the library would wait on our only thread, and nobody could read meanwhile. */
const LOOK_MS = 10

/** The connection itself waits for no lock. */
export function sqliteLane(database: DatabaseSync, patienceMs = BEGIN_PATIENCE_MS): LaneDatabase {
  const run = (text: string): void => orSqliteBusy(() => database.exec(text))
  return {
    // A commit is over when it returns.
    chains: false,
    rest: () => {},
    // Takes the file's lock at once, so that nothing is read that another process is about to change.
    begin: async () => {
      const until = performance.now() + patienceMs
      for (;;) {
        try {
          database.exec('begin immediate')
          return
        } catch (error) {
          if (!isLocked(error) || performance.now() >= until) throw sqliteBusyOr(error)
          await wait(LOOK_MS)
        }
      }
    },
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
