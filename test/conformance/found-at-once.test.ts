/** New words are found from the moment they are on disk, whoever has taken their place in the index. */
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import { ENGINES, stopOwnServer, type EmptyPlace } from '#test/conformance/engines.ts'
import { plainComment, plainStory } from '#test/plain-rows.ts'

after(stopOwnServer)

const AT = Date.UTC(2026, 4, 12, 12)
const STORY = '01900000-0000-7000-8000-000000000001'
const WRITER = '01900000-0000-7000-8000-000000000002'

/** Ids that differ, but not in the digits that tell comments of one millisecond apart in the index. */
const [FIRST, SECOND, THIRD] = ['a', 'b', 'c'].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`)

for (const engine of ENGINES) {
  describe(`what was just written, on ${engine.name}`, () => {
    let place: EmptyPlace
    let store: SiteStore
    beforeEach(async () => {
      place = await engine.make()
      store = await place.open()
      await store.write(async (tx) => {
        const person = { standing: 'guest', role: 'reader', name: 'Ann', createdAt: AT } as const
        await tx.insertPerson({ ...person, id: WRITER, nameKey: 'ann' })
        await tx.insertStory(plainStory(STORY, AT), null)
      })
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    const post = (id = '', body = '') =>
      store.write((tx) => {
        const comment = plainComment(id, { storyId: STORY, by: WRITER, body, createdAt: AT })
        return tx.insertComment({ comment, source: null })
      })
    const find = async (...words: string[]) => {
      const query = { storyId: STORY, after: null, limit: 9, countLimit: 9 }
      const found = await store.read.searchComments({ ...query, terms: [{ words, isPrefix: false }] })
      return { ids: found.hits.map((hit) => hit.commentId).toSorted(), count: found.count }
    }
    const waiting = async () => (await place.sql('select comment_id from search_waiting')).length

    test('is found at once, by words and phrases, and after the index has settled', async () => {
      await post(FIRST, "The ferry's last sailing, the last of all")
      const look = async () => {
        assert.deepEqual(await find('ferry'), { ids: [FIRST], count: 1 })
        assert.deepEqual(await find('the', 'last', 'of', 'all'), { ids: [FIRST], count: 1 })
        assert.deepEqual(await find('of', 'the', 'last'), { ids: [], count: 0 })
      }
      await look()
      while ((await store.settleSearch(100)) > 0);
      assert.equal(await waiting(), 0)
      await look()
    })

    test('is found where its place in the index is taken', async () => {
      // Once by a comment that is there, and once by one that is written with it.
      await post(FIRST, 'one quay')
      await Promise.all([post(SECOND, 'two quays'), post(THIRD, 'another quay')])
      const look = async () => {
        assert.deepEqual(await find('quay'), { ids: [FIRST, THIRD], count: 2 })
        assert.deepEqual(await find('two'), { ids: [SECOND], count: 1 })
      }
      await look()
      while ((await store.settleSearch(100)) > 0);
      assert.equal(await waiting(), 0)
      await look()
    })

    test('is found no more by what it said before', async () => {
      await post(FIRST, 'a slip')
      const changed = { id: FIRST ?? '', body: 'mended', bodyHtml: '<p>mended</p>', editedAt: AT + 1 }
      await store.write((tx) => tx.setBody(changed))
      assert.deepEqual(await find('slip'), { ids: [], count: 0 })
      assert.deepEqual(await find('mended'), { ids: [FIRST], count: 1 })
    })
  })
}
