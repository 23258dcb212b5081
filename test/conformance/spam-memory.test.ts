/** What a store remembers of comments so that spam is known again: the same on SQLite and on PostgreSQL. */
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import { ENGINES, stopOwnServer, type EmptyPlace } from '#test/conformance/engines.ts'
import { COMMENT_MARKS_MAX, MARKS_FORGOTTEN_MAX, MET_PER_MARK_MAX } from '#domain/limits.ts'

after(stopOwnServer)

for (const engine of ENGINES) {
  describe(`marks on ${engine.name}`, () => {
    let place: EmptyPlace
    let store: SiteStore
    beforeEach(async () => {
      place = await engine.make()
      store = await place.open()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    const keep = (id: string, marks: readonly string[], createdAt = 10) =>
      store.write((tx) => tx.keepMarks({ id, createdAt, storyId: `story of ${id}`, writerId: null }, marks))
    const met = async (marks: readonly string[], since = 0) =>
      (await store.write((tx) => tx.metMarks({ marks, since })))
        .map(({ commentId, mark }) => `${commentId}: ${mark}`)
        .toSorted()

    test('are met by those who share them, with where, when and who', async () => {
      await store.write((tx) =>
        tx.keepMarks({ id: 'c1', createdAt: 7, storyId: 's1', writerId: 'ada' }, ['a', 'b']),
      )
      await keep('c2', ['b', 'c'])
      assert.deepEqual(await met(['a', 'b']), ['c1: a', 'c1: b', 'c2: b'])
      assert.deepEqual(await met(['d']), [])
      assert.deepEqual(await met([]), [])
      assert.deepEqual(await store.write((tx) => tx.metMarks({ marks: ['a'], since: 0 })), [
        { mark: 'a', commentId: 'c1', storyId: 's1', writerId: 'ada', at: 7 },
      ])
    })

    test('are asked for as many as a comment has, and since a time', async () => {
      const marks = Array.from({ length: COMMENT_MARKS_MAX }, (_, at) => `m${String(at).padStart(2, '0')}`)
      await keep('c1', marks, 10)
      await keep('c2', marks.slice(-1), 11)
      assert.equal((await met(marks)).length, COMMENT_MARKS_MAX + 1)
      assert.deepEqual(await met(marks, 11), [`c2: ${marks.at(-1)}`])
      assert.deepEqual(await met(marks, 12), [])
    })

    test('that were met very often are told of the newest, and leave room for the others', async () => {
      const many = MET_PER_MARK_MAX + 5
      await keep('other', ['b'], 1)
      await store.write(async (tx) => {
        for (let at = 0; at < many; at += 1) {
          await tx.keepMarks({ id: `c${at}`, createdAt: at + 2, storyId: 's', writerId: null }, ['a'])
        }
      })
      const newest = Array.from({ length: MET_PER_MARK_MAX }, (_, at) => `c${at + 5}: a`)
      assert.deepEqual(await met(['a', 'b']), [...newest, 'other: b'].toSorted())
      const foreseen = { metMarks: [{ marks: ['a', 'b'], since: 0 }] }
      const told = await store.write((tx) => tx.metMarks({ marks: ['a', 'b'], since: 0 }), foreseen)
      assert.equal(told.length, MET_PER_MARK_MAX + 1)
    })

    test('go with their comment, and nobody else’s with them', async () => {
      await keep('c1', ['a'], 10)
      await keep('c2', ['a'], 10)
      await store.write((tx) => tx.forgetMarks({ id: 'c1', createdAt: 10 }))
      assert.deepEqual(await met(['a']), ['c2: a'])
    })

    test('go when they are old, the oldest first, so many at a time', async () => {
      await store.write(async (tx) => {
        for (let at = 1; at <= MARKS_FORGOTTEN_MAX + 2; at += 1) {
          await tx.keepMarks({ id: 'c', createdAt: at, storyId: 's', writerId: null }, [`${at}`])
        }
      })
      const times = async () =>
        (await place.sql('select min(at) as first, max(at) as last from comment_mark'))[0]
      const last = MARKS_FORGOTTEN_MAX + 2
      await store.write((tx) => tx.forgetOldMarks(2))
      assert.deepEqual({ ...(await times()) }, { first: 2, last })
      await store.write((tx) => tx.forgetOldMarks(last))
      assert.deepEqual({ ...(await times()) }, { first: last, last })
      await store.write((tx) => tx.forgetOldMarks(last))
      assert.deepEqual({ ...(await times()) }, { first: last, last })
    })

    test('of another site are not met', async () => {
      await keep('c1', ['a'])
      const other = await place.open('other')
      assert.deepEqual(await other.write((tx) => tx.metMarks({ marks: ['a'], since: 0 })), [])
      await other.write((tx) => tx.forgetOldMarks(1_000))
      assert.deepEqual(await met(['a']), ['c1: a'])
      await other.close()
    })
  })
}
