/** Checking the search index of SQLite: what it holds, where, and taking out what should not be in it. */
import type { FtsStatements } from '#adapters/sql/sqlite/fts-statements.ts'
import type { SearchCare } from '#adapters/sql/queries/search-care.ts'

/** Before the first row number there can be. */
const BEFORE_ALL = -(2n ** 63n)

interface Taken {
  readonly place: string
  readonly commentId: string
}

/** `statement` prepares once; `taken` gives the entries where a comment would stand. */
export function createFtsCare(
  statement: FtsStatements,
  taken: (comment: { readonly commentId: string; readonly createdAt: number }) => readonly Taken[],
): SearchCare {
  const placeIn = (comment: Parameters<typeof taken>[0]): string | undefined =>
    taken(comment).find((row) => row.commentId === comment.commentId)?.place
  return {
    held: (comments) => {
      const held = comments.filter((comment) => placeIn(comment) !== undefined)
      return Promise.resolve(new Set(held.map((comment) => comment.commentId)))
    },
    entries: ({ after, limit }) => {
      const rows = statement(
        `select cast(rowid as text) as place, comment_id as commentId from comment_search
          where rowid > ? order by rowid limit ?`,
      ).all(after === null ? BEFORE_ALL : BigInt(after), limit) as unknown as Taken[]
      return Promise.resolve(
        rows.map(({ place, commentId }) => ({
          entry: place,
          commentId,
          isFound: (createdAt) => placeIn({ commentId, createdAt }) === place,
        })),
      )
    },
    drop: (entry) => {
      statement('delete from comment_search where rowid = ?').run(BigInt(entry))
      return Promise.resolve()
    },
  }
}
