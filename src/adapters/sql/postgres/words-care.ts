/** Checking the search index of PostgreSQL: what it holds of the site, and taking out what should not be in it. */
import { sql, type Kysely } from 'kysely'
import type { SearchCare } from '#adapters/sql/queries/search-care.ts'
import type { Tables } from '#adapters/sql/tables.ts'

export function createWordsCare(db: Kysely<Tables>, siteId: string): SearchCare {
  return {
    held: async (comments) => {
      if (comments.length === 0) return new Set()
      const ids = comments.map((comment) => comment.commentId)
      const { rows } = await sql<{ id: string }>`select comment_id as id from comment_search
        where site_id = ${siteId} and comment_id in (${sql.join(ids)})`.execute(db)
      return new Set(rows.map((row) => row.id))
    },
    entries: async ({ after, limit }) => {
      const { rows } = await sql<{ id: string }>`select comment_id as id from comment_search
        where site_id = ${siteId} and comment_id > ${after ?? ''} order by comment_id limit ${limit}`.execute(
        db,
      )
      // Found by the comment's id, of which there is one: it stands where it is looked for.
      return rows.map(({ id }) => ({ entry: id, commentId: id, isFound: () => true }))
    },
    drop: async (entry) => {
      await sql`delete from comment_search where site_id = ${siteId} and comment_id = ${entry}`.execute(db)
    },
  }
}
