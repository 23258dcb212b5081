/** Importing, on the real store: twice, in pieces, in any order, with parents missing, and broken in the middle. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { ImportedComment, ImportedStory } from '#domain/moving/imported-story.ts'
import { COMMENT_STATES } from '#domain/comment/comment.ts'
import { checkCounts, checkReachable, idsOf } from '#test/thread-invariants.ts'
import { guest, openSite, type OpenedSite } from '#test/opened-site.ts'
import { importStory } from '#operations/import-story.ts'
import { NOON, seedComment } from '#test/running-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { readThread } from '#operations/read-thread.ts'

const TABLES = ['story', 'comment', 'person', 'event', 'decision', 'vote', 'revision']

let site: OpenedSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

function story(comments: readonly ImportedComment[], facts: Partial<ImportedStory> = {}): ImportedStory {
  return {
    url: 'https://news.example/ferry',
    sourceKey: 'capture:ferry',
    headline: 'The ferry sails again',
    byline: null,
    publishedAt: NOON,
    language: 'en',
    bodyHtml: '<p>It sails.</p>',
    sources: [],
    comments,
    ...facts,
  }
}

function bringIn(record: ImportedStory, format = 'page-text') {
  return importStory(site.parts.ports, { format, story: record })
}

/** Everything in the database, for comparing before and after. */
function dump(): Promise<unknown[]> {
  return Promise.all(TABLES.map((table) => site.rows(`select * from ${table} order by 1, 2, 3`)))
}

function comment(sourceId: string, facts: Partial<ImportedComment> = {}): ImportedComment {
  return seedComment({ sourceId, author: `Author ${sourceId}`, ...facts })
}

/** No reader gives such a record: it stands for any mistake that shows only when much is written already. */
function timeless(): ImportedComment {
  return comment('timeless', { createdAt: Number.NaN })
}

const THREAD = [
  comment('1', { verified: true, author: 'Ines Kowal' }),
  comment('2', { parentSourceId: '1', replyTo: { name: 'Ines Kowal', found: true } }),
  comment('3', { parentSourceId: '2', replyTo: { name: 'Author 2', found: true } }),
  comment('4', { replyTo: { name: 'Old Salt', found: false } }),
]

describe('an import', () => {
  test('a second time changes nothing and says so', async () => {
    const first = await bringIn(story(THREAD))
    assert.deepEqual(first, { storyId: first.storyId, storyIsNew: true, added: 4, skipped: 0 })
    const before = await dump()
    site.clock.now += 1_000
    assert.deepEqual(await bringIn(story(THREAD)), { ...first, storyIsNew: false, added: 0, skipped: 4 })
    assert.deepEqual(await dump(), before)
  })

  test('at the same time twice is one story with each comment once', async () => {
    const [one, two] = await Promise.all([bringIn(story(THREAD)), bringIn(story(THREAD))])
    assert.equal(one.storyId, two.storyId)
    assert.deepEqual([one.added, two.added], [4, 0])
    await checkCounts(site, one.storyId)
  })

  test('of a later capture adds what is new, below what is here, and leaves the rest as it is', async () => {
    const { storyId } = await bringIn(story(THREAD.slice(0, 2)))
    const kept = await site.rows('select id, body from comment order by id')
    const second = await bringIn(story([...THREAD, comment('5', { parentSourceId: '1' })]))
    assert.deepEqual({ ...second }, { storyId, storyIsNew: false, added: 3, skipped: 2 })
    const now = await site.rows('select id, body from comment order by id')
    assert.ok(
      kept.every((row) => now.some((other) => other['id'] === row['id'] && other['body'] === row['body'])),
    )
    await checkCounts(site, storyId)
    await checkReachable(site, storyId)
  })

  test('adds to a thread in which readers have written since', async () => {
    const { storyId } = await bringIn(story(THREAD.slice(0, 1)))
    const parentId = String((await site.rows('select id from comment'))[0]?.['id'])
    const words = { id: null, parentId, name: 'Reader', body: 'Written here' }
    assert.ok((await postComment(site.parts.ports, { ...words, storyId, actor: guest(site) })).ok)
    await bringIn(story(THREAD))
    assert.equal((await site.rows('select id from comment')).length, 5)
    await checkCounts(site, storyId)
  })

  test('finds its story by the address where another capture of it has another key', async () => {
    const first = await bringIn(story(THREAD.slice(0, 2)))
    const second = await bringIn(story(THREAD, { sourceKey: 'capture:ferry-2' }))
    assert.deepEqual([second.storyId, second.added], [first.storyId, 2])
  })
})

/** Comments with times of their own, each answering any other, itself or nobody, in any state. */
const files = fc
  .array(fc.record({ parent: fc.option(fc.nat(14)), state: fc.constantFrom(...COMMENT_STATES) }), {
    maxLength: 14,
  })
  .map((drawn) =>
    drawn.map(({ parent, state }, at) => {
      const parentSourceId = parent === null || parent === at ? null : `${parent}`
      const replyTo =
        parentSourceId === null ? null : { name: 'Somebody', found: parent !== null && parent < drawn.length }
      return comment(`${at}`, { parentSourceId, replyTo, state, createdAt: NOON - 1_000 * (100 - at) })
    }),
  )

