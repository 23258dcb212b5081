/** The reference for writing: rows like a comment's put into SQLite one by one, each durable before the next. */
import { DatabaseSync } from 'node:sqlite'
import { randomBytes } from 'node:crypto'
import { uuidV7 } from '#base/uuid.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { seededNumbers, writeSentences } from '#bench/sentences.ts'

const RANDOM_BYTES = 16
const SENTENCES = 3

export interface RawInserts {
  /** Inserts for `ms` milliseconds and says how many a second were on disk. */
  readonly run: (ms: number) => number
  readonly close: () => void
}

/** One table with one index and one prepared statement: less than any comment system can do with. */
export function openRawInserts(file: string): RawInserts {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec(`create table comment (
    site_id text not null, id text not null, story_id text not null, root_id text not null, order_key text not null,
    author_name text not null, body text not null, body_html text not null, created_at bigint not null,
    primary key (site_id, id))`)
  database.exec('create index branch on comment (site_id, root_id, order_key)')
  const insert = database.prepare('insert into comment values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const nextRow = rawRows()
  return {
    run: (ms) => {
      const began = performance.now()
      let rows = 0
      while (performance.now() - began < ms) {
        // Outside of a transaction every statement is one, and is on disk when it returns.
        insert.run(...nextRow())
        rows += 1
      }
      return (rows / (performance.now() - began)) * 1_000
    },
    close: () => database.close(),
  }
}

/** Rows like a comment's, in the order of the columns. */
export function rawRows(): () => (string | number)[] {
  const next = seededNumbers(4)
  const storyId = newId()
  return () => {
    const id = newId()
    const now = Date.now()
    const body = writeSentences(next, SENTENCES)
    return ['main', id, storyId, id, orderKey(null, now, id), 'Writer', body, `<p>${body}</p>`, now]
  }
}

function newId(): string {
  return uuidV7(Date.now(), new Uint8Array(randomBytes(RANDOM_BYTES)))
}
