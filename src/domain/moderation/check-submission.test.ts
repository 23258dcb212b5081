/** The checks of a new comment: each phase's verdict, and that the first that speaks decides. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Submission, Verdict } from '#domain/moderation/verdict.ts'
import { COMMENT_STATES } from '#domain/comment/comment.ts'
import { PHASES, checkSubmission, checkWords } from '#domain/moderation/check-submission.ts'

function submission(facts: Partial<Submission> = {}): Submission {
  return {
    story: { id: 's1', isOpen: true },
    parent: null,
    wantsParent: false,
    author: { standing: 'guest', name: 'Bob' },
    nameIsMembers: false,
    civility: null,
    spam: null,
    checked: null,
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

describe('a new comment where a rule asks about spam', () => {
  const spam = (weight: number, isUnscored = false): Submission['spam'] => ({
    holdAt: 0.9,
    weight: { spam: weight, reasons: ['spam-copies'] },
    isUnscored,
  })
  const held = { kind: 'hold', rule: 'spam', reasons: ['spam-copies'] }

  test('waits from the weight on that the site has set, with what weighed', () => {
    assert.deepEqual(checkSubmission(submission({ spam: spam(0.89) })), { kind: 'publish' })
    assert.deepEqual(checkSubmission(submission({ spam: spam(0.9) })), held)
  })

  test('waits where its words could not be read, and for what was found where that is enough', () => {
    assert.deepEqual(checkSubmission(submission({ spam: spam(0.1, true) })), {
      kind: 'hold',
      rule: 'spam-off',
    })
    assert.deepEqual(checkSubmission(submission({ spam: spam(0.9, true) })), held)
  })

  test('waits for spam before it waits for its tone, and for that before somebody outside is heard', () => {
    const civility = { holdAt: 0.5, toxicity: 1 }
    const checked = { kind: 'hold', reasons: ['known sender'] } as const
    const rules = [submission({ spam: spam(1), civility, checked }), submission({ civility, checked })].map(
      (words) => checkWords(words)?.rule,
    )
    assert.deepEqual(rules, ['spam', 'civility'])
    assert.deepEqual(checkSubmission(submission({ checked })), {
      kind: 'hold',
      rule: 'checker',
      reasons: ['known sender'],
    })
    assert.deepEqual(checkSubmission(submission({ checked: { kind: 'unknown' } })), { kind: 'publish' })
  })
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
    const hold: Verdict = { kind: 'hold', rule: 'spam' }
    const phases = [phase('silent', null), phase('holds', hold), phase('late', { kind: 'publish' })]
    assert.deepEqual(checkSubmission(submission(), phases), hold)
    assert.deepEqual(asked, ['silent', 'holds'])
  })
})
