/** Decisions: every state with every action, and what can be taken back. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { CommentState } from '#domain/comment/comment.ts'
import { COMMENT_STATES } from '#domain/comment/comment.ts'
import {
  DECISION_ACTIONS,
  actionsFor,
  canUndo,
  stateAfter,
  type Decision,
  type DecisionAction,
} from '#domain/moderation/decision.ts'

/** The whole table: what is not named cannot be done. */
const AFTER: Readonly<Record<CommentState, Partial<Record<DecisionAction, CommentState>>>> = {
  published: { hold: 'held', remove: 'removed' },
  held: { publish: 'published', remove: 'removed' },
  rejected: { publish: 'published' },
  removed: { publish: 'published' },
  deleted: {},
}

describe('decisions', () => {
  for (const state of COMMENT_STATES) {
    for (const action of DECISION_ACTIONS) {
      const after = AFTER[state][action] ?? null
      test(`${action} on a ${state} comment: ${after ?? 'not possible'}`, () => {
        assert.equal(stateAfter(state, action), after)
      })
    }

    test(`a moderator of a ${state} comment is offered what is possible, in the same order always`, () => {
      assert.deepEqual(
        actionsFor(state),
        DECISION_ACTIONS.filter((action) => AFTER[state][action]),
      )
    })
  }

  test('what its author deleted stays deleted', () => assert.deepEqual(actionsFor('deleted'), []))
})

function decision(facts: Partial<Decision>): Decision {
  return {
    id: 'd1',
    storyId: 's1',
    commentId: 'c1',
    action: 'remove',
    fromState: 'published',
    toState: 'removed',
    reason: 'off topic',
    moderatorId: 'm1',
    moderatorName: 'Mo',
    undoes: null,
    decidedAt: 0,
    ...facts,
  }
}

describe('taking back', () => {
  test('is possible once, for the last decision, while its state stands', () => {
    assert.equal(canUndo(decision({}), 'removed'), true)
    assert.equal(canUndo(null, 'removed'), false)
    assert.equal(canUndo(decision({ action: 'undo', toState: 'published' }), 'published'), false)
  })

  for (const state of COMMENT_STATES.filter((other) => other !== 'removed')) {
    test(`is over once a removed comment is ${state}`, () => {
      assert.equal(canUndo(decision({}), state), false)
    })
  }
})
