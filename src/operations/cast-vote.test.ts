/** Votes: one for each person, changed and taken back, and never on one's own words. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { castVote } from '#operations/cast-vote.ts'
import { checkCounts } from '#test/thread-invariants.ts'
import { decide } from '#operations/decide.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { seedStory } from '#test/running-site.ts'

const VALUES = [1, -1, 0] as const

let site: OpenedSite
let storyId: string
let author: Actor
let commentId: string
beforeEach(async () => {
  site = await openSite()
  storyId = await seedStory(site)
  author = guest(site)
  commentId = site.parts.ports.newId()
  const words = { id: commentId, parentId: null, name: 'Bob', body: 'Well said.' }
  await postComment(site.parts.ports, { ...words, storyId, actor: author })
})
afterEach(() => site.close())

/** The counts after it, or the code of what stood in the way. */
async function vote(actor: Actor, value: 1 | -1 | 0): Promise<string> {
  const counted = await castVote(site.parts.ports, { commentId, value, actor })
  await checkCounts(site, storyId)
  return counted.ok ? `+${counted.value.agree} -${counted.value.disagree}` : counted.problem.code
}

describe('a vote', () => {
  for (const first of VALUES) {
    for (const second of VALUES) {
      test(`of ${first} and then ${second} counts as ${second} alone`, async () => {
        const voter = guest(site)
        await vote(guest(site), 1)
        await vote(voter, first)
        assert.equal(await vote(voter, second), `+${1 + Number(second === 1)} -${Number(second === -1)}`)
        assert.equal((await site.rows('select * from vote')).length, second === 0 ? 1 : 2)
      })
    }
  }

  test('the same again is no event and no change', async () => {
    const voter = guest(site)
    await vote(voter, 1)
    const before = [await site.rows('select * from event'), await site.rows('select version from story')]
    await vote(voter, 1)
    assert.deepEqual(
      [await site.rows('select * from event'), await site.rows('select version from story')],
      before,
    )
  })

  test('of many at once, some of them twice, counts each person once', async () => {
    const voters = Array.from({ length: 20 }, () => guest(site))
    const twice = [...voters, ...voters.slice(0, 10)]
    await Promise.all(twice.map((actor) => castVote(site.parts.ports, { commentId, value: -1, actor })))
    assert.equal(await vote(guest(site), 1), '+1 -20')
  })

  test('makes somebody who never wrote a guest without a name, who is told who they are', async () => {
    const counted = await castVote(site.parts.ports, { commentId, value: 1, actor: NOBODY })
    assert.ok(counted.ok && counted.value.voter.personId)
    assert.equal((await site.parts.ports.store.read.person(counted.value.voter.personId))?.name, '')
  })

  test('on one’s own words, on what is not here, or on what is not published is refused', async () => {
    assert.equal(await vote(author, 1), 'own-vote')
    const missing = { commentId: site.parts.ports.newId(), value: 1, actor: NOBODY } as const
    const answer = await castVote(site.parts.ports, missing)
    assert.equal(answer.ok ? '' : answer.problem.code, 'comment-not-found')
    const moderator = await seedMember(site, { name: 'Mo', role: 'moderator' })
    await decide(site.parts.ports, { commentId, action: 'hold', reason: null, actor: moderator })
    assert.equal(await vote(guest(site), 1), 'vote-not-possible')
    assert.deepEqual(await site.rows('select * from vote'), [])
  })
})
