/** Parents before replies, whatever the order of the file, and nothing lost in broken ones. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parentsFirst } from '#domain/moving/parents-first.ts'

/** Any links at all: forwards, backwards, to nowhere, in rings. */
const files = fc.array(fc.option(fc.nat(25)), { maxLength: 20, size: 'max' }).map((parents) =>
  parents.map((parent, at) => ({
    sourceId: `${at}`,
    parentSourceId: parent === null ? null : `${parent}`,
  })),
)

test('every comment comes out once, behind its parent unless they answer in a ring', () => {
  fc.assert(
    fc.property(files, (file) => {
      const sorted = parentsFirst(file)
      assert.deepEqual(new Set(sorted), new Set(file))
      assert.equal(sorted.length, file.length)
      const place = new Map(sorted.map((entry, at) => [entry.sourceId, at]))
      for (const [at, { sourceId, parentSourceId }] of sorted.entries()) {
        const parentAt = parentSourceId === null ? undefined : place.get(parentSourceId)
        if (parentAt !== undefined && parentAt >= at) assert.ok(isInRing(file, sourceId))
      }
    }),
  )
})

test('a file in order keeps its order', () => {
  const file = [null, '0', '0', '1', null, '2', '9'].map((parentSourceId, at) => ({
    sourceId: `${at}`,
    parentSourceId,
  }))
  assert.deepEqual(parentsFirst(file), file)
})

test('a chain of a hundred thousand, backwards, is no recursion', () => {
  const length = 100_000
  const file = Array.from({ length }, (_, at) => ({
    sourceId: `${length - at}`,
    parentSourceId: at === length - 1 ? null : `${length - at - 1}`,
  }))
  assert.deepEqual(parentsFirst(file), file.toReversed())
})

function isInRing(file: readonly { sourceId: string; parentSourceId: string | null }[], id: string): boolean {
  const parents = new Map(file.map((entry) => [entry.sourceId, entry.parentSourceId]))
  let at = parents.get(id) ?? null
  for (let steps = 0; at !== null && steps <= file.length; steps += 1) {
    if (at === id) return true
    at = parents.get(at) ?? null
  }
  return false
}
