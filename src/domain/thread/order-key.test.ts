/** Order keys: any order of inserts gives the same thread, and a branch is one range. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { AFTER_BRANCH, SEGMENT_LENGTH, keyLevel, orderKey } from '#domain/thread/order-key.ts'
import { ORDER_KEY_LEVELS_MAX } from '#domain/limits.ts'
import { UUID_RANDOM_BYTES, uuidV7 } from '#base/uuid.ts'

interface Drawn {
  readonly at: number
  readonly random: Uint8Array
  /** Which of those before it this one answers; beyond them, none. */
  readonly parent: number
}

interface Placed {
  readonly id: string
  readonly at: number
  readonly key: string
  readonly parent: Placed | null
  readonly depth: number
}

/** Few milliseconds, so that many stand in the same one. */
const times = fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_020 })
const random = fc.uint8Array({ minLength: UUID_RANDOM_BYTES, maxLength: UUID_RANDOM_BYTES })
const drawn = (parents: fc.Arbitrary<number>) =>
  fc.array(fc.record({ at: times, random, parent: parents }), { minLength: 1, maxLength: 80, size: 'max' })
const bushes = drawn(fc.nat(90))
/** Mostly one below the other: deeper than keys nest. */
const ladders = drawn(fc.constant(-1))

function place(comments: readonly Drawn[]): Placed[] {
  const placed: Placed[] = []
  for (const { at, random: bytes, parent } of comments) {
    const above = (parent === -1 ? placed.at(-1) : placed[parent]) ?? null
    const id = uuidV7(at, bytes)
    const depth = above ? above.depth + 1 : 0
    placed.push({ id, at, key: orderKey(above?.key ?? null, at, id), parent: above, depth })
  }
  return distinct(placed)
}

/** fast-check likes to draw the same bytes twice; real ids never are the same in all 74 random bits. */
function distinct(placed: readonly Placed[]): Placed[] {
  const keys = new Set(placed.map(({ key }) => key))
  fc.pre(keys.size === placed.length)
  return [...placed]
}

function byKey(a: Placed, b: Placed): number {
  return a.key < b.key ? -1 : Number(a.key > b.key)
}

describe('order keys', () => {
  test('a key depends on parent, time and id alone, so the order of inserts does not matter', () => {
    fc.assert(
      fc.property(bushes, fc.infiniteStream(fc.nat()), (comments, chances) => {
        const placed = place(comments)
        const shuffled = placed
          .map((comment) => ({ comment, chance: chances.next().value ?? 0 }))
          .sort((a, b) => a.chance - b.chance)
          .map(({ comment }) => comment)
        const keys = (list: Placed[]) => list.sort(byKey).map(({ id }) => id)
        assert.deepEqual(keys(shuffled), keys([...placed]))
      }),
    )
  })

  test('everything below a comment, and nothing else, is the range from its key on', () => {
    fc.assert(
      fc.property(bushes, (comments) => {
        const placed = place(comments).filter(({ depth }) => depth < ORDER_KEY_LEVELS_MAX)
        for (const top of placed) {
          const inRange = placed.filter(({ key }) => key >= top.key && key < top.key + AFTER_BRANCH)
          assert.deepEqual(new Set(inRange), new Set(placed.filter((comment) => isAtOrBelow(comment, top))))
        }
      }),
    )
  })

  test('a parent stands before its replies, siblings by time and then by the tie of their ids', () => {
    fc.assert(
      fc.property(bushes, (comments) => {
        const sorted = place(comments).sort(byKey)
        for (const [position, comment] of sorted.entries()) {
          if (comment.depth >= ORDER_KEY_LEVELS_MAX) continue
          if (comment.parent) assert.ok(sorted.indexOf(comment.parent) < position)
          const next = sorted.slice(position + 1).find((other) => other.parent === comment.parent)
          if (next)
            assert.ok(comment.at < next.at || (comment.at === next.at && tie(comment.id) < tie(next.id)))
        }
      }),
    )
  })

  test('below the last level a reply falls in by time, still within its branch', () => {
    fc.assert(
      fc.property(ladders, (comments) => {
        const placed = place(comments)
        for (const { key, depth } of placed) {
          assert.equal(keyLevel(key), Math.min(depth, ORDER_KEY_LEVELS_MAX - 1))
          assert.ok(key.length <= ORDER_KEY_LEVELS_MAX * SEGMENT_LENGTH)
        }
        const deepest = placed.filter(({ depth }) => depth >= ORDER_KEY_LEVELS_MAX - 1)
        const keys = deepest.map(({ key }) => key).sort()
        const inTime = deepest.toSorted((a, b) => a.at - b.at || (tie(a.id) < tie(b.id) ? -1 : 1))
        assert.deepEqual(
          keys,
          inTime.map(({ key }) => key),
        )
        const last = placed[ORDER_KEY_LEVELS_MAX - 2]
        if (last) assert.ok(deepest.every(({ key }) => key.startsWith(last.key)))
      }),
    )
  })

  test('keys sort by bytes as times do, from the first millisecond to the last of 48 bits', () => {
    const id = uuidV7(0, new Uint8Array(UUID_RANDOM_BYTES))
    const all = fc.maxSafeNat().map((at) => at % 2 ** 48)
    fc.assert(
      fc.property(all, all, (a, b) => {
        assert.equal(orderKey(null, a, id) < orderKey(null, b, id), a < b)
        assert.match(orderKey(null, a, id), /^[-0-9A-Z_a-z]{14}$/)
      }),
    )
  })

  test('an id of another kind is a broken invariant', () => {
    assert.throws(() => orderKey(null, 0, 'c0ffee'), /not a UUIDv7/)
  })
})

/** The random bits of an id that enter its key: the variant between them does not. */
function tie(id: string): string {
  return id.slice(15, 18) + id.slice(20, 23) + id.slice(24, 27)
}

function isAtOrBelow(comment: Placed, top: Placed): boolean {
  return comment === top || (comment.parent !== null && isAtOrBelow(comment.parent, top))
}
