/** Merging stories: nothing is lost or shown twice, whatever the threads were; large ones move in batches; it can be taken back. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Actor } from '#domain/people/actor.ts'
import type { ImportedComment } from '#domain/moving/imported-story.ts'
import type { MoveCursor } from '#ports/store.ts'
import { MOVED_COMMENTS_MAX } from '#domain/limits.ts'
import { OFFERED_ORDERS } from '#contract/thread.ts'
import { ENGINE_VARIABLE } from '#test/scratch-data.ts'
import { checkCounts, checkReachable, idsOf } from '#test/thread-invariants.ts'
import { checkSite } from '#operations/check-site.ts'
import { countComments, findStory } from '#operations/find-story.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { importStory } from '#operations/import-story.ts'
import { mergeStories } from '#operations/merge-stories.ts'
import { moveComments } from '#operations/move-comments.ts'
import { postComment } from '#operations/post-comment.ts'
import { readConversation } from '#operations/read-conversation.ts'
import { readThread } from '#operations/read-thread.ts'
import { searchThread } from '#operations/search-thread.ts'
import { sketchThread, type Sketch } from '#test/sketch-thread.ts'
import { seedComment, seedStory } from '#test/running-site.ts'
import { undoStoryDecision } from '#operations/undo-story-decision.ts'

/**
 * Tables that name both a comment and a story; the log of events is history, and stays as it is, and the index of words
 * in PostgreSQL names the story under which they were written, whatever becomes of it.
 */
const TABLES_OF_SQLITE = `select m.name as name from sqlite_master m where m.type = 'table' and m.name <> 'event'
  and (select count(*) from pragma_table_info(m.name) where name in ('story_id', 'comment_id')) = 2`
const TABLES_OF_POSTGRES = `select table_name as name from information_schema.columns
  where table_schema = 'public' and table_name not in ('event', 'comment_search') and column_name in ('story_id', 'comment_id')
  group by table_name having count(*) = 2`
const isPostgres = process.env[ENGINE_VARIABLE] === 'postgres'

let site: OpenedSite
let moderator: Actor
beforeEach(async () => {
  site = await openSite()
  moderator = await seedMember(site, { name: 'Mo', role: 'moderator' })
})
afterEach(() => site.close())

async function merge(storyId: string, intoId: string): Promise<string> {
  const input = { storyId, intoId, reason: null, actor: moderator }
  const merged = await mergeStories(site.parts.ports, input)
  return merged.ok ? merged.value.id : merged.problem.code
}

async function undo(decisionId: string): Promise<string> {
  const undone = await undoStoryDecision(site.parts.ports, { decisionId, actor: moderator })
  return undone.ok ? undone.value.to : undone.problem.code
}

/** All batches that are left, as the worker takes them; tells how many there were. */
async function moveAll(storyId: string, keepsPlace = true): Promise<number> {
  let after: MoveCursor | null = null
  for (let batches = 1; ; batches += 1) {
    const batch = await moveComments(site.parts.ports, { storyId, after })
    if (batch.isDone) return batches
    after = keepsPlace ? batch.after : null
  }
}

async function assertWhole(...storyIds: readonly string[]): Promise<void> {
  for (const storyId of storyIds) {
    await checkCounts(site, storyId)
    const [story] = await site.rows('select state from story where id = ?', storyId)
    if (story?.['state'] !== 'merged') await checkReachable(site, storyId)
  }
  while ((await site.parts.store.settleSearch(1_000)) > 0);
  assert.deepEqual((await checkSite(site.parts.store)).faults, [])
}

/** Words of all comments as a reader meets them, nested, in an order. */
async function shape(storyId: string, order: (typeof OFFERED_ORDERS)[number]): Promise<unknown> {
  const page = await readThread(site.parts.ports, { storyId, order, after: null, actor: null })
  assert.ok(page.ok && page.value.nextCursor === null)
  const view = (comment: (typeof page.value.roots)[number]): unknown => [
    comment.html,
    comment.state,
    comment.agree,
    comment.replies.map(view),
  ]
  return { count: page.value.story.commentCount, roots: page.value.roots.map(view) }
}

