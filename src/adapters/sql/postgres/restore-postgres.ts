/** A backup put into the place of Parley's tables in PostgreSQL: made beside them, and exchanged at one moment. */
import type { OpenedBackup } from '#adapters/backup/read-backup.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { filledTables } from '#adapters/sql/carry/count-rows.ts'
import { fillFromBackup } from '#adapters/backup/fill-from-backup.ts'
import { migrateTo } from '#adapters/sql/migrate.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { openPostgresCarry, type PostgresCarry } from '#adapters/sql/postgres/open-postgres-carry.ts'
import { OWN_TABLES } from '#adapters/sql/postgres/postgres-catalog.ts'
import { POSTGRES_WORDS } from '#adapters/sql/postgres/prepare-postgres.ts'
import { timeStamp } from '#base/time-stamp.ts'

/** The schema in which tables are filled until they are whole; one that a broken try left is thrown away. */
const HALF = 'parley_restoring'

/** Tables that were here before go into a schema of their own, with all they have. */
export async function restorePostgres({
  backup,
  url,
  mayReplace,
  now,
  progress,
}: {
  readonly backup: OpenedBackup
  readonly url: string
  readonly mayReplace: boolean
  readonly now: number
  readonly progress: (rows: number) => void
}): Promise<Outcome<{ readonly aside: string | null }, string>> {
  const target = await openPostgresCarry(url)
  try {
    if (!(await target.keepAlone())) return failed(`${target.place} is in use: stop the servers on it first`)
    if (!mayReplace && (await filledTables(target)).length > 0) {
      return failed(
        `${target.place} holds data: --replace keeps it aside in a schema of its own and puts the backup in its place`,
      )
    }
    const schema = await currentSchema(target)
    if (schema === null)
      return failed(`${target.place} has no schema to put tables into: look at its search_path`)
    await target.run(`drop schema if exists ${HALF} cascade`)
    await target.run(`create schema ${HALF}`)
    await target.run(`set search_path to ${HALF}`)
    const bringTo = (newest: number) =>
      target.transaction(() => migrateTo(target.db, POSTGRES_WORDS, { now, newest }))
    await bringTo(backup.manifest.schema)
    const problem = await fillFromBackup({ backup, target, progress })
    if (problem !== null) {
      await target.run(`drop schema ${HALF} cascade`)
      return failed(problem)
    }
    await bringTo(MIGRATIONS.length)
    await target.insistOnDisk()
    return done({
      aside: await takePlace(target, { schema, aside: `parley_before_${timeStamp(now).toLowerCase()}` }),
    })
  } finally {
    await target.close()
  }
}

/** One transaction: whoever looks sees the old tables or the new ones. What is not Parley's stays where it is. */
async function takePlace(
  target: PostgresCarry,
  { schema, aside }: { readonly schema: string; readonly aside: string },
): Promise<string | null> {
  const made = await tablesIn(target, HALF)
  const known = new Set([...made, ...OWN_TABLES, 'move_progress'])
  const old = (await tablesIn(target, schema)).filter((name) => known.has(name))
  await target.transaction(async () => {
    if (old.length > 0) await target.run(`create schema "${aside}"`)
    for (const name of old) await target.run(`alter table "${schema}"."${name}" set schema "${aside}"`)
    for (const name of made) await target.run(`alter table ${HALF}."${name}" set schema "${schema}"`)
    await target.run(`drop schema ${HALF}`)
  })
  return old.length > 0 ? `schema ${aside}` : null
}

async function tablesIn({ client }: PostgresCarry, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select tablename::text as name from pg_tables where schemaname = $1 order by 1',
    [schema],
  )
  return rows.map(({ name }) => name)
}

async function currentSchema({ client }: PostgresCarry): Promise<string | null> {
  const { rows } = await client.query<{ name: string | null }>('select current_schema()::text as name')
  return rows[0]?.name ?? null
}
