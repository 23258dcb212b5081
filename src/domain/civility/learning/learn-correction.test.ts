/** Learning as a whole: a site with a taste of its own gains, one without does not, and the same gives the same. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DECISIONS_OF_EACH_KIND_MIN } from '#domain/civility/learning/learning-bounds.ts'
import { finish, syntheticDecisions, type SyntheticPlan } from '#test/synthetic-decisions.ts'
import { learnCorrection, type LearnedCorrection } from '#domain/civility/learning/learn-correction.ts'
import type { LearningExample } from '#domain/civility/learning/learning-example.ts'
import { writeCorrection } from '#domain/civility/learning/correction.ts'

const learn = (examples: readonly LearningExample[], more: object = {}) =>
  finish(learnCorrection({ examples, bystanders: [], holdAt: 0.8, seed: 7, ...more }))

function learned(plan: SyntheticPlan, more: object = {}): LearnedCorrection {
  const result = learn(syntheticDecisions(plan), more)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

describe('a correction', () => {
  test('is better where moderators mind words of which the stock model knows nothing', () => {
    const { verdict, figures, correction } = learned({ count: 2_000, taste: 'own' })
    assert.equal(verdict, 'better')
    const { before, after, gain } = figures.quality
    assert.ok(after.area > 0.8 && before.area < 0.6, JSON.stringify(figures.quality))
    assert.ok(gain.area.low > 0 && gain.logLoss.low > 0)
    const unwanted = correction.weights[17] ?? 0
    const indifferent = [...correction.weights.subarray(100, 500)].map(Math.abs)
    assert.ok(unwanted > 3 * Math.max(...indifferent), `${unwanted} beside ${Math.max(...indifferent)}`)
  })

  for (const taste of ['stock', 'coin'] as const) {
    test(`is not better where decisions follow ${taste === 'stock' ? 'the stock model' : 'nothing'}`, () => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const { verdict } = learned({ count: 1_500, taste, seed })
        assert.equal(verdict, 'not-better', `seed ${seed}`)
      }
    })
  }

  test('comes out the same from the same decisions, in whatever order they are handed in', () => {
    const examples = syntheticDecisions({ count: 1_200, taste: 'own' })
    const [one, other] = [learn(examples), learn(examples.toReversed())]
    assert.ok(one.ok && other.ok)
    assert.equal(writeCorrection(one.value.correction), writeCorrection(other.value.correction))
    assert.deepEqual(one.value.figures, other.value.figures)
  })

  test('is judged on newer decisions, in stories from which nothing was learned', () => {
    const examples = syntheticDecisions({ count: 2_000, taste: 'own' })
    const swapped = examples.map((example) =>
      // The newest fifth decides the other way round: only a judge who looks there sees it.
      example.decidedAt > (examples[1_600]?.decidedAt ?? 0)
        ? { ...example, isRemoved: !example.isRemoved }
        : example,
    )
    const result = learn(swapped)
    assert.ok(result.ok)
    assert.equal(result.value.verdict, 'not-better')
    assert.ok(result.value.figures.quality.after.area < 0.3)
  })

  test('that would hold comments nobody objected to is refused', () => {
    const examples = syntheticDecisions({ count: 2_000, taste: 'own' })
    const innocent = Array.from({ length: 200 }, () => ({
      language: 'en',
      scores: { toxicity: 0.7 },
      toxicity: 0.7,
      buckets: Uint16Array.of(17),
      fingerprint: 0,
    }))
    const result = learn(examples, { bystanders: innocent })
    assert.ok(result.ok)
    const { verdict, figures } = result.value
    assert.equal(verdict, 'holds-too-many')
    assert.deepEqual(figures.bystanders, { count: 200, before: 0, after: 200 })
  })
})

describe('nothing is learned', () => {
  test('from too few decisions of either kind, and the counts are told', () => {
    const few = syntheticDecisions({ count: 2 * DECISIONS_OF_EACH_KIND_MIN - 2, taste: 'coin' })
    assert.deepEqual(learn([]), { ok: false, problem: { kind: 'too-few', counts: { removed: 0, kept: 0 } } })
    const result = learn(few)
    assert.ok(!result.ok)
    assert.equal(result.problem.kind, 'too-few')
    const { removed, kept } = result.problem.counts
    assert.equal(removed + kept, few.length)
    const oneSided = learn(
      syntheticDecisions({ count: 3_000, taste: 'own' }).filter(({ isRemoved }) => isRemoved),
    )
    assert.ok(!oneSided.ok && oneSided.problem.counts.kept === 0)
  })

  test('where all decisions stand in one story: no part of it can judge the other', () => {
    const result = learn(syntheticDecisions({ count: 2_000, taste: 'own', perStory: 2_000 }))
    assert.ok(!result.ok)
    assert.equal(result.problem.kind, 'too-few-stories')
  })
})
