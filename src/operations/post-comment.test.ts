/** Posting, on the real store: repeated, at once, over a neighbour's mistake, and refused. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import type { PostCommentInput } from '#operations/post-comment.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { REPEAT_WINDOW_MS, REPEATS_LOOKED_AT } from '#domain/limits.ts'
import { checkCounts } from '#test/thread-invariants.ts'
import { decide } from '#operations/decide.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { seedStory } from '#test/running-site.ts'

let site: OpenedSite
let storyId: string
let bob: Actor
beforeEach(async () => {
  site = await openSite()
  storyId = await seedStory(site)
  bob = guest(site)
})
afterEach(() => site.close())

/** What was posted, or the code of what stood in the way. */
async function post(facts: Partial<PostCommentInput> = {}) {
  const input = { id: null, parentId: null, name: 'Bob', body: 'Well said.', storyId, actor: bob, ...facts }
  const posted = await postComment(site.parts.ports, input)
  return posted.ok
    ? { id: posted.value.comment.id, repeated: posted.value.repeated, code: null }
    : { id: null, repeated: false, code: posted.problem.code }
}

async function stored(): Promise<number> {
  await checkCounts(site, storyId)
  return (await site.rows('select id from comment')).length
}

describe('a comment sent twice', () => {
  test('is one comment, whatever the second says', async () => {
    const id = site.parts.ports.newId()
    assert.deepEqual(await post({ id }), { id, repeated: false, code: null })
    assert.deepEqual(await post({ id }), { id, repeated: true, code: null })
    assert.deepEqual(await post({ id, body: 'Other words' }), { id, repeated: true, code: null })
    assert.equal(await stored(), 1)
  })

  test('is looked for among the newest of its author', async () => {
    const again = async (others: number): Promise<boolean> => {
      const body = `Before ${others} others`
      await post({ body })
      for (let at = 0; at < others; at += 1) {
        site.clock.now += 1
        await post({ body: `${at} of ${others}` })
      }
      return (await post({ body })).repeated
    }
    assert.equal(await again(REPEATS_LOOKED_AT - 1), true)
    assert.equal(await again(REPEATS_LOOKED_AT), false)
  })

  test('at the same moment is one comment', async () => {
    const id = site.parts.ports.newId()
    const answers = await Promise.all([post({ id }), post({ id }), post({ id })])
    assert.deepEqual(
      answers.map((answer) => answer.id),
      [id, id, id],
    )
    assert.deepEqual(
      answers.map((answer) => answer.repeated),
      [false, true, true],
    )
    assert.equal(await stored(), 1)
  })

  test('without an id is one comment while the window lasts, and two after it', async () => {
    const first = await post()
    site.clock.now += REPEAT_WINDOW_MS
    assert.deepEqual(await post(), { ...first, repeated: true })
    site.clock.now += 1
    assert.equal((await post()).repeated, false)
    assert.equal(await stored(), 2)
  })

  test('to another parent, or after it was deleted, is a comment of its own', async () => {
    const first = await post()
    const reply = await post({ parentId: first.id })
    assert.equal(reply.repeated, false)
    await deleteComment(site.parts.ports, { commentId: first.id ?? '', actor: bob })
    assert.equal((await post()).repeated, false)
    assert.equal(await stored(), 3)
  })

  test('with the id of somebody else’s comment is refused, for strangers too', async () => {
    const { id } = await post()
    assert.equal((await post({ id, actor: guest(site) })).code, 'id-taken')
    assert.equal((await post({ id, actor: NOBODY, body: 'Other words' })).code, 'id-taken')
    assert.equal((await post({ id, storyId: await seedStory(site) })).code, 'id-taken')
    assert.equal(await stored(), 1)
  })
})

test('a first comment sent again, its answer and cookie lost, is one comment and makes nobody its author', async () => {
  const id = site.parts.ports.newId()
  assert.equal((await post({ id, actor: NOBODY })).repeated, false)
  assert.deepEqual(await post({ id, actor: NOBODY }), { id, repeated: true, code: null })
  const again = await postComment(site.parts.ports, {
    id,
    parentId: null,
    name: 'Bob',
    body: 'Well said.',
    storyId,
    actor: NOBODY,
  })
  assert.ok(again.ok)
  assert.equal(again.value.author.personId, null)
  assert.equal(await stored(), 1)
})

describe('many at once', () => {
  test('all stay, in few commits', async () => {
    const before = site.parts.store.laneCounts()
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, at) =>
        post({ body: `words ${at}`, actor: guest(site), name: `G ${at}` }),
      ),
    )
    assert.equal(new Set(answers.map((answer) => answer.id)).size, 64)
    assert.equal(await stored(), 64)
    const { commits, writes } = site.parts.store.laneCounts()
    assert.equal(writes - before.writes, 64)
    assert.ok((commits - before.commits) / 64 <= 0.05, `${commits - before.commits} commits for 64 comments`)
  })

  test('two replies to one comment both stay', async () => {
    const parentId = (await post()).id
    await Promise.all([post({ parentId, body: 'one' }), post({ parentId, body: 'two', actor: guest(site) })])
    assert.equal(await stored(), 3)
  })

  test('an operation that breaks harms no neighbour in its commit', async () => {
    const before = site.parts.store.laneCounts()
    const broken = site.parts.store.write(async (tx) => {
      await tx.touchStory(storyId, 100)
      throw new Error('on purpose')
    })
    const [one, failure, two] = await Promise.allSettled([
      post({ body: 'one' }),
      broken,
      post({ body: 'two' }),
    ])
    assert.deepEqual([one.status, failure.status, two.status], ['fulfilled', 'rejected', 'fulfilled'])
    assert.equal(await stored(), 2)
    assert.equal(site.parts.store.laneCounts().writes - before.writes, 2)
  })
})

describe('a comment is refused', () => {
  test('under the name of a member, and under one that passes for it', async () => {
    const member = await seedMember(site, { name: 'Clara Ferrier', role: 'reader' })
    for (const name of [
      'Clara Ferrier',
      'clara  FERRIER',
      'Clаra Ferrier' /* Cyrillic а */,
      'C1ara.Ferrier',
    ]) {
      assert.equal((await post({ name })).code, 'name-of-member', name)
    }
    assert.equal((await post({ actor: member, name: 'ignored' })).code, null)
    assert.equal((await site.rows('select author_name from comment'))[0]?.['author_name'], 'Clara Ferrier')
  })

  test('where the parent is gone, elsewhere or never was', async () => {
    const moderator = await seedMember(site, { name: 'Mo', role: 'moderator' })
    const { id } = await post()
    const elsewhere = await post({ storyId: await seedStory(site), body: 'elsewhere' })
    await decide(site.parts.ports, { commentId: id ?? '', action: 'remove', reason: 'x', actor: moderator })
    for (const parentId of [id, elsewhere.id, site.parts.ports.newId()]) {
      assert.equal((await post({ parentId, body: 'reply' })).code, 'parent-gone')
    }
  })

  test('in a story that is not here, or without words or a name', async () => {
    assert.equal((await post({ storyId: site.parts.ports.newId() })).code, 'story-not-found')
    assert.equal((await post({ body: ' \n\t ' })).code, 'text-empty')
    assert.equal((await post({ name: null })).code, 'name-missing')
    assert.equal((await post({ name: 'Bob (not verified)' })).code, 'name-reserved')
    assert.equal(await stored(), 0)
    assert.equal((await site.rows('select id from person')).length, 0)
  })
})
