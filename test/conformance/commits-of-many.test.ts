/** Works that share a commit: whatever they do, they leave and have seen what they would have one after another. */
import { after, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Comment, CommentState } from '#domain/comment/comment.ts'
import type { Foreseen, StoreWriter } from '#ports/store.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import { ENGINES, stopOwnServer, type EmptyPlace } from '#test/conformance/engines.ts'
import { plainComment, plainStory } from '#test/plain-rows.ts'

const ROOTS = ['r0', 'r1', 'r2'].map(idOf)
const PEOPLE = ['p0', 'p1'].map(idOf)
const [AUTHOR = '', VOTED = ''] = [PEOPLE[0], ROOTS[0]]
const STORY = idOf('s')

/** What is asked of marks: those before are too old. */
const MARKS = { marks: ['m0', 'm1'], since: 6 }

const RUNS = 12

/** An id as ids are, made of a short name. */
function idOf(name: string): string {
  return `01900000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0')}`
}

/** What one work does, step by step; ids of comments that an earlier work may have made. */
type Step =
  | { readonly kind: 'reply'; readonly to: string; readonly by: string; readonly words: string }
  | { readonly kind: 'root'; readonly by: string; readonly words: string }
  | { readonly kind: 'vote'; readonly on: string; readonly by: string; readonly value: 1 | -1 | 0 }
  | { readonly kind: 'rename'; readonly who: string; readonly name: string }
  | { readonly kind: 'state'; readonly of: string; readonly state: CommentState }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'mark'; readonly mark: string; readonly forgets: boolean }
  | { readonly kind: 'hold'; readonly of: string; readonly rule: 'spam' | 'civility' }
  | { readonly kind: 'look'; readonly at: string; readonly words: string }

interface Work {
  readonly steps: readonly Step[]
  readonly foresees: boolean
  readonly fails: boolean
}

const words = fc.constantFrom('yes', 'no')
const person = fc.constantFrom(...PEOPLE)
const comment = fc.constantFrom(...ROOTS, ...['w0-0', 'w1-0', 'w2-1'].map(idOf))
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('reply' as const), to: comment, by: person, words }),
  fc.record({ kind: fc.constant('root' as const), by: person, words }),
  fc.record({
    kind: fc.constant('vote' as const),
    on: comment,
    by: person,
    value: fc.constantFrom(1 as const, -1 as const, 0 as const),
  }),
  fc.record({ kind: fc.constant('rename' as const), who: person, name: fc.constantFrom('Ann', 'Ben') }),
  fc.record({
    kind: fc.constant('state' as const),
    of: comment,
    state: fc.constantFrom('removed' as const, 'published' as const),
  }),
  fc.record({ kind: fc.constant('member' as const), name: fc.constantFrom('mia', 'max') }),
  fc.record({
    kind: fc.constant('mark' as const),
    mark: fc.constantFrom('m0', 'm1'),
    forgets: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('hold' as const),
    of: fc.constantFrom(...ROOTS),
    rule: fc.constantFrom('spam' as const, 'civility' as const),
  }),
  fc.record({ kind: fc.constant('look' as const), at: comment, words }),
)
const work: fc.Arbitrary<Work> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  foresees: fc.boolean(),
  fails: fc.boolean(),
})

function newComment(
  id: string,
  facts: { readonly parent?: Comment | null; readonly by: string; readonly body: string },
): Comment {
  return plainComment(id, { ...facts, storyId: STORY, createdAt: 10 })
}

async function seed(store: SiteStore): Promise<void> {
  await store.write(async (tx) => {
    await tx.insertStory(plainStory(STORY, 1), null)
    for (const id of PEOPLE) {
      await tx.insertPerson({ id, standing: 'guest', role: 'reader', name: id, nameKey: id, createdAt: 1 })
    }
    for (const [at, createdAt] of [3, 4, 7].entries())
      await tx.keepMarks({ id: ROOTS[at] ?? '', createdAt, storyId: STORY, writerId: AUTHOR }, ['m0'])
    for (const id of ROOTS)
      await tx.insertComment({ comment: newComment(id, { by: AUTHOR, body: 'yes' }), source: null })
  })
}

async function add(tx: StoreWriter, made: Comment): Promise<void> {
  await tx.insertComment({ comment: made, source: null })
  if (made.parentId !== null) await tx.changeBranchCount(made.rootId, 1)
  await tx.touchStory(STORY, 1)
  if (made.parentId !== null) await tx.changeShownReplies(made.parentId, 1)
}

async function event(tx: StoreWriter, commentId: string, personId: string): Promise<void> {
  const kind = 'comment.posted'
  await tx.appendEvents([{ kind, storyId: STORY, commentId, personId, at: 10, facts: {} }])
}

