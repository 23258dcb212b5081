/** The embedded store: one SQLite file, one connection that writes, one that reads. */
import { Kysely, SqliteDialect } from 'kysely'
import type { DialectWords } from '#adapters/sql/migrations/migration.ts'
import type { Store } from '#ports/store.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { createWriteLane, type WriteLane } from '#adapters/sql/sqlite/write-lane.ts'
import { migrate } from '#adapters/sql/migrate.ts'
import { openNodeSqlite } from '#adapters/sql/sqlite/node-sqlite-database.ts'
import { siteReader, siteWriter } from '#adapters/sql/queries/site-queries.ts'

/** SQLite compares text by bytes unless told otherwise. */
const WORDS: DialectWords = { byteOrder: '', inKeyOrder: 'without rowid' }

export interface SqliteStore extends Store {
  readonly laneCounts: WriteLane['counts']
}

/**
 * Opens and, where needed, creates or migrates the file. `now` dates the migrations. Throws where the file
 * is no SQLite database, is damaged, or was written by a newer Parley.
 */
export async function openSqliteStore(options: {
  readonly file: string
  readonly siteId: string
  readonly now: number
}): Promise<SqliteStore> {
  const writing = openNodeSqlite(options.file, 'write')
  const writeDb = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writing.forKysely }) })
  const lane = createWriteLane(writing.raw)
  try {
    await lane.write(() => migrate(writeDb, WORDS, options.now))
  } catch (error) {
    // The failure is known before the lane has ended its transaction.
    await lane.idle()
    writing.raw.close()
    throw error
  }
  const reading = openNodeSqlite(options.file, 'read')
  const readDb = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reading.forKysely }) })
  const writer = siteWriter({ db: writeDb, siteId: options.siteId })
  return {
    read: siteReader({ db: readDb, siteId: options.siteId }),
    write: (work) => lane.write(() => work(writer)),
    laneCounts: lane.counts,
    close: async () => {
      await lane.idle()
      reading.raw.close()
      writing.raw.close()
    },
  }
}
