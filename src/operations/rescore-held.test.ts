/** What waited for weights: looked at again when they are back, unless a moderator has the last word. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Civility } from '#ports/civility.ts'
import type { Ports } from '#ports/ports.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { checkCounts } from '#test/thread-invariants.ts'
import { createCivility } from '#main/open-civility.ts'
import { decide } from '#operations/decide.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { postComment, type PostedComment } from '#operations/post-comment.ts'
import { rescoreHeld } from '#operations/rescore-held.ts'
import { rescore } from '#cli/rescore.ts'
import { seedStory } from '#test/running-site.ts'

const CIVIL = 'Thank you for the article, I learned a lot about the canal.'
const TOXIC = 'You are a stupid idiot and should shut up.'
const SPAM =
  'Earn money from home! Click https://bit.ly/3xCash now and claim your FREE $5000 prize, subscribe!!!'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const off: Civility = createCivility(silent, { folder: '/nonexistent' })
const back: Civility = createCivility(silent)

let site: OpenedSite
let storyId: string
beforeEach(async () => {
  site = await openSite()
  storyId = await seedStory(site)
})
afterEach(() => site.close())

function withRules(rules: Partial<Ports['settings']>, civility: Civility): Ports {
  const { ports } = site.parts
  return { ...ports, civility, settings: { ...ports.settings, ...rules } }
}

async function post(ports: Ports, body: string): Promise<PostedComment> {
  const posted = await postComment(ports, {
    id: null,
    parentId: null,
    name: 'Ada',
    storyId,
    actor: NOBODY,
    body,
  })
  assert.ok(posted.ok)
  assert.equal(posted.value.comment.state, 'held')
  return posted.value
}

async function statesOf(...ids: readonly string[]): Promise<(string | undefined)[]> {
  await checkCounts(site, storyId)
  return Promise.all(ids.map(async (id) => (await site.parts.store.read.comment(id))?.state))
}

describe('when the weights are back', () => {
  const both = { civilityHoldAt: 0.8, spamHoldAt: 0.9 }

  test('what the rules let pass is published by a decision, what they do not waits for its own rule', async () => {
    const posted: string[] = []
    for (const body of [CIVIL, TOXIC, SPAM]) posted.push((await post(withRules(both, off), body)).comment.id)
    const rescored = await rescoreHeld(withRules(both, back))
    assert.deepEqual(rescored, { ok: true, value: { published: 1, held: 2 } })
    assert.deepEqual(await statesOf(...posted), ['published', 'held', 'held'])
    const holds = await site.parts.store.read.ruleHolds(posted)
    assert.deepEqual(
      posted.slice(1).map((id) => holds.get(id)?.rule),
      ['civility', 'spam'],
    )
    const decisions = await site.rows('select comment_id, action, moderator_name from decision')
    assert.deepEqual(
      decisions.map((row) => ({ ...row })),
      [{ comment_id: posted[0], action: 'publish', moderator_name: 'Parley' }],
    )
    assert.deepEqual(await rescoreHeld(withRules(both, back)), { ok: true, value: { published: 0, held: 0 } })
  })

  test('what a moderator held again, what its author took back and what is published already stay as they are', async () => {
    const ports = withRules(both, off)
    const moderator = await seedMember(site, { name: 'Marit', role: 'moderator' })
    const [held, published] = [await post(ports, CIVIL), await post(ports, `${CIVIL} Really.`)]
    const taken = await post(ports, `${CIVIL} Honestly.`)
    const act = (commentId: string, action: 'publish' | 'hold') =>
      decide(ports, { commentId, action, reason: null, actor: moderator })
    await act(held.comment.id, 'publish')
    await act(held.comment.id, 'hold')
    await act(published.comment.id, 'publish')
    await deleteComment(ports, { commentId: taken.comment.id, actor: taken.author })
    assert.deepEqual(await rescoreHeld(withRules(both, back)), { ok: true, value: { published: 0, held: 0 } })
    assert.deepEqual(await statesOf(held.comment.id, published.comment.id, taken.comment.id), [
      'held',
      'published',
      'deleted',
    ])
  })

  test('a rule that is no longer set holds nothing', async () => {
    const { comment } = await post(withRules({ civilityHoldAt: 0.8 }, off), TOXIC)
    assert.deepEqual(await rescoreHeld(withRules({}, back)), { ok: true, value: { published: 1, held: 0 } })
    assert.deepEqual(await statesOf(comment.id), ['published'])
  })
})

test('the command line tells what came of it, and that there is nothing to score with', async () => {
  const ports = withRules({ civilityHoldAt: 0.8 }, off)
  const { comment } = await post(ports, CIVIL)
  const said: string[] = []
  const stream = { write: (text: string) => said.push(text) } as unknown as NodeJS.WritableStream
  const run = (chosen: Ports, words: readonly string[] = []) =>
    rescore({ stdout: stream, stderr: stream }, chosen, words)
  assert.equal(await run(ports), 1)
  assert.deepEqual(await statesOf(comment.id), ['held'])
  assert.equal(await run(withRules({ civilityHoldAt: 0.8 }, back), ['all']), 2)
  assert.equal(await run(withRules({ civilityHoldAt: 0.8 }, back)), 0)
  assert.equal(said.at(-1), 'published 1, held still 0\n')
})
