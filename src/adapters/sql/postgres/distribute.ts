/** Spreads the tables over several machines by their site, with the Citus extension of PostgreSQL. */
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { hostUrls } from '#adapters/sql/postgres/host-urls.ts'
import { OWN_TABLES, postgresCatalog } from '#adapters/sql/postgres/postgres-catalog.ts'
import { connectPostgres } from '#adapters/sql/postgres/connect-postgres.ts'
import { Kysely, PostgresDialect } from 'kysely'
import type { Tables } from '#adapters/sql/tables.ts'
import { kyselyPool, StatementNames } from '#adapters/sql/postgres/named-statements.ts'

export type Distribution =
  | { readonly kind: 'planned' | 'done'; readonly statements: readonly string[] }
  /** The database has no Citus: nothing was run. */
  | { readonly kind: 'no-extension'; readonly statements: readonly string[] }

/**
 * One statement for each table, those first that others refer to: Citus allows a foreign key only between tables that
 * are spread alike. The list of migrations stays on the coordinator, where the nodes connect.
 */
export function distributionOf(tables: readonly TableShape[]): string[] {
  const placed = new Set<string>()
  const statements: string[] = []
  const waiting = tables.filter((table) => table.columns.includes('site_id'))
  const isReady = (table: TableShape): boolean =>
    table.references.every((reference) => placed.has(reference.table) || reference.table === table.name)
  for (let next = waiting.findIndex(isReady); next !== -1; next = waiting.findIndex(isReady)) {
    const [table] = waiting.splice(next, 1)
    if (!table) break
    placed.add(table.name)
    statements.push(`select create_distributed_table('${table.name}', 'site_id')`)
  }
  return statements
}

/** Reads the tables off the database at `url`; with `run`, spreads them where the extension is there. */
export async function distribute(url: string, { run }: { readonly run: boolean }): Promise<Distribution> {
  const connections = connectPostgres({ url: hostUrls(url)[0] ?? url, connectionsMax: 1 })
  const client = await connections.connect()
  try {
    const connection = { connect: async () => client, release: () => {} }
    const pool = kyselyPool(new StatementNames(), connection)
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    const own = OWN_TABLES.map((name) => ({ name, columns: ['site_id'], key: [], references: [] }))
    const statements = distributionOf([...(await postgresCatalog(db)), ...own])
    if (!run) return { kind: 'planned', statements }
    const { rowCount } = await client.query(`select 1 from pg_extension where extname = 'citus'`)
    if (rowCount === 0) return { kind: 'no-extension', statements }
    for (const statement of statements) await client.query(statement)
    return { kind: 'done', statements }
  } finally {
    client.release(true)
    await connections.end()
  }
}
