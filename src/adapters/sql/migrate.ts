/** Brings a database to the newest schema, and refuses one that is newer than the program. */
import { sql, type Kysely } from 'kysely'
import type { DialectWords } from '#adapters/sql/migrations/migration.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'

/** The type of a column as migrations write it. */
const TEXT_COLUMN = / text\b/g

/** Thrown where going on would damage data: a newer Parley wrote this database. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError'
}

/** Stands among the migrations of a database into which a move is not finished: no Parley takes it for whole. */
export const MOVING_SCHEMA = 1_000_000

/** Thrown where a database holds only what has been moved so far. */
export class UnfinishedMoveError extends Error {
  override readonly name = 'UnfinishedMoveError'
}

/** Runs inside the caller's transaction. Returns how many migrations were applied. */
export async function migrate(db: Kysely<Tables>, words: DialectWords, now: number): Promise<number> {
  return migrateTo(db, words, { now, newest: MIGRATIONS.length })
}

/** The same, up to an older schema: for rows that were written under it, and are brought on afterwards. */
export async function migrateTo(
  db: Kysely<Tables>,
  words: DialectWords,
  { now, newest }: { readonly now: number; readonly newest: number },
): Promise<number> {
  await sql`create table if not exists migration (
    number bigint not null primary key, name text not null, applied_at bigint not null)`.execute(db)
  const current = await schemaOf(db)
  if (current === MOVING_SCHEMA) {
    throw new UnfinishedMoveError(
      'a move into this database is not finished: run the same parley move again, and it goes on where it was',
    )
  }
  if (current > newest) {
    throw new NewerDatabaseError(
      `this database has schema ${current}, this Parley knows ${newest}: start the newer Parley that made it`,
    )
  }
  for (const migration of MIGRATIONS.slice(current, newest)) {
    for (const statement of migration.statements(words)) {
      await sql.raw(statement.replaceAll(TEXT_COLUMN, ` ${words.textType}`)).execute(db)
    }
    await db
      .insertInto('migration')
      .values({ number: migration.number, name: migration.name, applied_at: now })
      .execute()
  }
  return newest - current
}

/** The number of the last migration that was applied; 0 where none was. */
export async function schemaOf(db: Kysely<Tables>): Promise<number> {
  const applied = await db
    .selectFrom('migration')
    .select('number')
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return applied?.number ?? 0
}
