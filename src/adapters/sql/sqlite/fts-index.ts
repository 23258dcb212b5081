/** The search index in SQLite: one FTS5 table whose row numbers are times, so that the newest hits come first. */
import type { DatabaseSync } from 'node:sqlite'
import type { SearchIndex } from '#adapters/sql/queries/search-index.ts'
import { createFtsCare } from '#adapters/sql/sqlite/fts-care.ts'
import type { SearchTerm } from '#domain/search/search-terms.ts'

/** Bits of a row number below the millisecond: comments of one millisecond get numbers of their own. */
const TIE_BITS = 20n

/** Row numbers tried for one comment: two that share time and all tie bits are rare, three never met. */
const PROBES = 8n

/** After the last row number there can be. */
const BEHIND_ALL = 2n ** 63n - 1n

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
    ).all(first, first + PROBES - 1n) as { place: string; commentId: string }[]
  return {
    add: ({ storyId, commentId, createdAt, name, words }) => {
      const first = firstPlace(commentId, createdAt)
      const others = new Set(taken(first).map((row) => BigInt(row.place)))
      let place = first
      while (others.has(place)) place += 1n
      statement(
        'insert into comment_search (rowid, story, name, words, comment_id) values (?, ?, ?, ?, ?)',
      ).run(place, storyWord(storyId), name, words, commentId)
    },
    remove: ({ commentId, createdAt }) => {
      const row = taken(firstPlace(commentId, createdAt)).find((other) => other.commentId === commentId)
      if (row) statement('delete from comment_search where rowid = ?').run(BigInt(row.place))
    },
    find: ({ storyId, terms, after, limit }) =>
      terms.length === 0
        ? []
        : (statement(
            `select cast(rowid as text) as place, comment_id as commentId from comment_search
              where comment_search match ? and rowid < ? order by rowid desc limit ?`,
          ).all(matchText(storyId, terms), before(after), limit) as {
            place: string
            commentId: string
          }[]),
    count: ({ storyId, terms, limit }) =>
      terms.length === 0
        ? 0
        : statement('select 1 from comment_search where comment_search match ? limit ?').all(
            matchText(storyId, terms),
            limit,
          ).length,
    placeOf: ({ commentId, createdAt }) => firstPlace(commentId, createdAt).toString(),
    compare: (a, b) => (BigInt(a) < BigInt(b) ? 1 : a === b ? 0 : -1),
    care: createFtsCare(statement, ({ commentId, createdAt }) => taken(firstPlace(commentId, createdAt))),
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

/** The lowest 20 of the 36 bits by which ids of one millisecond are told apart (domain/thread/order-key.ts). */
function firstPlace(commentId: string, createdAt: number): bigint {
  const tie = BigInt(`0x${commentId.slice(21, 23)}${commentId.slice(24, 27)}`)
  return (BigInt(Math.max(0, Math.trunc(createdAt))) << TIE_BITS) + tie
}

/** A place comes from an address: it may be any number. */
function before(after: string | null): bigint {
  const place = after === null ? BEHIND_ALL : BigInt(after)
  return place < BEHIND_ALL ? place : BEHIND_ALL
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
