/** Cursors in every order while others write: nothing shown twice, nothing skipped that stayed visible. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Actor } from '#domain/people/actor.ts'
import type { ThreadOrder } from '#domain/ranking/orders.ts'
import { OFFERED_ORDERS } from '#contract/thread.ts'
import { PAGE_ROOTS_MAX } from '#domain/limits.ts'
import { castVote } from '#operations/cast-vote.ts'
import { decide } from '#operations/decide.ts'
import { postComment } from '#operations/post-comment.ts'
import { readThread } from '#operations/read-thread.ts'
import { readThreadCursor } from '#contract/cursor.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

/** Three pages and a half. */
const ROOTS = Math.floor(PAGE_ROOTS_MAX * 3.5)
const RUNS = 12

const MODERATOR_NAME = 'Marit'

let site: RunningSite
let moderator: Actor
before(async () => {
  site = await runSite()
  const id = site.parts.ports.newId()
  moderator = { personId: id, standing: 'member', role: 'moderator', name: MODERATOR_NAME }
  const person = { id, standing: 'member', role: 'moderator', name: MODERATOR_NAME } as const
  await site.parts.store.write((tx) => tx.insertPerson({ ...person, nameKey: 'marit', createdAt: 1 }))
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

const GUEST: Actor = { personId: null, standing: 'guest', role: 'reader', name: null }

type Write =
  | { readonly kind: 'vote'; readonly root: number; readonly value: 1 | -1 }
  | { readonly kind: 'reply' | 'remove' | 'root'; readonly root: number }

const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('vote' as const),
      root: fc.nat(ROOTS - 1),
      value: fc.constantFrom(1 as const, -1 as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reply' as const), root: fc.nat(ROOTS - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('remove' as const, 'root' as const),
      root: fc.nat(ROOTS - 1),
    }),
  },
)

interface Reading {
  readonly shown: string[]
  readonly removed: Set<string>
}

async function rootIds(storyId: string): Promise<string[]> {
  const entries = await site.parts.store.read.roots({
    storyId,
    order: 'oldest',
    after: null,
    asOf: null,
    limit: ROOTS * 2,
  })
  return entries.map((entry) => entry.id)
}

async function write(
  {
    storyId,
    roots,
    removed,
  }: Pick<Reading, 'removed'> & { readonly storyId: string; readonly roots: readonly string[] },
  change: Write,
): Promise<void> {
  const { ports } = site.parts
  const commentId = roots[change.root] ?? ''
  const words = { id: null, name: 'Ada', body: `word ${ports.newId()}`, actor: GUEST, storyId }
  switch (change.kind) {
    case 'vote':
      await castVote(ports, { commentId, value: change.value, actor: GUEST })
      break
    case 'reply':
      await postComment(ports, { ...words, parentId: commentId })
      break
    case 'root':
      await postComment(ports, { ...words, parentId: null })
      break
    case 'remove':
      removed.add(commentId)
      await decide(ports, { commentId, action: 'remove', reason: 'test', actor: moderator })
  }
}

/** Reads all pages; before each but the first, the next list of writes happens. */
async function readAll(
  storyId: string,
  order: ThreadOrder,
  batches: readonly (readonly Write[])[],
): Promise<Reading> {
  const roots = await rootIds(storyId)
  const reading: Reading = { shown: [], removed: new Set() }
  let cursor: string | null = null
  for (let pages = 0; pages < ROOTS; pages += 1) {
    const page = await readThread(site.parts.ports, {
      storyId,
      order,
      after: cursor === null ? null : readThreadCursor(cursor),
      actor: null,
    })
    assert.ok(page.ok)
    reading.shown.push(...page.value.roots.map((root) => root.id))
    if (page.value.nextCursor === null) return reading
    cursor = page.value.nextCursor
    for (const change of batches[pages] ?? [])
      await write({ storyId, roots, removed: reading.removed }, change)
  }
  throw new Error('the pages have no end')
}

/** A story whose roots differ in votes and replies already. */
async function seedThread(): Promise<string> {
  const storyId = await seedStory(site, {
    comments: Array.from({ length: ROOTS }, (_, at) => seedComment({ sourceId: `root-${at}` })),
  })
  const roots = await rootIds(storyId)
  const place = { storyId, roots, removed: new Set<string>() }
  for (let at = 0; at < ROOTS; at += 3) {
    await write(place, { kind: 'vote', root: at, value: at % 2 === 0 ? 1 : -1 })
    await write(place, { kind: 'reply', root: (at * 7) % ROOTS })
  }
  return storyId
}

describe('cursors under writes', () => {
  for (const order of OFFERED_ORDERS) {
    test(`${order}: each root that stayed visible is shown exactly once`, async () => {
      const storyId = await seedThread()
      const batches = fc.array(fc.array(anyWrite, { maxLength: 40 }), { minLength: 3, maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(batches, async (writes) => {
          const atFirst = await rootIds(storyId)
          const { shown, removed } = await readAll(storyId, order, writes)
          assert.equal(new Set(shown).size, shown.length, 'nothing is shown twice')
          const missed = atFirst.filter((id) => !removed.has(id) && !shown.includes(id))
          assert.deepEqual(missed, [], 'nothing is skipped')
        }),
        { numRuns: RUNS, endOnFailure: true },
      )
    })
  }

  test('a new reading begins with the order of now', async () => {
    const storyId = await seedThread()
    const last = (await rootIds(storyId)).at(-1) ?? ''
    for (let votes = 0; votes < 5; votes += 1) {
      await castVote(site.parts.ports, { commentId: last, value: 1, actor: GUEST })
    }
    const page = await readThread(site.parts.ports, { storyId, order: 'top', after: null, actor: null })
    assert.equal(page.ok && page.value.roots[0]?.id, last)
  })
})
