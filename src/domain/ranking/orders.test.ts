/** What decides the order of a thread's roots: agreement, and how much a comment divides. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'

const counts = fc.record({ agree: fc.nat(10_000), disagree: fc.nat(10_000) })

test('without votes the score is in the middle, and it never leaves 0 to 1', () => {
  assert.equal(topScore({ agree: 0, disagree: 0 }), 0.5)
  fc.assert(
    fc.property(counts, (votes) => {
      const score = topScore(votes)
      assert.ok(score > 0 && score < 1)
    }),
  )
})

test('one more who agrees always lifts the score, one more who disagrees always lowers it', () => {
  fc.assert(
    fc.property(counts, (votes) => {
      assert.ok(topScore({ ...votes, agree: votes.agree + 1 }) > topScore(votes))
      assert.ok(topScore({ ...votes, disagree: votes.disagree + 1 }) < topScore(votes))
    }),
  )
})

test('the same share counts more with more votes behind it, and sides are treated alike', () => {
  assert.ok(topScore({ agree: 90, disagree: 10 }) > topScore({ agree: 9, disagree: 1 }))
  assert.ok(topScore({ agree: 1, disagree: 0 }) < topScore({ agree: 40, disagree: 4 }))
  fc.assert(
    fc.property(counts, ({ agree, disagree }) => {
      const mirrored = topScore({ agree: disagree, disagree: agree })
      assert.ok(Math.abs(topScore({ agree, disagree }) + mirrored - 1) < 1e-12)
      assert.equal(
        controversyScore({ agree, disagree }),
        controversyScore({ agree: disagree, disagree: agree }),
      )
    }),
  )
})

test('what all agree about divides nobody; many even votes divide more than few or lopsided ones', () => {
  assert.equal(controversyScore({ agree: 0, disagree: 0 }), 0)
  assert.equal(controversyScore({ agree: 100, disagree: 0 }), 0)
  assert.ok(controversyScore({ agree: 50, disagree: 50 }) > controversyScore({ agree: 5, disagree: 5 }))
  assert.ok(controversyScore({ agree: 50, disagree: 50 }) > controversyScore({ agree: 90, disagree: 10 }))
})
