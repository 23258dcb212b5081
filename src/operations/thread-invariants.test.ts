/** Whatever several people do to a thread, in turn or at once: its counts are right and no live reply is hidden. */
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Actor } from '#domain/people/actor.ts'
import { BRANCH_COMMENTS_MAX, PAGE_COMMENTS_MAX, PAGE_ROOTS_MAX } from '#domain/limits.ts'
import { DECISION_ACTIONS, type DecisionAction } from '#domain/moderation/decision.ts'
import { castVote } from '#operations/cast-vote.ts'
import { checkCounts, checkReachable } from '#test/thread-invariants.ts'
import { decide, undoDecision } from '#operations/decide.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { seedStory } from '#test/running-site.ts'

/** What one person does; numbers pick a comment or decision among those that are, or will be, there. */
type Step =
  | { readonly does: 'post'; readonly who: number; readonly parent: number | null }
  | { readonly does: 'delete'; readonly who: number; readonly comment: number }
  | { readonly does: 'decide'; readonly action: DecisionAction; readonly comment: number }
  | { readonly does: 'undo'; readonly comment: number }
  | { readonly does: 'vote'; readonly who: number; readonly comment: number; readonly value: 1 | -1 | 0 }
  | { readonly does: 'wait'; readonly ms: number }

const WRITERS = 4
const COMMENTS_MAX = 12

const who = fc.nat(WRITERS - 1)
const comment = fc.nat(COMMENTS_MAX - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('post' as const), who, parent: fc.option(comment) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('delete' as const), who, comment }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('decide' as const),
      action: fc.constantFrom(...DECISION_ACTIONS),
      comment,
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('undo' as const), comment }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('vote' as const),
      who,
      comment,
      value: fc.constantFrom(1, -1, 0),
    }),
  },
  // Clocks of real machines step back, too.
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: -50, max: 50 }) }),
  },
)

interface Cast {
  readonly storyId: string
  readonly writers: readonly Actor[]
  readonly moderator: Actor
  /** Ids are made by the clients, so they can be named before the comment is there. */
  readonly ids: readonly string[]
  posts: number
}

let site: OpenedSite
let people: Pick<Cast, 'writers' | 'moderator'>
before(async () => {
  site = await openSite()
  const moderator = await seedMember(site, { name: 'Mo Derate', role: 'moderator' })
  const member = await seedMember(site, { name: 'Ann Member', role: 'reader' })
  people = { moderator, writers: [member, moderator, guest(site), guest(site)] }
})
after(() => site.close())

async function newCast(): Promise<Cast> {
  const ids = Array.from({ length: COMMENTS_MAX }, () => site.parts.ports.newId())
  return { ...people, ids, storyId: await seedStory(site), posts: 0 }
}

async function take(cast: Cast, taken: Step): Promise<void> {
  const { ports } = site.parts
  const person = (number: number) => cast.writers[number] ?? cast.moderator
  // Mostly among those posted so far; in the beginning, what is not there yet.
  const id = (number: number) => cast.ids[number % Math.max(1, cast.posts)] ?? ''
  switch (taken.does) {
    case 'post': {
      const parentId = taken.parent === null ? null : id(taken.parent)
      const number = cast.posts++
      if (number >= COMMENTS_MAX) return
      const words = {
        id: cast.ids[number] ?? null,
        parentId,
        body: `words ${number}`,
        name: `Guest ${taken.who}`,
      }
      await postComment(ports, { ...words, storyId: cast.storyId, actor: person(taken.who) })
      return
    }
    case 'delete':
      await deleteComment(ports, { commentId: id(taken.comment), actor: person(taken.who) })
      return
    case 'decide': {
      const { action } = taken
      await decide(ports, { commentId: id(taken.comment), action, reason: 'why not', actor: cast.moderator })
      return
    }
    case 'undo': {
      const [last] = await ports.store.read.lastDecisions([id(taken.comment)])
      if (last) await undoDecision(ports, { decisionId: last.id, actor: cast.moderator })
      return
    }
    case 'vote':
      await castVote(ports, { commentId: id(taken.comment), value: taken.value, actor: person(taken.who) })
      return
    case 'wait':
      site.clock.now += taken.ms
  }
}

async function check(storyId: string): Promise<void> {
  await checkCounts(site, storyId)
  await checkReachable(site, storyId)
}

describe('a thread', () => {
  test('keeps its counts and hides no live reply, whatever is done to it in turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
        const cast = await newCast()
        for (const taken of steps) await take(cast, taken)
        await check(cast.storyId)
      }),
      { numRuns: 25 },
    )
  })

  test('keeps them when everything is done at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
        const cast = await newCast()
        await Promise.all(steps.map((taken) => take(cast, taken)))
        await check(cast.storyId)
      }),
      { numRuns: 25 },
    )
  })

  test('is read to its end where branches and roots go over many pages, with tombstones among them', async () => {
    const cast = await newCast()
    const { ports } = site.parts
    const moderator = cast.moderator
    const write = (parentId: string | null, at: number) => {
      const id = ports.newId()
      const input = { id, parentId, body: `many ${at}`, name: 'x', storyId: cast.storyId, actor: moderator }
      return postComment(ports, input).then(() => id)
    }
    const root = await write(null, 0)
    const ids = [root]
    for (let at = 1; at <= PAGE_COMMENTS_MAX + BRANCH_COMMENTS_MAX * 2; at += 1) {
      site.clock.now += at % 3
      // Ever deeper in the beginning, far below the last level of order keys, then broad.
      const parent = at < 45 ? ids.at(-1) : ids[(at * 7) % ids.length]
      ids.push(await write(parent ?? root, at))
    }
    await Promise.all(Array.from({ length: PAGE_ROOTS_MAX * 2 }, (_, at) => write(null, 1_000 + at)))
    await check(cast.storyId)
    for (const commentId of ids.filter((_, at) => at % 3 === 0)) {
      await decide(ports, { commentId, action: 'remove', reason: 'every third', actor: moderator })
    }
    await check(cast.storyId)
    const published = ids.filter((_, at) => at % 3 !== 0)
    await Promise.all(published.map((commentId) => deleteComment(ports, { commentId, actor: moderator })))
    await check(cast.storyId)
    assert.equal((await site.rows('select id from comment where root_id = ? and shown = 1', root)).length, 0)
  })
})
