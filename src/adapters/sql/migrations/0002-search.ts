/** Search: the dialect's index of published comments, and the list of those that wait to be put into it. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const search: Migration = {
  number: 2,
  name: 'search',
  statements: (words) => words.searchTables,
}
