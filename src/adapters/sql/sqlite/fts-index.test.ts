/** The index finds what reading every comment finds, by whichever way it looks. */
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IndexEntry, SearchIndex } from '#adapters/sql/queries/search-index.ts'
import { FTS_TABLES, createFtsIndex } from '#adapters/sql/sqlite/fts-index.ts'
import { isMatch, searchTerms } from '#domain/search/search-terms.ts'
import { orderedUuidV7 } from '#base/uuid.ts'

const STORY = '01900000-0000-7000-8000-000000000001'
const OTHER = '01900000-0000-7000-8000-000000000002'

/** More than are looked at one by one. */
const ENTRIES = 1_300
const NOON = Date.UTC(2026, 4, 12, 12)

/** Beginnings of one another, common and rare: `every` is how many entries lie between two that hold it. */
const WORDS = [
  { word: 'harbour', every: 2 },
  { word: 'har', every: 3 },
  { word: 'harm', every: 7 },
  { word: 'ferry', every: 90 },
  { word: 'ferries', every: 60 },
  { word: 'ferr', every: 650 },
  { word: 'don t', every: 4 },
] as const

function entries(storyId: string, shift: number): IndexEntry[] {
  return Array.from({ length: ENTRIES }, (_, at) => {
    const createdAt = NOON + at * 1_000
    return {
      storyId,
      commentId: orderedUuidV7(createdAt, at + shift, new Uint8Array(10).fill(at % 251)),
      createdAt,
      name: at % 11 === 0 ? 'harald ferry' : 'bob',
      words: [
        ...WORDS.filter(({ every }) => (at + shift) % every === 0).map(({ word }) => word),
        ...(at % 5 === 0 ? ['the harbour'] : []),
      ].join(' '),
    }
  })
}

async function filled(): Promise<{ readonly index: SearchIndex; readonly held: readonly IndexEntry[] }> {
  const database = new DatabaseSync(':memory:')
  for (const text of FTS_TABLES.filter(
    (table) => table.includes('comment_search') && !table.includes('from comment'),
  ))
    database.exec(text)
  const index = createFtsIndex(database)
  const held = entries(STORY, 0)
  await index.add([...held, ...entries(OTHER, 1)])
  return { index, held }
}

test('every page of every query is what reading all entries gives, newest first, and so is the count', async () => {
  const { index, held } = await filled()
  const newest = held.toReversed()
  const query = fc.constantFrom(
    'har',
    'harb',
    'harbour',
    'ferr',
    'ferry',
    'the har',
    'harald',
    '"har"',
    "don't",
    'har fer',
    'zzz',
  )
  const plan = fc.record({
    query,
    limit: fc.integer({ min: 1, max: 30 }),
    pages: fc.integer({ min: 1, max: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ query, limit, pages }) => {
      const terms = searchTerms(query)
      const expected = newest.filter((entry) => isMatch(terms, [entry.name, entry.words]))
      const found: string[] = []
      let after: string | null = null
      for (let page = 0; page < pages; page += 1) {
        const hits = await index.find({ storyIds: [STORY], terms, after, limit })
        found.push(...hits.map((hit) => hit.commentId))
        after = hits.at(-1)?.place ?? after
      }
      assert.deepEqual(
        found,
        expected.slice(0, limit * pages).map((entry) => entry.commentId),
      )
      for (const most of [1, limit, ENTRIES + 1]) {
        assert.equal(
          await index.count({ storyIds: [STORY], terms, limit: most }),
          Math.min(most, expected.length),
        )
      }
    }),
    { numRuns: 60 },
  )
})
