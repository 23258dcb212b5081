/** The embedded store: one SQLite file, one connection that writes, one that reads. */
import { Kysely, SqliteDialect } from 'kysely'
import type { DialectWords } from '#adapters/sql/migrations/migration.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { FTS_TABLES, createFtsIndex } from '#adapters/sql/sqlite/fts-index.ts'
import { createWriteLane } from '#adapters/sql/write-lane.ts'
import { sqliteLane } from '#adapters/sql/sqlite/sqlite-lane.ts'
import { createSqliteCare } from '#adapters/sql/sqlite/sqlite-care.ts'
import { refuseDamaged } from '#adapters/sql/sqlite/refuse-damaged.ts'
import { siteCare } from '#adapters/sql/care/site-care.ts'
import { fillIndex } from '#adapters/sql/queries/search.ts'
import { migrate } from '#adapters/sql/migrate.ts'
import { openNodeSqlite, type OpenedDatabase } from '#adapters/sql/sqlite/node-sqlite-database.ts'
import { siteReader, siteWriter } from '#adapters/sql/queries/site-queries.ts'

/** SQLite compares text by bytes unless told otherwise. */
export const SQLITE_WORDS: DialectWords = {
  textType: 'text',
  inKeyOrder: 'without rowid',
  searchTables: FTS_TABLES,
}

function scopeOf({ raw, forKysely }: OpenedDatabase, siteId: string) {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely }) })
  return { db, siteId, search: createFtsIndex(raw) }
}

/**
 * Opens and, where needed, creates or migrates the file. `now` dates the migrations. Throws where the file
 * is no SQLite database, is damaged, or was written by a newer Parley.
 */
export async function openSqliteStore(options: {
  readonly file: string
  readonly siteId: string
  readonly now: number
}): Promise<SiteStore> {
  refuseDamaged(options.file)
  const writing = openNodeSqlite(options.file, 'write')
  const writeScope = scopeOf(writing, options.siteId)
  // From here on the lane waits for locks, so that readers are served meanwhile.
  writing.raw.exec('pragma busy_timeout = 0')
  const lane = createWriteLane(sqliteLane(writing.raw))
  try {
    await lane.write(() => migrate(writeScope.db, SQLITE_WORDS, options.now))
  } catch (error) {
    // The failure is known before the lane has ended its transaction.
    await lane.idle()
    writing.raw.close()
    throw error
  }
  const reading = openNodeSqlite(options.file, 'read')
  const writer = siteWriter(writeScope)
  const readScope = scopeOf(reading, options.siteId)
  return {
    read: siteReader(readScope),
    care: siteCare(readScope, createSqliteCare(reading.raw)),
    write: (work) => lane.write(() => work(writer)),
    settleSearch: (limit) => lane.write(() => fillIndex(writeScope, limit)),
    onAppended: null,
    // Another process is seldom there, and seen at the next look at the log.
    onChange: () => {},
    laneCounts: lane.counts,
    rateCounter: null,
    close: async () => {
      await lane.idle()
      reading.raw.close()
      writing.raw.close()
    },
  }
}
