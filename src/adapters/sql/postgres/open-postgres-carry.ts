/** A PostgreSQL database opened for carrying rows out of it or into it, on one connection. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import type { CarryDatabase, Row } from '#adapters/sql/carry/carry-database.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { copyRows } from '#adapters/sql/postgres/copy-rows.ts'
import { connectPostgres } from '#adapters/sql/postgres/connect-postgres.ts'
import { kyselyPool, StatementNames } from '#adapters/sql/postgres/named-statements.ts'
import { MIGRATION_LOCK } from '#adapters/sql/postgres/prepare-postgres.ts'
import { postgresCatalog } from '#adapters/sql/postgres/postgres-catalog.ts'

export interface PostgresCarry extends CarryDatabase {
  readonly client: pg.PoolClient
  /** False where servers run on the database. Where none do, none can start on it until this connection ends. */
  readonly keepAlone: () => Promise<boolean>
}

/** Rejects where the server cannot be reached. */
export async function openPostgresCarry(url: string): Promise<PostgresCarry> {
  const connections = connectPostgres({ url, connectionsMax: 1, isPatient: true })
  const client = await connections.connect().catch(async (error: unknown) => {
    await connections.end()
    throw error
  })
  // Making an index of a large table takes as long as it takes.
  for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
    await client.query(`set ${name} = 0`)
  }
  // A crash of the server takes the last rows and what was told of them together: a move goes on before them.
  await client.query('set synchronous_commit = off')
  const pool = kyselyPool(new StatementNames(), { connect: () => Promise.resolve(client), release: () => {} })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    client,
    engine: 'postgres',
    place: placeOf(url),
    db,
    tables: () => postgresCatalog(db),
    page: async (table, { after, limit }) => {
      const values = [...(after ?? []), limit]
      const text = pageText(table, after !== null)
      const { rows } = await client.query<Row & unknown[]>({ text, values, rowMode: 'array' })
      return rows
    },
    insert: (table, rows) => copyRows(client, copyText(table), rows),
    transaction: async (work) => {
      await client.query('begin')
      try {
        const result = await work()
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
    insistOnDisk: async () => void (await client.query('set synchronous_commit = on')),
    secondaryIndexes: async () => {
      const { rows } = await sql<{ name: string; made: string }>`
        select c.relname::text as name, pg_get_indexdef(i.indexrelid) as made
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where c.relnamespace = current_schema()::regnamespace
          and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
        order by 1`.execute(db)
      return rows
    },
    run: async (statement) => void (await client.query(statement)),
    keepAlone: async () => {
      // Every server takes this lock when it starts, before it looks at any table.
      const { rows } = await client.query<{ alone: boolean }>(
        `select pg_try_advisory_lock($1) and not exists (select 1 from pg_stat_activity
          where datname = current_database() and application_name = 'parley' and pid <> pg_backend_pid()) as alone`,
        [MIGRATION_LOCK],
      )
      return rows[0]?.alone === true
    },
    close: async () => {
      client.release(true)
      await connections.end()
    },
  }
}

function copyText({ name, columns }: TableShape): string {
  return `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`
}

function pageText(table: TableShape, isBehind: boolean): string {
  const key = table.key.map(quoted).join(', ')
  const slots = table.key.map((_, at) => `$${at + 1}`).join(', ')
  const behind = isBehind ? `where (${key}) > (${slots})` : ''
  const limit = isBehind ? table.key.length + 1 : 1
  return `select ${table.columns.map(quoted).join(', ')} from ${quoted(table.name)} ${behind} order by ${key} limit $${limit}`
}

/** The host and database, and where a socket is: never who asks, or with which password. */
export function placeOf(url: string): string {
  const [, hosts = '', path = '', query = ''] = /^\w+:\/\/(?:.*@)?([^/?@]*)([^?]*)(.*)$/.exec(url) ?? []
  const socket = new URLSearchParams(query).get('host')
  return `postgres://${hosts}${path}${socket === null ? '' : `?host=${socket}`}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
