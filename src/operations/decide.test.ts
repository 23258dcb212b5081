/** Deciding: only moderators, with a reason where one is owed, and taken back only as long as it stands. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import type { DecideInput } from '#operations/decide.ts'
import { REASON_CODE_POINTS_MAX } from '#domain/limits.ts'
import { checkCounts } from '#test/thread-invariants.ts'
import { decide, undoDecision } from '#operations/decide.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { readLog } from '#operations/read-log.ts'
import { seedStory } from '#test/running-site.ts'

let site: OpenedSite
let storyId: string
let author: Actor
let moderator: Actor
let commentId: string
beforeEach(async () => {
  site = await openSite()
  storyId = await seedStory(site)
  author = guest(site)
  moderator = await seedMember(site, { name: 'Mo', role: 'moderator' })
  commentId = site.parts.ports.newId()
  const words = { id: commentId, parentId: null, name: 'Bob', body: 'Well said.' }
  await postComment(site.parts.ports, { ...words, storyId, actor: author })
})
afterEach(() => site.close())

/** The id of the decision, or the code of what stood in the way. */
async function act(facts: Partial<DecideInput> = {}): Promise<string> {
  const input = { commentId, action: 'remove', reason: 'off topic', actor: moderator, ...facts } as const
  const decided = await decide(site.parts.ports, input)
  await checkCounts(site, storyId)
  return decided.ok ? decided.value.id : decided.problem.code
}

async function undo(decisionId: string, actor = moderator): Promise<string> {
  const undone = await undoDecision(site.parts.ports, { decisionId, actor })
  await checkCounts(site, storyId)
  return undone.ok ? undone.value.toState : undone.problem.code
}

async function state(): Promise<unknown> {
  return (await site.rows('select state from comment where id = ?', commentId))[0]?.['state']
}

describe('a decision', () => {
  test('is a moderator’s alone', async () => {
    const member = await seedMember(site, { name: 'Ann', role: 'reader' })
    for (const actor of [author, member]) {
      assert.equal(await act({ actor }), 'not-allowed')
      assert.equal(await undo(commentId, actor), 'not-allowed')
    }
    assert.equal(await state(), 'published')
    assert.deepEqual(await site.rows('select * from decision'), [])
  })

  test('to remove needs a reason, and no reason is longer than a paragraph', async () => {
    for (const reason of [null, '', ' \n ']) assert.equal(await act({ reason }), 'reason-missing')
    assert.equal(await act({ reason: 'x'.repeat(REASON_CODE_POINTS_MAX + 1) }), 'reason-too-long')
    assert.equal(await state(), 'published')
    await act({ reason: '😀'.repeat(REASON_CODE_POINTS_MAX) })
    assert.equal(await state(), 'removed')
  })

  test('that does not fit the state changes nothing', async () => {
    assert.equal(await act({ action: 'publish' }), 'decision-not-possible')
    assert.equal(await act({ commentId: site.parts.ports.newId() }), 'comment-not-found')
    await deleteComment(site.parts.ports, { commentId, actor: author })
    for (const action of ['hold', 'publish', 'remove'] as const) {
      assert.equal(await act({ action }), 'decision-not-possible')
    }
    assert.deepEqual(await site.rows('select * from decision'), [])
  })

  test('by two at the same moment is made once', async () => {
    const answers = await Promise.all([act(), act()])
    assert.equal(answers.filter((answer) => answer === 'decision-not-possible').length, 1)
    assert.equal((await site.rows('select * from decision')).length, 1)
  })
})

describe('taking back', () => {
  test('puts the comment where it was, is written down, and is possible once', async () => {
    const decision = await act()
    assert.equal(await undo(decision), 'published')
    assert.equal(await undo(decision), 'undo-not-possible')
    assert.equal(await state(), 'published')
    const { decisions } = await readLog(site.parts.ports, { beforeId: null })
    assert.deepEqual(
      decisions.map(({ action }) => action),
      ['undo', 'remove'],
    )
  })

  test('reaches the last decision only, also where many fall into one millisecond', async () => {
    const first = await act({ action: 'hold' })
    const second = await act({ action: 'publish' })
    const third = await act({ action: 'hold' })
    assert.deepEqual([await undo(first), await undo(second)], ['undo-not-possible', 'undo-not-possible'])
    assert.equal(await undo(third), 'published')
    assert.equal(await undo(site.parts.ports.newId()), 'not-found')
  })

  test('does not bring back what its author deleted meanwhile', async () => {
    const held = await act({ action: 'hold' })
    await deleteComment(site.parts.ports, { commentId, actor: author })
    assert.equal(await undo(held), 'undo-not-possible')
    assert.equal(await state(), 'deleted')
  })
})