describe('the thread that comes of a file', () => {
  test('has right counts and hides no live reply, whatever the links and states in it', async () => {
    let number = 0
    await fc.assert(
      fc.asyncProperty(files, async (comments) => {
        number += 1
        const { storyId } = await bringIn(story(comments, { sourceKey: `capture:${number}`, url: null }))
        assert.equal(
          (await site.rows('select id from comment where story_id = ?', storyId)).length,
          comments.length,
        )
        await checkCounts(site, storyId)
        await checkReachable(site, storyId)
      }),
      { numRuns: 40 },
    )
  })

  test('is the same in whichever order its comments stand, replies before parents too', async () => {
    let number = 0
    /** The thread as a reader sees it from its first root on, by the ids of the file. */
    const shape = async (comments: readonly ImportedComment[]) => {
      number += 1
      const { storyId } = await bringIn(story(comments, { sourceKey: `capture:order-${number}`, url: null }))
      const page = await readThread(site.parts.ports, { storyId, order: 'oldest', after: null, actor: null })
      assert.ok(page.ok)
      const sources = new Map(
        (await site.rows('select id, source_id, depth from comment')).map((row) => [row['id'], row] as const),
      )
      return page.value.roots
        .flatMap(idsOf)
        .map((id) => [sources.get(id)?.['source_id'], sources.get(id)?.['depth']])
    }
    const trees = fc.array(fc.option(fc.nat(14)), { maxLength: 14, size: 'max' }).map((parents) =>
      parents.map((parent, at) =>
        comment(`${at}`, {
          parentSourceId: parent === null || parent >= at ? null : `${parent}`,
          createdAt: NOON - 1_000 * (100 - at),
        }),
      ),
    )
    const shuffled = trees.chain((comments) =>
      fc.tuple(fc.constant(comments), fc.shuffledSubarray(comments, { minLength: comments.length })),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([inOrder, mixed]) => {
        assert.deepEqual(await shape(mixed), await shape(inOrder))
      }),
      { numRuns: 25 },
    )
  })

  test('says of a comment whose parent is not in the file whom it answered', async () => {
    const { storyId } = await bringIn(story(THREAD))
    const page = await readThread(site.parts.ports, { storyId, order: 'newest', after: null, actor: null })
    assert.ok(page.ok)
    const orphan = page.value.roots.find(({ inReplyTo }) => inReplyTo !== null)
    assert.deepEqual(orphan?.inReplyTo, { name: 'Old Salt', commentId: null })
    assert.equal(orphan?.depth, 0)
  })

  test('keeps comments of one minute in the order of the file', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `${at}`)
    const { storyId } = await bringIn(story(ids.map((id) => comment(id, { createdAt: NOON }))))
    const rows = await site.rows(
      'select source_id from comment where story_id = ? order by order_key',
      storyId,
    )
    assert.deepEqual(
      rows.map((row) => row['source_id']),
      ids,
    )
    const page = await readThread(site.parts.ports, { storyId, order: 'oldest', after: null, actor: null })
    assert.ok(page.ok)
    assert.deepEqual(
      page.value.roots.map(({ author }) => author?.name),
      ids.map((id) => `Author ${id}`),
    )
  })
})

describe('after an import', () => {
  test('no guest writes under the name of a member who came with it; the names of guests are free', async () => {
    const { storyId } = await bringIn(story(THREAD))
    const post = async (name: string) => {
      const input = { id: null, parentId: null, name, body: `by ${name}`, storyId, actor: guest(site) }
      const posted = await postComment(site.parts.ports, input)
      return posted.ok ? 'posted' : posted.problem.code
    }
    assert.equal(await post('Ines Kowal'), 'name-of-member')
    assert.equal(await post('INES  kowa1'), 'name-of-member')
    assert.equal(await post('Author 2'), 'posted')
  })

  test('a member who wrote often is one person, a guest nobody', async () => {
    const ines = { verified: true, author: 'Ines Kowal' }
    await bringIn(story([...THREAD, comment('6', ines), comment('7', ines)]))
    await bringIn(story([comment('8', ines)], { sourceKey: 'capture:other', url: null }))
    assert.deepEqual(
      (await site.rows('select name, standing, role from person')).map((row) => ({ ...row })),
      [{ name: 'Ines Kowal', standing: 'member', role: 'reader' }],
    )
  })
})

describe('an import that breaks', () => {
  test('in the middle leaves the database as it was', async () => {
    await bringIn(story(THREAD))
    const before = await dump()
    const broken = [comment('8'), comment('9', { verified: true, author: 'Late Member' }), timeless()]
    await assert.rejects(bringIn(story(broken)))
    await assert.rejects(bringIn(story(broken, { sourceKey: 'capture:other', url: null })))
    assert.deepEqual(await dump(), before)
  })

  test('harms no reader who posts at the same moment', async () => {
    const { storyId } = await bringIn(story(THREAD))
    const words = { id: null, parentId: null, name: 'Reader', body: 'Meanwhile' }
    const [broken, posted] = await Promise.allSettled([
      bringIn(story([comment('8'), timeless()])),
      postComment(site.parts.ports, { ...words, storyId, actor: guest(site) }),
    ])
    assert.deepEqual([broken.status, posted.status], ['rejected', 'fulfilled'])
    assert.equal((await site.rows('select id from comment')).length, 5)
    await checkCounts(site, storyId)
  })
})