const VOTERS = 3
const sketch: fc.Arbitrary<Sketch> = fc.record({
  parent: fc.option(fc.nat(20)),
  fate: fc.constantFrom('stays', 'stays', 'stays', 'removed', 'held', 'deleted'),
  votes: fc.nat(VOTERS),
})

test('two stories that are merged are one story in which all was written', async () => {
  const voters = Array.from({ length: VOTERS }, () => guest(site))
  const thread = fc.array(sketch, { maxLength: 10 })
  await fc.assert(
    fc.asyncProperty(thread, thread, async (first, second) => {
      const [a, b, whole] = [await seedStory(site), await seedStory(site), await seedStory(site)]
      const at = site.clock.now
      await sketchThread(site, { storyId: a, sketches: first, name: 'first', voters, moderator })
      site.clock.now += 1_000
      await sketchThread(site, { storyId: b, sketches: second, name: 'second', voters, moderator })
      site.clock.now = at
      await sketchThread(site, { storyId: whole, sketches: first, name: 'first', voters, moderator })
      site.clock.now += 1_000
      await sketchThread(site, { storyId: whole, sketches: second, name: 'second', voters, moderator })
      const decision = await merge(a, b)
      await assertWhole(a, b)
      for (const order of OFFERED_ORDERS) {
        assert.deepEqual(await shape(b, order), await shape(whole, order))
        assert.deepEqual(await shape(a, order), await shape(whole, order))
      }
      assert.equal(await undo(decision), 'open')
      await assertWhole(a, b)
      site.clock.now += 1_000
    }),
    { numRuns: 12 },
  )
})

