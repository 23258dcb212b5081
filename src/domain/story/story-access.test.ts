/** Whether a story is open: what moderators decided, and its age against a clock that is set. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Story, StoryState } from '#domain/story/story.ts'
import {
  STORY_ACCESSES,
  closesAt,
  isOpen,
  storyAccess,
  type StoryAccess,
} from '#domain/story/story-access.ts'
import {
  STORY_SWITCHES,
  canUndoStory,
  storySwitchesFor,
  storyStateAfter,
  type StoryDecision,
} from '#domain/story/story-decision.ts'

const DAY = 24 * 60 * 60 * 1000
const PUBLISHED = 1_000 * DAY
const AFTER_A_WEEK = 7 * DAY

function story(state: StoryState, facts: Partial<Story> = {}) {
  return { state, publishedAt: PUBLISHED, createdAt: PUBLISHED + DAY, ...facts }
}

describe('a story', () => {
  const cases: readonly (readonly [StoryState, number, number | null, StoryAccess])[] = [
    ['open', PUBLISHED, AFTER_A_WEEK, 'open'],
    ['open', PUBLISHED + AFTER_A_WEEK - 1, AFTER_A_WEEK, 'open'],
    ['open', PUBLISHED + AFTER_A_WEEK, AFTER_A_WEEK, 'aged'],
    ['open', PUBLISHED + 100 * AFTER_A_WEEK, null, 'open'],
    ['kept-open', PUBLISHED + 100 * AFTER_A_WEEK, AFTER_A_WEEK, 'open'],
    ['merging', PUBLISHED, null, 'moving'],
    ['merged', PUBLISHED, null, 'moving'],
    ['parting', PUBLISHED, null, 'moving'],
    ['closed', PUBLISHED, null, 'closed'],
    ['closed', PUBLISHED + AFTER_A_WEEK, AFTER_A_WEEK, 'closed'],
  ]
  for (const [state, now, readOnlyAfterMs, access] of cases) {
    const age = (now - PUBLISHED) / DAY
    test(`${state}, ${age} days old, ${readOnlyAfterMs ? 'with' : 'without'} a rule: ${access}`, () => {
      assert.equal(storyAccess(story(state), { now, readOnlyAfterMs }), access)
      assert.equal(isOpen(story(state), { now, readOnlyAfterMs }), access === 'open')
    })
  }

  test('ages from when it was published, or came here where nobody says when', () => {
    const rule = { readOnlyAfterMs: AFTER_A_WEEK }
    assert.equal(closesAt(story('open'), rule), PUBLISHED + AFTER_A_WEEK)
    assert.equal(closesAt(story('open', { publishedAt: null }), rule), PUBLISHED + DAY + AFTER_A_WEEK)
    assert.equal(closesAt(story('kept-open'), rule), null)
    assert.equal(closesAt(story('closed'), rule), null)
  })
})

describe('decisions about a story', () => {
  test('every access with every action', () => {
    const after = (access: StoryAccess) => STORY_SWITCHES.map((action) => storyStateAfter(access, action))
    assert.deepEqual(after('open'), ['closed', null])
    assert.deepEqual(after('closed'), [null, 'kept-open'])
    assert.deepEqual(after('aged'), ['closed', 'kept-open'])
    assert.deepEqual(after('moving'), [null, null])
    for (const access of STORY_ACCESSES) {
      for (const action of storySwitchesFor(access)) assert.notEqual(storyStateAfter(access, action), null)
    }
  })

  test('are taken back once, the last first, and while they stand', () => {
    const facts = { id: 'd', storyId: 's', reason: null, moderatorId: 'm', moderatorName: 'Mo' }
    const last: StoryDecision = {
      ...facts,
      action: 'close',
      from: 'open',
      to: 'closed',
      undoes: null,
      decidedAt: 0,
    }
    assert.equal(canUndoStory(last, { state: 'closed', url: null, mergedInto: null }), true)
    assert.equal(canUndoStory(last, { state: 'kept-open', url: null, mergedInto: null }), false)
    assert.equal(
      canUndoStory({ ...last, action: 'undo' }, { state: 'closed', url: null, mergedInto: null }),
      false,
    )
    const moved: StoryDecision = { ...last, action: 'move', from: '', to: 'https://news.example/new' }
    assert.equal(
      canUndoStory(moved, { state: 'closed', url: 'https://news.example/new', mergedInto: null }),
      true,
    )
    assert.equal(
      canUndoStory(moved, { state: 'closed', url: 'https://news.example/other', mergedInto: null }),
      false,
    )
    const merge: StoryDecision = { ...last, action: 'merge', from: 'open', to: 's2' }
    assert.equal(canUndoStory(merge, { state: 'merged', url: null, mergedInto: 's2' }), true)
    assert.equal(canUndoStory(merge, { state: 'merging', url: null, mergedInto: 's2' }), false)
    assert.equal(canUndoStory(null, { state: 'closed', url: null, mergedInto: null }), false)
  })
})
