/** What is learned from: no text twice, no writer and no moderator beyond their share, the newest first. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { chooseExamples } from '#domain/civility/learning/choose-examples.ts'
import type { LearningExample } from '#domain/civility/learning/learning-example.ts'
import {
  DECISIONS_MAX,
  MODERATOR_SHARE_MAX,
  OTHERS_DECISIONS_MIN,
  WRITER_DECISIONS_MAX,
} from '#domain/civility/learning/learning-bounds.ts'
import { syntheticDecisions } from '#test/synthetic-decisions.ts'

const many = (count: number, change: (at: number) => Partial<LearningExample>): LearningExample[] =>
  syntheticDecisions({ count, taste: 'coin' }).map((example, at) => ({ ...example, ...change(at) }))

describe('the chosen decisions', () => {
  test('hold each text once, as it was decided last', () => {
    const chosen = chooseExamples(many(10, (at) => ({ fingerprint: at % 2 })))
    assert.equal(chosen.repeats, 8)
    assert.deepEqual(
      chosen.examples.map(({ commentId }) => commentId),
      ['c00000008', 'c00000009'],
    )
  })

  test('hold no writer more than their share; comments brought in from elsewhere have none', () => {
    const flood = chooseExamples(many(300, (at) => ({ writerId: at % 3 === 0 ? null : 'troll' })))
    assert.equal(flood.examples.filter(({ writerId }) => writerId === 'troll').length, WRITER_DECISIONS_MAX)
    assert.equal(flood.examples.filter(({ writerId }) => writerId === null).length, 100)
    assert.equal(flood.beyondShare, 200 - WRITER_DECISIONS_MAX)
  })

  test('are the newest, oldest first', () => {
    const { examples } = chooseExamples(many(DECISIONS_MAX + 5, () => ({ writerId: null })).toReversed())
    assert.equal(examples.length, DECISIONS_MAX)
    assert.deepEqual([examples[0]?.commentId, examples.at(-1)?.commentId], ['c00000005', 'c00020004'])
  })

  test('hold no moderator more than their share once others have decided enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (busy, second, third) => {
          const owners = [
            ...Array.from({ length: busy }, () => 'busy'),
            ...Array.from({ length: second }, () => 'second'),
            ...Array.from({ length: third }, () => 'third'),
          ]
          const given = many(owners.length, (at) => ({ writerId: null, moderatorId: owners[at] ?? '' }))
          const { examples, beyondShare } = chooseExamples(given)
          const counts = Object.values(Object.groupBy(examples, ({ moderatorId }) => moderatorId))
          const most = Math.max(0, ...counts.map((own) => own?.length ?? 0))
          const sorted = [busy, second, third].toSorted((a, b) => b - a)
          const others = (sorted[1] ?? 0) + (sorted[2] ?? 0)
          if (others < OTHERS_DECISIONS_MIN) assert.equal(beyondShare, 0)
          else assert.ok(most <= MODERATOR_SHARE_MAX * examples.length, `${most} of ${examples.length}`)
          assert.equal(examples.length + beyondShare, given.length)
        },
      ),
      { numRuns: 50 },
    )
  })
})
