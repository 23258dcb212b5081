/** The checks of a new comment: each phase's verdict, and that the first that speaks decides. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Submission, Verdict } from '#domain/moderation/verdict.ts'
import { COMMENT_STATES } from '#domain/comment/comment.ts'
import { PHASES, checkSubmission } from '#domain/moderation/check-submission.ts'

function submission(facts: Partial<Submission> = {}): Submission {
  return {
    story: { id: 's1', isOpen: true },
    parent: null,
    wantsParent: false,
    author: { standing: 'guest', name: 'Bob' },
    nameIsMembers: false,
    civility: null,
    ...facts,
  }
}

const closed = { id: 's1', isOpen: false }
const refused = (code: string) => ({ kind: 'refuse', code })

describe('a new comment', () => {
  test('is published where nothing speaks against it', () => {
    assert.deepEqual(checkSubmission(submission()), { kind: 'publish' })
  })

  test('is not taken by a closed story', () => {
    assert.deepEqual(checkSubmission(submission({ story: closed })), refused('story-closed'))
  })

  for (const state of COMMENT_STATES) {
    test(`that answers a ${state} comment is ${state === 'published' ? 'taken' : 'refused'}`, () => {
      const verdict = checkSubmission(submission({ wantsParent: true, parent: { storyId: 's1', state } }))
      assert.deepEqual(verdict, state === 'published' ? { kind: 'publish' } : refused('parent-gone'))
    })
  }

  test('that answers what is not here, or stands in another story, is refused', () => {
    const gone = submission({ wantsParent: true })
    const elsewhere = submission({ wantsParent: true, parent: { storyId: 's2', state: 'published' } })
    assert.deepEqual(checkSubmission(gone), refused('parent-gone'))
    assert.deepEqual(checkSubmission(elsewhere), refused('parent-gone'))
  })

  test('under the name of a member is for that member alone', () => {
    const member = { standing: 'member', name: 'Bob' } as const
    assert.deepEqual(checkSubmission(submission({ nameIsMembers: true })), refused('name-of-member'))
    assert.deepEqual(checkSubmission(submission({ nameIsMembers: true, author: member })), {
      kind: 'publish',
    })
  })
})

describe('a new comment where a rule asks for civility', () => {
  const held = (rule: string) => ({ kind: 'hold', rule })
  const cases = [
    [0.49, { kind: 'publish' }],
    [0.5, held('civility')],
    [1, held('civility')],
    ['off', held('civility-off')],
    ['unsupported', { kind: 'publish' }],
  ] as const
  for (const [toxicity, verdict] of cases) {
    test(`${toxicity}: ${verdict.kind}`, () => {
      assert.deepEqual(checkSubmission(submission({ civility: { holdAt: 0.5, toxicity } })), verdict)
    })
  }
})

describe('the phases', () => {
  test('stand in the order that is the policy: the place first, then the name', () => {
    const everythingWrong = submission({ story: closed, wantsParent: true, nameIsMembers: true })
    assert.deepEqual(checkSubmission(everythingWrong), refused('story-closed'))
    const placeRight = submission({ wantsParent: true, nameIsMembers: true })
    assert.deepEqual(checkSubmission(placeRight), refused('parent-gone'))
    assert.ok(PHASES.length > 0)
  })

  test('are asked until one speaks, and no further', () => {
    const asked: string[] = []
    const phase = (name: string, verdict: Verdict | null) => () => {
      asked.push(name)
      return verdict
    }
    const hold: Verdict = { kind: 'hold', rule: 'r1' }
    const phases = [phase('silent', null), phase('holds', hold), phase('late', { kind: 'publish' })]
    assert.deepEqual(checkSubmission(submission(), phases), hold)
    assert.deepEqual(asked, ['silent', 'holds'])
  })
})
