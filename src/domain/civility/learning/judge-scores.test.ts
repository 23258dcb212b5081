/** Judging scores: area and loss against counting by hand, intervals, thresholds, shares and the split. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { compareScores } from '#domain/civility/learning/compare-scores.ts'
import { countHeld, createJudge, type JudgedScore } from '#domain/civility/learning/judge-scores.ts'
import { FALSE_ALARMS_MAX } from '#domain/civility/learning/learning-bounds.ts'
import { finish } from '#test/synthetic-decisions.ts'
import { proposeThreshold } from '#domain/civility/learning/propose-threshold.ts'
import { seededDraws } from '#domain/civility/learning/seeded-draws.ts'
import { shareOf } from '#domain/civility/learning/share-of.ts'
import { splitExamples } from '#domain/civility/learning/split-examples.ts'

const judged = fc
  .array(
    fc.record({
      score: fc.constantFrom(0.1, 0.2, 0.5, 0.8, 0.9),
      isRemoved: fc.boolean(),
      storyId: fc.constantFrom('a', 'b', 'c'),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .filter((all) => all.some(({ isRemoved }) => isRemoved) && all.some(({ isRemoved }) => !isRemoved))

/** Every removed comment beside every kept one; equal scores are half right. */
function areaByHand(all: readonly JudgedScore[]): number {
  const removed = all.filter(({ isRemoved }) => isRemoved)
  const kept = all.filter(({ isRemoved }) => !isRemoved)
  let right = 0
  for (const one of removed) {
    for (const other of kept) right += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0
  }
  return right / (removed.length * kept.length)
}

describe('judging', () => {
  test('gives the area that counting pairs gives, also where comments weigh several times', () => {
    fc.assert(
      fc.property(
        judged,
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 40, maxLength: 40 }),
        (all, times) => {
          const repeated = all.flatMap((one, at) => Array.from({ length: times[at] ?? 1 }, () => one))
          const { area } = createJudge(all)(times)
          assert.ok(Math.abs(area - areaByHand(repeated)) < 1e-9)
        },
      ),
    )
  })

  test('takes the loss of each kind by itself, so that the many do not drown the few', () => {
    const one = { score: 0.25, isRemoved: true, storyId: 'a' }
    const other = { score: 0.25, isRemoved: false, storyId: 'a' }
    const { logLoss } = createJudge([one, other, other, other])([1, 1, 1, 1])
    assert.ok(Math.abs(logLoss - (-Math.log(0.25) - Math.log(0.75)) / 2) < 1e-12)
  })

  test('counts what reaches a threshold, the threshold itself included', () => {
    const all = [0.4, 0.5, 0.6].flatMap((score) => [
      { score, isRemoved: true, storyId: 'a' },
      { score, isRemoved: false, storyId: 'a' },
    ])
    assert.deepEqual(countHeld(all, 0.5), { removed: 2, kept: 2 })
    assert.deepEqual(countHeld(all, 0.61), { removed: 0, kept: 0 })
  })
})

describe('a comparison', () => {
  const stories = (score: (isRemoved: boolean, at: number) => number): JudgedScore[] =>
    Array.from({ length: 400 }, (_, at) => {
      const isRemoved = at % 2 === 0
      return { score: score(isRemoved, at), isRemoved, storyId: `s${Math.floor(at / 10)}` }
    })
  const random = seededDraws(3)
  const noise = stories(() => random())
  const good = stories((isRemoved, at) => (isRemoved ? 0.6 : 0.4) + 0.3 * ((noise[at]?.score ?? 0) - 0.5))

  test('finds what is better, and by how much, the same for the same seed', () => {
    const compare = () => finish(compareScores(noise, good, seededDraws(1)))
    const { gain } = compare()
    assert.ok(gain.area.low > 0.2 && gain.logLoss.low > 0)
    assert.deepEqual(compare(), compare())
  })

  test('of scores with themselves has no gain at all, and of two noises none beyond chance', () => {
    const same = finish(compareScores(noise, noise, seededDraws(1)))
    assert.deepEqual(same.gain.area, { low: 0, high: 0 })
    const other = finish(
      compareScores(
        noise,
        stories(() => random()),
        seededDraws(1),
      ),
    )
    assert.ok(other.gain.area.low < 0 && other.gain.area.high > 0)
  })
})

test('a proposed threshold keeps its false alarms, and is the lowest that does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.97, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (scores) => {
        const kept = scores.map((score) => ({ score, isRemoved: false, storyId: 'a' }))
        const holdAt = proposeThreshold(kept)
        const allowed = Math.floor(kept.length * FALSE_ALARMS_MAX)
        assert.ok(countHeld(kept, holdAt).kept <= allowed)
        if (holdAt > 0.5) assert.ok(countHeld(kept, holdAt - 0.01).kept > allowed)
      },
    ),
  )
})

test('a share is told with the ends between which chance may move it', () => {
  assert.deepEqual(shareOf(50, 100), { share: 50, low: 40, high: 60 })
  assert.deepEqual(shareOf(0, 10), { share: 0, low: 0, high: 28 })
  assert.equal(shareOf(0, 0), null)
})

describe('the split', () => {
  const needs = { shares: [0.2, 0.4], ofEachKindMin: 1, storiesMin: 1 }
  const placed = fc.array(
    fc.record({ storyId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), isRemoved: fc.boolean() }),
    { maxLength: 60 },
  )

  test('puts no story into both parts, and nothing newer into the earlier one', () => {
    fc.assert(
      fc.property(placed, (all) => {
        const given = all.map((one, at) => ({ ...one, decidedAt: at }))
        const split = splitExamples(given, needs)
        if (split === null) return
        const earlier = new Set(split.earlier.map(({ storyId }) => storyId))
        assert.ok(split.later.every(({ storyId }) => !earlier.has(storyId)))
        const newest = Math.max(...split.earlier.map(({ decidedAt }) => decidedAt))
        assert.ok(split.later.every(({ decidedAt }) => decidedAt > newest))
      }),
    )
  })

  test('takes a larger share where long-running stories straddle the first', () => {
    const given = Array.from({ length: 100 }, (_, at) => ({
      storyId: at < 65 || at >= 80 ? 'old' : `new ${at % 7}`,
      isRemoved: at % 2 === 0,
      decidedAt: at,
    }))
    const split = splitExamples(given, { ...needs, ofEachKindMin: 5 })
    assert.ok(split)
    assert.equal(split.later.length, 15)
    assert.equal(split.earlier.length, 60)
  })
})
