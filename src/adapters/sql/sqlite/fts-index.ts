/** The search index in SQLite: one FTS5 table whose row numbers are times, so that the newest hits come first. */
import type { DatabaseSync } from 'node:sqlite'
import type { FilledIndex, IndexQuery } from '#adapters/sql/queries/search-index.ts'
import type { SearchHit } from '#ports/store.ts'
import { createFtsCare } from '#adapters/sql/sqlite/fts-care.ts'
import type { SearchTerm } from '#domain/search/search-terms.ts'
import { ftsStatements, type FtsStatements } from '#adapters/sql/sqlite/fts-statements.ts'
import { ftsQuery, holdsTerms, storyWord, wholeWords } from '#adapters/sql/sqlite/fts-query.ts'
import {
  comparePlaces,
  firstPlace,
  freePlace,
  PLACE_PROBES,
  placeBound,
} from '#adapters/sql/queries/search-place.ts'

/** Entries looked at one by one before the index is asked after all: about as long as it takes for a common word. */
const ENTRIES_LOOKED_AT_MAX = 1_000

/**
 * Words come folded and parted by single spaces (`wordsOf`), so the plainest tokenizer only has to cut at spaces;
 * highlighting and index can never disagree about what a word is. The story is a word of the entry: a search costs
 * what the story holds of its rarest word. `secure-delete` takes the words of an erased comment out at once
 * instead of marking them.
 */
export const FTS_TABLES: readonly string[] = [
  `create virtual table comment_search using fts5(story, name, words, comment_id unindexed, tokenize='ascii')`,
  `insert into comment_search (comment_search, rank) values ('secure-delete', 1)`,
  `create table search_waiting (
    site_id text not null, story_id text not null, comment_id text not null,
    primary key (site_id, story_id, comment_id)) without rowid`,
  `insert into search_waiting (site_id, story_id, comment_id)
    select site_id, story_id, id from comment where state = 'published'`,
]

/** Statements are prepared at their first use: the reading connection never writes. */
export function createFtsIndex(database: DatabaseSync): FilledIndex {
  const statement = ftsStatements(database)
  const taken = (first: bigint) =>
    statement(
      'select cast(rowid as text) as place, comment_id as commentId from comment_search where rowid between ? and ?',
    ).all(first, first + BigInt(PLACE_PROBES - 1)) as { place: string; commentId: string }[]
  return {
    add: async (entries) => {
      for (const { storyId, commentId, createdAt, name, words } of entries) {
        const first = firstPlace({ commentId, createdAt })
        const place = freePlace(first, new Set(taken(first).map((row) => BigInt(row.place))))
        statement(
          'insert into comment_search (rowid, story, name, words, comment_id) values (?, ?, ?, ?, ?)',
        ).run(place, storyWord(storyId), name, words, commentId)
      }
    },
    remove: async (comment) => {
      const row = taken(firstPlace(comment)).find((other) => other.commentId === comment.commentId)
      if (row) statement('delete from comment_search where rowid = ?').run(BigInt(row.place))
    },
    find: async (query) => {
      if (query.terms.length === 0) return []
      return findAmongNewest(statement, query) ?? findIn(statement, query, query.terms)
    },
    count: async ({ storyIds, terms, limit }) => {
      if (terms.length === 0) return 0
      const count = (counted: readonly SearchTerm[]): number =>
        statement('select 1 from comment_search where comment_search match ? limit ?').all(
          ftsQuery(storyIds, counted),
          limit,
        ).length
      const whole = wholeWords(terms)
      // Whole words are counted in a tenth of the time, and often reach the limit alone.
      return whole && count(whole) === limit ? limit : count(terms)
    },
    placeOf: (comment) => firstPlace(comment).toString(),
    compare: comparePlaces,
    care: createFtsCare(statement, (comment) => taken(firstPlace(comment))),
  }
}

function findIn(
  statement: FtsStatements,
  { storyIds, after, limit }: IndexQuery,
  terms: readonly SearchTerm[],
): SearchHit[] {
  return statement(
    `select cast(rowid as text) as place, comment_id as commentId from comment_search
      where comment_search match ? and rowid < ? order by rowid desc limit ?`,
  ).all(ftsQuery(storyIds, terms), placeBound(after), limit) as unknown as SearchHit[]
}

/**
 * A word that may also be the beginning of a longer one makes FTS5 gather every entry of every such word on the site
 * before it gives the newest. Where the whole word alone fills the page, the page lies among the entries newer than the
 * last of those hits: few, for common words, and quickly looked at one by one. Null where they are not.
 */
function findAmongNewest(statement: FtsStatements, query: IndexQuery): SearchHit[] | null {
  const whole = wholeWords(query.terms)
  if (!whole) return null
  const last = findIn(statement, query, whole)[query.limit - 1]
  if (!last) return null
  const entries = statement(
    `select cast(rowid as text) as place, comment_id as commentId, name, words from comment_search
      where comment_search match ? and rowid < ? and rowid >= ? order by rowid desc limit ?`,
  ).all(
    ftsQuery(query.storyIds, []),
    placeBound(query.after),
    BigInt(last.place),
    ENTRIES_LOOKED_AT_MAX + 1,
  ) as unknown as (SearchHit & { readonly name: string; readonly words: string })[]
  if (entries.length > ENTRIES_LOOKED_AT_MAX) return null
  return entries
    .filter((entry) => holdsTerms(query.terms, entry))
    .slice(0, query.limit)
    .map(({ place, commentId }) => ({ place, commentId }))
}
