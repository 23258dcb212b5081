/** What every query starts from: a database handle, the one site it may touch, and the dialect's search index. */
import type { Kysely } from 'kysely'
import type { SearchIndex } from '#adapters/sql/queries/search-index.ts'
import type { Tables } from '#adapters/sql/tables.ts'

export interface Scope {
  readonly db: Kysely<Tables>
  readonly siteId: string
  readonly search: SearchIndex
}
