/** What a reader asks for costs what is shown: no query goes through everything the site holds. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import type { Tables } from '#adapters/sql/tables.ts'
import { createFtsIndex } from '#adapters/sql/sqlite/fts-index.ts'
import { openNodeSqlite, type OpenedDatabase } from '#adapters/sql/sqlite/node-sqlite-database.ts'
import { openSqliteStore } from '#adapters/sql/sqlite/open-sqlite-store.ts'
import { siteWriter } from '#adapters/sql/queries/site-queries.ts'

/**
 * A table gone through from end to end, or all of one site's rows in it, or its log, or the marks of comments, from a
 * position on: nothing else narrows the search. `range` and `newest` name what a part of the statement has found already.
 */
const WHOLE_SITE = /^SCAN (?!CONSTANT|range|newest)|\(site_id=\?(?: AND (?:sequence|at)>\?)?\)$/

let directory: string
let database: OpenedDatabase
let store: StoreReader & StoreWriter
const asked: string[] = []
before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'parley-plans-'))
  const file = join(directory, 'site.sqlite')
  await (await openSqliteStore({ file, siteId: 'main', now: 1 })).close()
  database = openNodeSqlite(file, 'write')
  const { forKysely } = database
  const recording = {
    close: () => forKysely.close(),
    prepare: (text: string) => {
      asked.push(text)
      return forKysely.prepare(text)
    },
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: recording }) })
  store = siteWriter({ db, siteId: 'main', search: createFtsIndex(database.raw) })
})
after(() => {
  database.raw.close()
  rmSync(directory, { recursive: true, force: true })
})

function plansOf(text: string): string[] {
  const steps = database.raw.prepare(`explain query plan ${text}`).all() as { detail: string }[]
  return steps.map(({ detail }) => detail)
}

const branch = { rootId: 'r', belowKey: 'k', afterKey: 'k', limit: 5 }
const words = { storyId: 's', authorId: 'a', body: 'b', since: 1 }

const READS: Readonly<Record<string, () => Promise<unknown>>> = {
  'a story': () => store.story('s'),
  'a story by its address': () => store.storyByUrl('https://news.example/'),
  'a comment': () => store.comment('c'),
  'some comments': () => store.comments(['c', 'd']),
  'roots, newest first': () =>
    store.roots({ storyId: 's', order: 'newest', after: null, asOf: null, limit: 5 }),
  'roots by votes': () => store.roots({ storyId: 's', order: 'top', after: null, asOf: null, limit: 5 }),
  branches: () => store.branches([branch, branch]),
  replies: () => store.replies([{ parentId: 'p', afterKey: null, limit: 5 }]),
  'hidden comments': () => store.hiddenComments({ storyId: 's', authorId: null, limit: 5 }),
  'hidden comments of one': () => store.hiddenComments({ storyId: 's', authorId: 'a', limit: 5 }),
  'comments by one': () => store.commentsBy({ storyId: 's', authorId: 'a', limit: 5 }),
  'the same words': () => store.sameComment({ ...words, parentId: null }),
  'the same words in a reply': () => store.sameComment({ ...words, parentId: 'p' }),
  'marks that were met': () => store.metMarks({ marks: ['m', 'n'], since: 1 }),
  'a comment’s marks, to forget them': () => store.forgetMarks({ id: 'c', createdAt: 1 }),
  'rules that comments wait for': () => store.ruleHolds(['c', 'd']),
  'a vote': () => store.vote('c', 'v'),
  'votes of one': () => store.votesBy({ storyId: 's', voterId: 'v', limit: 5 }),
  'events of a story': () => store.storyEventsAfter({ storyId: 's', sequence: 1, limit: 5 }),
  'the last event of a story': () => store.lastStoryEvent('s'),
  'a person': () => store.person('p'),
  'a member by name': () => store.memberByNameKey('n'),
  'what was learned and is in use': () => store.learnedInUse(),
  'the weights of a version': () => store.learnedWeights('v'),
  'whoever has a session': () => store.personOfSession('t', 1),
}

describe('no query of a page goes through the whole site', () => {
  for (const [name, read] of Object.entries(READS)) {
    test(name, async () => {
      asked.length = 0
      await read()
      assert.ok(asked.length > 0)
      const wide = asked.flatMap(plansOf).filter((step) => WHOLE_SITE.test(step))
      assert.deepEqual(wide, [])
    })
  }
})