/** One step, and what it saw. */
async function take(tx: StoreWriter, at: string, step: Step): Promise<unknown> {
  switch (step.kind) {
    case 'reply': {
      const parent = await tx.comment(step.to)
      if (!parent) return null
      await add(tx, newComment(at, { parent, by: step.by, body: step.words }))
      await event(tx, at, step.by)
      return [parent, await tx.comment(parent.rootId), await tx.story(STORY)]
    }
    case 'root':
      await add(tx, newComment(at, { by: step.by, body: step.words }))
      await event(tx, at, step.by)
      return tx.comment(at)
    case 'vote': {
      const on = await tx.comment(step.on)
      if (!on) return null
      const before = await tx.vote(on.id, step.by)
      if (step.value === 0) await tx.removeVote(on.id, step.by)
      else await tx.setVote({ commentId: on.id, voterId: step.by, value: step.value }, 10)
      await tx.setVoteCounts(on.id, { agree: on.agree + 1, disagree: on.disagree })
      await tx.touchStory(STORY, 0)
      return [before, await tx.vote(on.id, step.by), await tx.comment(on.id)]
    }
    case 'rename':
      await tx.renameGuest(step.who, step.name, step.name)
      return tx.person(step.who)
    case 'state':
      await tx.setState(step.of, step.state)
      return tx.comment(step.of)
    case 'member':
      if (!(await tx.memberByNameKey(step.name))) {
        const { name } = step
        await tx.insertPerson({
          id: at,
          standing: 'member',
          role: 'reader',
          name,
          nameKey: name,
          createdAt: 1,
        })
      }
      return (await tx.memberByNameKey(step.name))?.id
    case 'mark': {
      const before = await tx.metMarks(MARKS)
      await tx.keepMarks({ id: at, createdAt: 10, storyId: STORY, writerId: null }, [step.mark])
      if (step.forgets) await tx.forgetOldMarks(5)
      const met = await tx.metMarks(MARKS)
      return [before, met].map((marks) =>
        marks.map(({ mark, commentId }) => `${mark} ${commentId}`).toSorted(),
      )
    }
    case 'hold':
      await tx.keepRuleHold(step.of, { rule: step.rule, reasons: ['links'] })
      assert.equal((await tx.ruleHolds([step.of])).get(step.of)?.rule, step.rule)
      return step.rule
    case 'look': {
      const same = { storyId: STORY, authorId: AUTHOR, parentId: null, body: step.words, since: 0 }
      return [
        (await tx.sameComment(same)) !== null,
        await tx.comment(step.at),
        await tx.story(STORY),
        await tx.lastEvent(),
      ]
    }
  }
}

function foreseen(steps: readonly Step[]): Foreseen {
  const all = new Set(ROOTS as readonly string[])
  for (const each of steps) if (each.kind === 'reply') all.add(each.to)
  return {
    storyIds: [STORY],
    commentIds: [...all, idOf('w0-0')],
    personIds: [...PEOPLE],
    memberNameKeys: ['mia'],
    sameComments: [{ storyId: STORY, authorId: AUTHOR, parentId: null, body: 'yes', since: 0 }],
    votes: PEOPLE.map((voterId) => ({ commentId: VOTED, voterId })),
    metMarks: [MARKS],
  }
}

function run(store: SiteStore, { steps, foresees, fails }: Work, number: number): Promise<unknown> {
  const doing = async (tx: StoreWriter): Promise<unknown[]> => {
    const seen: unknown[] = []
    for (const [at, each] of steps.entries()) seen.push(await take(tx, idOf(`w${number}-${at}`), each))
    if (fails) throw new Error(`on purpose, after ${JSON.stringify(seen)}`)
    return seen
  }
  return store.write(doing, foresees ? foreseen(steps) : undefined).catch(String)
}

const TABLES = [
  ['comment', 'id'],
  ['story', 'id'],
  ['past_rank', 'until, comment_id'],
  ['vote', 'comment_id, voter_id'],
  ['person', 'id'],
  ['event', 'sequence'],
  ['search_waiting', 'comment_id'],
  ['comment_mark', 'mark, comment_id'],
  ['rule_hold', 'comment_id'],
] as const

/** All that a site holds, without its name. */
async function everything(place: EmptyPlace, siteId: string): Promise<unknown[]> {
  const all: unknown[] = []
  for (const [table, order] of TABLES) {
    const rows = await place.sql(`select * from ${table} where site_id = '${siteId}' order by ${order}`)
    all.push(rows.map((row) => ({ ...row, site_id: null })))
  }
  return all
}

after(stopOwnServer)

describe('works that share a commit', () => {
  const places: EmptyPlace[] = []
  after(async () => {
    for (const place of places) await place.remove()
  })

  for (const engine of ENGINES) {
    test(`${engine.name}: have seen and leave what they would one after another`, async () => {
      const place = await engine.make()
      places.push(place)
      let sites = 0
      /** A site of its own, so that no run needs a database of its own. */
      const inSite = async <Result>(use: (store: SiteStore) => Promise<Result>) => {
        sites += 1
        const siteId = `site${sites}`
        const store = await place.open(siteId)
        try {
          await seed(store)
          const result = await use(store)
          return { result, rows: await everything(place, siteId) }
        } finally {
          await store.close()
        }
      }
      await fc.assert(
        fc.asyncProperty(fc.array(work, { minLength: 2, maxLength: 6 }), async (works) => {
          const together = await inSite(async (store) => {
            const before = store.laneCounts().commits
            const seen = await Promise.all(works.map((each, at) => run(store, each, at)))
            // Whose work failed hears so before the commit of the others: one more write comes behind it.
            await store.write(async () => {})
            assert.equal(store.laneCounts().commits - before, 2)
            return seen
          })
          const apart = await inSite(async (store) => {
            const seen: unknown[] = []
            for (const [at, each] of works.entries()) {
              seen.push(await run(store, { ...each, foresees: false }, at))
            }
            return seen
          })
          assert.deepEqual(together, apart)
        }),
        { numRuns: RUNS },
      )
    })
  }
})