describe('a merge', () => {
  test('keeps every permalink, finds the words, and leads from all addresses', async () => {
    const [oldUrl, newUrl] = ['https://news.example/old', 'https://news.example/new']
    const a = await seedStory(site, { url: oldUrl, comments: [seedComment({ text: 'Heron by the weir' })] })
    const b = await seedStory(site, { url: newUrl, comments: [seedComment({ text: 'Otter by the weir' })] })
    const { ports } = site.parts
    while ((await site.parts.store.settleSearch(1_000)) > 0);
    const before = await readThread(ports, { storyId: a, order: 'newest', after: null, actor: null })
    const commentId = before.ok ? (before.value.roots[0]?.id ?? '') : ''
    await merge(a, b)
    const conversation = await readConversation(ports, { commentId, after: null, actor: null })
    assert.ok(conversation.ok)
    assert.equal(conversation.value.story.id, b)
    for (const url of [oldUrl, newUrl]) assert.deepEqual(await findStory(ports, url), { ok: true, value: b })
    assert.deepEqual(await countComments(ports, [oldUrl, newUrl]), [2, 2])
    for (const storyId of [a, b]) {
      for (const settled of [false, true]) {
        if (settled) while ((await site.parts.store.settleSearch(1_000)) > 0);
        const found = await searchThread(ports, { storyId, query: 'weir', after: null })
        assert.equal(found.ok && found.value.count, 2)
      }
    }
    const posted = await postComment(ports, {
      id: null,
      parentId: commentId,
      name: 'Late',
      body: 'Written where the page still said the old story',
      storyId: a,
      actor: guest(site),
    })
    assert.equal(posted.ok && posted.value.comment.storyId, b)
    await assertWhole(a, b)
  })

  test('of a large story moves in batches, shows every comment once in between, and goes on after a crash', async () => {
    const many = largeThread(3 * MOVED_COMMENTS_MAX)
    const a = await seedStory(site, { comments: many })
    const b = await seedStory(site, { comments: [seedComment(), seedComment()] })
    const all = new Set((await site.rows('select id from comment')).map((row) => String(row['id'])))
    await merge(a, b)
    for (let batches = 0; ; batches += 1) {
      const shown = [...(await idsIn(a)), ...(await idsIn(b))]
      assert.equal(shown.length, new Set(shown).size, 'nothing twice')
      const stored = await site.rows('select story_id, state from comment')
      for (const storyId of [a, b]) {
        const published = stored.filter((row) => row['story_id'] === storyId && row['state'] === 'published')
        const [kept] = await site.rows('select comment_count from story where id = ?', storyId)
        assert.equal(kept?.['comment_count'], published.length)
      }
      // A crash forgets the place in the branch: each batch finds it by itself.
      const batch = await moveComments(site.parts.ports, { storyId: a, after: null })
      if (batch.isDone) {
        assert.ok(batches > 0)
        break
      }
      assert.equal(await refusedPost(a), 'story-closed')
    }
    await assertWhole(a, b)
    assert.deepEqual(new Set(await idsIn(b)), all)
  })

  test('of a large branch goes on from the place in it', async () => {
    const a = await seedStory(site, { comments: largeThread(3 * MOVED_COMMENTS_MAX) })
    const b = await seedStory(site)
    await merge(a, b)
    assert.ok((await moveAll(a)) > 1)
    await assertWhole(a, b)
    assert.equal((await idsIn(b)).length, 3 * MOVED_COMMENTS_MAX)
  })

  test('leaves no row that names a comment beside the story it was in', async () => {
    const a = await seedStory(site)
    const b = await seedStory(site)
    const voters = [guest(site), guest(site)]
    const sketches: Sketch[] = [
      { parent: null, fate: 'stays', votes: 2 },
      { parent: 0, fate: 'held', votes: 1 },
      { parent: 0, fate: 'stays', votes: 0 },
    ]
    await sketchThread(site, { storyId: a, sketches, name: 'x', voters, moderator })
    await merge(a, b)
    const tables = await site.rows(isPostgres ? TABLES_OF_POSTGRES : TABLES_OF_SQLITE)
    assert.ok(tables.length >= 4)
    for (const { name } of tables) {
      const left = await site.rows(`select * from ${String(name)} where story_id = ?`, a)
      assert.deepEqual(left, [], `rows of ${String(name)}`)
    }
  })

  test('knows the comments of both files when they come again, also where their ids are the same', async () => {
    const record = (key: string, comments: readonly ImportedComment[]) => ({
      url: `https://news.example/${key}`,
      sourceKey: `capture:${key}`,
      headline: key,
      byline: null,
      publishedAt: null,
      language: null,
      bodyHtml: '',
      sources: [],
      comments,
    })
    const bringIn = (story: ReturnType<typeof record>) =>
      importStory(site.parts.ports, { format: 'page-text', story })
    const [one, two] = [seedComment({ sourceId: '1' }), seedComment({ sourceId: '1', text: 'another' })]
    const { storyId: a } = await bringIn(record('a', [one]))
    const { storyId: b } = await bringIn(record('b', [two]))
    await merge(a, b)
    for (const story of [record('a', [one]), record('b', [two])]) {
      const again = await bringIn(story)
      assert.deepEqual([again.storyId, again.added, again.skipped], [b, 0, 1])
    }
    const reply = seedComment({ sourceId: '2', parentSourceId: '1', text: 'came later' })
    const more = await bringIn(record('a', [one, reply]))
    assert.deepEqual([more.storyId, more.added, more.skipped], [b, 1, 1])
    await assertWhole(a, b)
    const later = await site.rows(
      `select c.story_id, p.body from comment c join comment p on p.id = c.parent_id`,
    )
    assert.deepEqual(
      later.map((row) => ({ ...row })),
      [{ story_id: b, body: one.body }],
    )
  })

  test('is a moderator’s alone, of two stories that stand still, and never in a circle', async () => {
    const [a, b, c] = [await seedStory(site), await seedStory(site), await seedStory(site)]
    const member = await seedMember(site, { name: 'Ann', role: 'reader' })
    const refused = await mergeStories(site.parts.ports, {
      storyId: a,
      intoId: b,
      reason: null,
      actor: member,
    })
    assert.equal(refused.ok ? '' : refused.problem.code, 'not-allowed')
    assert.equal(await merge(a, a), 'story-decision-not-possible')
    assert.equal(await merge(a, site.parts.ports.newId()), 'story-not-found')
    await merge(a, b)
    assert.equal(await merge(b, a), 'story-decision-not-possible')
    assert.equal(await merge(a, c), 'story-decision-not-possible')
    const large = await seedStory(site, { comments: largeThread(2 * MOVED_COMMENTS_MAX) })
    await merge(large, b)
    assert.equal(await merge(b, c), 'story-decision-not-possible', 'comments are on their way into it')
    await moveAll(large)
    assert.match(await merge(b, c), /-/)
    await moveAll(b)
    await assertWhole(a, b, c, large)
  })
})

