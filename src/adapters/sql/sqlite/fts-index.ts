/** The search index in SQLite: one FTS5 table whose row numbers are times, so that the newest hits come first. */
import type { DatabaseSync } from 'node:sqlite'
import type { SearchIndex } from '#adapters/sql/queries/search-index.ts'
import { createFtsCare } from '#adapters/sql/sqlite/fts-care.ts'
import type { SearchTerm } from '#domain/search/search-terms.ts'
import {
  comparePlaces,
  firstPlace,
  freePlace,
  PLACE_PROBES,
  placeBound,
} from '#adapters/sql/queries/search-place.ts'

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
export function createFtsIndex(database: DatabaseSync): SearchIndex {
  const statement = preparing(database)
  const taken = (first: bigint) =>
    statement(
      'select cast(rowid as text) as place, comment_id as commentId from comment_search where rowid between ? and ?',
    ).all(first, first + PLACE_PROBES - 1n) as { place: string; commentId: string }[]
  return {
    add: async ({ storyId, commentId, createdAt, name, words }) => {
      const first = firstPlace({ commentId, createdAt })
      const place = freePlace(first, taken(first))
      statement(
        'insert into comment_search (rowid, story, name, words, comment_id) values (?, ?, ?, ?, ?)',
      ).run(place, storyWord(storyId), name, words, commentId)
    },
    remove: async (comment) => {
      const row = taken(firstPlace(comment)).find((other) => other.commentId === comment.commentId)
      if (row) statement('delete from comment_search where rowid = ?').run(BigInt(row.place))
    },
    find: async ({ storyId, terms, after, limit }) =>
      terms.length === 0
        ? []
        : (statement(
            `select cast(rowid as text) as place, comment_id as commentId from comment_search
              where comment_search match ? and rowid < ? order by rowid desc limit ?`,
          ).all(matchText(storyId, terms), placeBound(after), limit) as {
            place: string
            commentId: string
          }[]),
    count: async ({ storyId, terms, limit }) =>
      terms.length === 0
        ? 0
        : statement('select 1 from comment_search where comment_search match ? limit ?').all(
            matchText(storyId, terms),
            limit,
          ).length,
    placeOf: (comment) => firstPlace(comment).toString(),
    compare: comparePlaces,
    care: createFtsCare(statement, (comment) => taken(firstPlace(comment))),
  }
}

function preparing(database: DatabaseSync) {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (text: string): ReturnType<DatabaseSync['prepare']> => {
    const known = prepared.get(text)
    if (known) return known
    const made = database.prepare(text)
    // What a write answers holds a row number; numbers that are read are asked for as text.
    made.setReadBigInts(true)
    prepared.set(text, made)
    return made
  }
}

function storyWord(storyId: string): string {
  return storyId.replaceAll('-', '')
}

/** Words hold no quotation mark, and all stand quoted: nothing typed is ever read as a query language. */
function matchText(storyId: string, terms: readonly SearchTerm[]): string {
  const phrases = terms.map(({ words, isPrefix }) => {
    const phrase = `"${words.join(' ').replaceAll('"', ' ')}"`
    return `{name words} : ${phrase}${isPrefix ? ' *' : ''}`
  })
  return [`story : "${storyWord(storyId)}"`, ...phrases].join(' AND ')
}
