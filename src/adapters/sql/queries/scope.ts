/** What every query starts from: a database handle and the one site it may touch. */
import type { Kysely } from 'kysely'
import type { Tables } from '#adapters/sql/tables.ts'

export interface Scope {
  readonly db: Kysely<Tables>
  readonly siteId: string
}