describe('a merge that is taken back', () => {
  test('parts what was written since by whom it answers, also after another merge', async () => {
    const [a, b, c] = [
      await seedStory(site, { comments: [seedComment({ text: 'of a' })] }),
      await seedStory(site, { comments: [seedComment({ text: 'of b' })] }),
      await seedStory(site, { comments: [seedComment({ text: 'of c' })] }),
    ]
    const first = await merge(a, b)
    const second = await merge(b, c)
    await reply(c, 'of a', 'below a')
    await reply(c, 'of b', 'below b')
    await reply(c, 'of c', 'below c')
    assert.equal((await idsIn(c)).length, 6)
    assert.equal(await countFound(c, 'below'), 3)
    while ((await site.parts.store.settleSearch(1_000)) > 0);
    for (const storyId of [a, b, c]) assert.equal(await countFound(storyId, 'below'), 3)
    assert.equal(await undo(second), 'open')
    assert.deepEqual((await wordsIn(b)).sort(), ['below a', 'below b', 'of a', 'of b'])
    assert.deepEqual((await wordsIn(c)).sort(), ['below c', 'of c'])
    assert.deepEqual(
      [await countFound(a, 'below'), await countFound(b, 'below'), await countFound(c, 'below')],
      [2, 2, 1],
    )
    assert.equal(await undo(first), 'open')
    assert.deepEqual((await wordsIn(a)).sort(), ['below a', 'of a'])
    assert.deepEqual((await wordsIn(b)).sort(), ['below b', 'of b'])
    for (const storyId of [a, b, c]) assert.equal(await countFound(storyId, 'below'), 1)
    assert.equal(await undo(first), 'undo-not-possible')
    await assertWhole(a, b, c)
  })

  test('of a large story goes back in batches', async () => {
    const a = await seedStory(site, { comments: largeThread(2 * MOVED_COMMENTS_MAX) })
    const b = await seedStory(site, { comments: [seedComment()] })
    const decision = await merge(a, b)
    assert.equal(await undo(decision), 'undo-not-possible', 'it is still under way')
    await moveAll(a)
    assert.equal(await undo(decision), 'open')
    assert.equal(await refusedPost(a), 'story-closed')
    await moveAll(a)
    await assertWhole(a, b)
    assert.equal((await idsIn(a)).length, 2 * MOVED_COMMENTS_MAX)
    assert.equal(await refusedPost(a), '')
  })
})

/** One branch that holds nearly all, a few roots beside it, some hidden. */
function largeThread(count: number): ImportedComment[] {
  return Array.from({ length: count }, (_, at) =>
    seedComment({
      sourceId: `large-${at}`,
      parentSourceId: at === 0 || at % 50 === 0 ? null : `large-${at < 20 ? at - 1 : 0}`,
      state: at % 7 === 3 && at > 20 ? 'held' : 'published',
    }),
  )
}

async function refusedPost(storyId: string): Promise<string> {
  const input = { id: null, parentId: null, name: 'Eve', body: 'May I', storyId, actor: guest(site) }
  const posted = await postComment(site.parts.ports, input)
  return posted.ok ? '' : posted.problem.code
}

async function reply(storyId: string, to: string, body: string): Promise<void> {
  const [parent] = await site.rows('select id from comment where body = ?', to)
  const parentId = String(parent?.['id'])
  const input = { id: null, parentId, name: 'Late', body, storyId, actor: guest(site) }
  assert.ok((await postComment(site.parts.ports, input)).ok)
}

async function countFound(storyId: string, query: string): Promise<number> {
  const found = await searchThread(site.parts.ports, { storyId, query, after: null })
  assert.ok(found.ok)
  assert.equal(found.value.hits.length, found.value.count)
  return found.value.count
}

/** Everything the tables hold of a story. */
async function idsIn(storyId: string): Promise<string[]> {
  const rows = await site.rows('select id from comment where story_id = ?', storyId)
  return rows.map((row) => String(row['id']))
}

async function wordsIn(storyId: string): Promise<string[]> {
  const page = await readThread(site.parts.ports, { storyId, order: 'oldest', after: null, actor: null })
  assert.ok(page.ok)
  const ids = page.value.roots.flatMap(idsOf)
  const rows = await site.parts.store.read.comments(ids)
  return rows.map((row) => row.body)
}
