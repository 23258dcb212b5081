/** Every migration from the schema before it, and from the first, with a thread in it: whole and readable afterwards. */
import { after, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { checkSite } from '#operations/check-site.ts'
import { ENGINES, stopOwnServer, type EmptyPlace } from '#test/conformance/engines.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { searchTerms } from '#domain/search/search-terms.ts'

after(stopOwnServer)

const AT = Date.UTC(2026, 4, 12, 12)
const STORY = '019e1c0e-ea00-7000-8000-000000000001'
const PERSON = '019e1c0e-ea00-7000-8000-000000000002'
const ROOT = '019e1c0e-ea00-7000-8000-000000000003'
const REPLY = '019e1c0e-ea00-7000-8000-000000000004'

/** From here on whoever publishes a comment puts it on the list for the search index. */
const SEARCH_MIGRATION = 2
const WAIT_FOR_SEARCH = `insert into search_waiting (site_id, story_id, comment_id)
  select site_id, story_id, id from comment`

/** A story with a comment, its reply, a vote and an event, in the columns of the first schema, which none has lost. */
function rows(): string[] {
  const rootKey = orderKey(null, AT, ROOT)
  const replyKey = orderKey(rootKey, AT + 1, REPLY)
  const comment = (values: string): string =>
    `insert into comment (site_id, id, story_id, root_id, parent_id, order_key, depth, author_id, author_name,
      author_standing, state, shown, body_format, body, body_html, created_at, branch_count, shown_replies,
      agree, disagree, top_score, controversy) values ('main', ${values})`
  return [
    `insert into person (site_id, id, standing, role, name, name_key, created_at)
      values ('main', '${PERSON}', 'guest', 'reader', 'Ann', 'ann', ${AT})`,
    `insert into story (site_id, id, url, headline, body_html, provisional, sources, state, comment_count, version,
      created_at) values ('main', '${STORY}', 'https://news.example/ferry', 'The ferry sails', '', 0, '[]', 'open', 2,
      2, ${AT})`,
    comment(`'${ROOT}', '${STORY}', '${ROOT}', null, '${rootKey}', 0, '${PERSON}', 'Ann', 'guest', 'published', 1,
      'markdown', 'Seagulls again', '<p>Seagulls again</p>', ${AT}, 1, 1, 0, 0, 0.5, 0`),
    comment(`'${REPLY}', '${STORY}', '${ROOT}', '${ROOT}', '${replyKey}', 1, '${PERSON}', 'Ann', 'guest', 'published',
      1, 'markdown', 'And fog', '<p>And fog</p>', ${AT + 1}, 0, 0, 0, 0, 0.5, 0`),
    `insert into event (site_id, sequence, kind, story_id, comment_id, person_id, at, facts)
      values ('main', 1, 'comment.posted', '${STORY}', '${ROOT}', '${PERSON}', ${AT}, '{"state":"published"}')`,
  ]
}

async function checkBroughtOn(place: EmptyPlace): Promise<void> {
  const store = await place.open()
  try {
    const { faults, comments } = await checkSite(store)
    // What was published before there was an index waits to be put into it, and that is no fault.
    assert.deepEqual(faults, [])
    assert.equal(comments, 2)
    assert.equal((await store.read.storyByUrl('https://news.example/ferry'))?.headline, 'The ferry sails')
    assert.equal((await store.read.comment(REPLY))?.body, 'And fog')
    const query = { storyId: STORY, terms: searchTerms('seagulls'), after: null, limit: 9, countLimit: 9 }
    assert.deepEqual(
      (await store.read.searchComments(query)).hits.map((hit) => hit.commentId),
      [ROOT],
    )
    await store.write((tx) => tx.putSetting('written', 'afterwards'))
  } finally {
    await store.close()
  }
}

for (const engine of ENGINES) {
  describe(`migrations on ${engine.name}`, () => {
    for (const { number, name } of MIGRATIONS.slice(0, -1)) {
      test(`bring a thread on from schema ${number} (${name})`, async (t) => {
        const place = await engine.make()
        t.after(() => place.remove())
        await place.makeSchema(number)
        for (const row of rows()) await place.sql(row)
        if (number >= SEARCH_MIGRATION) await place.sql(WAIT_FOR_SEARCH)
        await checkBroughtOn(place)
      })
    }
  })
}
