/** The search index in PostgreSQL: the words of comments as lexemes with their positions, in a GIN index. */
import { sql, type Kysely } from 'kysely'
import type { IndexEntry, SearchIndex } from '#adapters/sql/queries/search-index.ts'
import type { SearchTerm } from '#domain/search/search-terms.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { createWordsCare } from '#adapters/sql/postgres/words-care.ts'
import {
  comparePlaces,
  firstPlace,
  freePlace,
  PLACE_PROBES,
  placeBound,
} from '#adapters/sql/queries/search-place.ts'

/** Characters of a word that count: a lexeme takes 2,046 bytes, and a letter up to four. */
const LEXEME_LENGTH_MAX = 500

/** Positions a lexeme may have in a `tsvector`; greater ones would be cut down to it by the server as well. */
const POSITION_MAX = 16_383

/** Between the words of the name and those of the comment, so that no phrase reaches from one into the other. */
const NAME_GAP = 2

export const WORDS_TABLES: readonly string[] = [
  `create table comment_search (
    site_id text not null, story_id text not null, place bigint not null, comment_id text not null,
    words tsvector not null,
    primary key (site_id, story_id, place))`,
  `create unique index comment_search_comment on comment_search (site_id, comment_id)`,
  `create index comment_search_words on comment_search using gin (words)`,
  `create table search_waiting (
    site_id text not null, story_id text not null, comment_id text not null,
    primary key (site_id, story_id, comment_id))`,
  `insert into search_waiting (site_id, story_id, comment_id)
    select site_id, story_id, id from comment where state = 'published'`,
]

/** Words come folded and parted by single spaces (`wordsOf`); the server's own parsers never see them. */
export function createWordsIndex(db: Kysely<Tables>, siteId: string): SearchIndex {
  return {
    remove: async ({ commentId }) => {
      await sql`delete from comment_search
        where site_id = ${siteId} and comment_id = ${commentId}`.execute(db)
    },
    find: async ({ storyIds, terms, after, limit }) => {
      if (terms.length === 0) return []
      const found = await sql<{ place: string; commentId: string }>`
        select place::text as place, comment_id as "commentId" from comment_search
        where site_id = ${siteId} and story_id in (${sql.join(storyIds)})
        and words @@ ${queryText(terms)}::tsquery and place < ${placeBound(after)}
        order by comment_search.place desc limit ${limit}`.execute(db)
      return found.rows
    },
    count: async ({ storyIds, terms, limit }) => {
      if (terms.length === 0) return 0
      const found = await sql<{ count: number }>`select count(*) as count from (
        select 1 from comment_search where site_id = ${siteId} and story_id in (${sql.join(storyIds)})
        and words @@ ${queryText(terms)}::tsquery limit ${limit}) as found`.execute(db)
      return found.rows[0]?.count ?? 0
    },
    placeOf: (comment) => firstPlace(comment).toString(),
    compare: comparePlaces,
    care: createWordsCare(db, siteId),
  }
}

/** A free place for each entry, in their order; two stories may use the same. */
export async function takePlaces(
  db: Kysely<Tables>,
  siteId: string,
  entries: readonly IndexEntry[],
): Promise<bigint[]> {
  const firsts = entries.map((entry) => firstPlace(entry))
  const stories = [...new Set(entries.map((entry) => entry.storyId))]
  const takenOf = async (places: readonly bigint[]): Promise<Set<bigint>> => {
    const { rows } = await sql<{ place: string }>`select place::text as place from comment_search
      where site_id = ${siteId} and story_id = any(${stories}::text[])
      and place = any(${places}::bigint[])`.execute(db)
    return new Set(rows.map((row) => BigInt(row.place)))
  }
  // Nearly always the first place of each is free.
  if (new Set(firsts).size === firsts.length && (await takenOf(firsts)).size === 0) return firsts
  const taken = await takenOf(
    firsts.flatMap((first) => Array.from({ length: PLACE_PROBES }, (_, at) => first + BigInt(at))),
  )
  return firsts.map((first) => {
    const place = freePlace(first, taken)
    taken.add(place)
    return place
  })
}

/** A `tsvector` as text: `'word':1 'other':2 'word':5`. The server puts the places of one word together. */
export function vectorText(name: string, words: string): string {
  const placed: string[] = []
  let position = 0
  const place = (text: string): void => {
    for (const word of text.split(' ')) {
      if (word === '') continue
      position = Math.min(position + 1, POSITION_MAX)
      placed.push(`${quoted(word)}:${position}`)
    }
  }
  place(name)
  position += NAME_GAP
  place(words)
  return placed.join(' ')
}

/** A `tsquery` as text: `('two' <-> 'words') & 'begin':*`. */
function queryText(terms: readonly SearchTerm[]): string {
  return terms
    .map(({ words, isPrefix }) => {
      const lexemes = words.map(quoted)
      return `(${lexemes.join(' <-> ')}${isPrefix ? ':*' : ''})`
    })
    .join(' & ')
}

/** What would end a quoted word. */
const ENDS_A_QUOTE = /['\\]/

/** Quoted as `tsvector` and `tsquery` both read it: nothing typed is ever read as a query language. */
function quoted(word: string): string {
  const lexeme =
    word.length <= LEXEME_LENGTH_MAX ? word : Array.from(word).slice(0, LEXEME_LENGTH_MAX).join('')
  if (!ENDS_A_QUOTE.test(lexeme)) return `'${lexeme}'`
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
