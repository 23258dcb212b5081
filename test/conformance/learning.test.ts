/** What a store keeps of learning, on SQLite and on PostgreSQL: versions, decisions, and one in use at most. */
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { LearnedFigures } from '#domain/civility/learning/learned-figures.ts'
import type { LearnedState, LearnedVersion } from '#domain/civility/learning/learned-version.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import { ENGINES, stopOwnServer, type EmptyPlace } from '#test/conformance/engines.ts'
import { endTurn, takeTurn } from '#operations/learning/learning-turn.ts'
import { plainComment, plainStory } from '#test/plain-rows.ts'
import { orderKey } from '#domain/thread/order-key.ts'

after(stopOwnServer)

const AT = Date.UTC(2026, 4, 12, 12)
const uuid = (number: number): string => `019e1c0e-ea00-7000-8000-${String(number).padStart(12, '0')}`
const STORY = uuid(1)
const WRITER = uuid(2)

const FIGURES: LearnedFigures = {
  decisions: {
    removed: 3,
    kept: 4,
    moderators: 2,
    repeats: 1,
    beyondShare: 0,
    since: 1,
    until: AT,
    newestId: 'd',
  },
  unseen: { removed: 1, kept: 2, stories: 3 },
  holdAt: 0.8,
  quality: {
    before: { logLoss: 0.7, area: 0.5 },
    after: { logLoss: 0.3, area: 0.9 },
    gain: { logLoss: { low: 0.1, high: 0.2 }, area: { low: 0.3, high: 0.4 } },
  },
  held: { before: { removed: 1, kept: 1 }, after: { removed: 1, kept: 0 } },
  proposal: { holdAt: 0.9, held: { removed: 1, kept: 0 }, isCorrected: true, bystanders: 0 },
  bystanders: { count: 10, before: 1, after: 1 },
}

function version(number: number, state: LearnedState): Omit<LearnedVersion, 'hasWeights'> {
  return {
    id: uuid(number),
    madeAt: AT + number,
    askedBy: null,
    model: 'stage1-x',
    state,
    verdict: 'better',
    figures: FIGURES,
  }
}

for (const engine of ENGINES) {
  describe(`learning on ${engine.name}`, () => {
    let place: EmptyPlace
    let store: SiteStore
    beforeEach(async () => {
      place = await engine.make()
      store = await place.open()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    /** A comment for each number, with the decisions that are named after it. */
    async function seedDecided(comments: Readonly<Record<number, readonly string[]>>): Promise<void> {
      let decisions = 1_000
      await store.write(async (tx) => {
        const person = { standing: 'guest', role: 'reader', name: 'Ann', createdAt: AT } as const
        await tx.insertPerson({ ...person, id: WRITER, nameKey: 'ann' })
        await tx.insertStory(plainStory(STORY, AT), null)
        for (const [number, actions] of Object.entries(comments)) {
          const id = uuid(Number(number))
          const states = { remove: 'removed', publish: 'published', hold: 'held', undo: 'published' } as const
          const known = actions.map((action) => action as keyof typeof states)
          const state = states[known.at(-1) ?? 'publish']
          await tx.insertComment({
            comment: {
              ...plainComment(id, { storyId: STORY, by: WRITER, body: `comment ${number}`, createdAt: AT }),
              orderKey: orderKey(null, AT, id),
              bodyFormat: 'text',
              bodyHtml: '',
              state,
            },
            source: null,
          })
          let last: string | null = null
          for (const action of known) {
            decisions += 1
            await tx.insertDecision({
              id: uuid(decisions),
              storyId: STORY,
              commentId: id,
              action,
              fromState: 'published',
              toState: states[action],
              reason: null,
              moderatorId: 'm',
              moderatorName: 'M',
              undoes: action === 'undo' ? last : null,
              decidedAt: AT + decisions,
            })
            if (action !== 'undo') last = uuid(decisions)
          }
        }
      })
    }

    test('finds the decisions that stand, newest first, page by page', async () => {
      await seedDecided({
        11: ['remove'],
        12: ['publish'],
        13: ['remove', 'publish'],
        14: ['remove', 'undo'],
        15: ['publish', 'remove', 'undo'],
        16: ['publish', 'hold'],
        17: ['publish', 'undo'],
      })
      const all = await store.read.labelledComments({ beforeId: null, limit: 9 })
      assert.deepEqual(
        all.map(({ body, isRemoved }) => [body, isRemoved]),
        [
          ['comment 15', false],
          ['comment 13', false],
          ['comment 12', false],
          ['comment 11', true],
        ],
      )
      const second = all[1]?.decisionId ?? ''
      assert.deepEqual(await store.read.labelledComments({ beforeId: second, limit: 1 }), all.slice(2, 3))
      assert.deepEqual(await store.read.labelledCounts(9), { removed: 1, kept: 3 })
      assert.deepEqual(await store.read.labelledCounts(2), { removed: 0, kept: 2 })
    })

    test('keeps versions as they were, newest first, with their weights until they are forgotten', async () => {
      await store.write(async (tx) => {
        await tx.insertLearned(version(1, 'in-use'), 'w1')
        for (const number of [2, 3, 4]) await tx.insertLearned(version(number, 'refused'), `w${number}`)
      })
      const found = await store.read.learnedVersions(3)
      assert.deepEqual(
        found,
        [4, 3, 2].map((number) => ({ ...version(number, 'refused'), hasWeights: true })),
      )
      assert.equal(await store.read.learnedWeights(uuid(3)), 'w3')
      await store.write((tx) => tx.forgetLearnedWeights(2))
      const weights = await Promise.all([1, 2, 3, 4].map((number) => store.read.learnedWeights(uuid(number))))
      assert.deepEqual(weights, ['w1', null, 'w3', 'w4'])
      assert.equal((await store.read.learnedVersion(uuid(2)))?.hasWeights, false)
      assert.equal(await store.read.learnedVersion(uuid(9)), null)
    })

    test('has one in use at most, and nothing of another site', async () => {
      assert.equal(await store.read.learnedInUse(), null)
      await store.write((tx) => tx.insertLearned(version(1, 'in-use'), 'w'))
      await assert.rejects(store.write((tx) => tx.insertLearned(version(2, 'in-use'), 'w')))
      assert.deepEqual({ ...(await store.read.learnedInUse()) }, { id: uuid(1), model: 'stage1-x' })
      await store.write(async (tx) => {
        await tx.setLearnedState(uuid(1), 'replaced')
        await tx.insertLearned(version(3, 'in-use'), 'w')
      })
      assert.equal((await store.read.learnedInUse())?.id, uuid(3))
      const other = await place.open('other')
      assert.equal(await other.read.learnedInUse(), null)
      await other.write((tx) => tx.insertLearned(version(3, 'in-use'), 'w'))
      await other.close()
    })

    test('lets one of several nodes take the turn', async () => {
      const clock = { now: () => AT }
      const others = await Promise.all([place.open(), place.open()])
      const taken = await Promise.all(
        [store, ...others].map((node) => takeTurn({ store: node, clock }, 'night of May')),
      )
      assert.equal(taken.filter(Boolean).length, 1)
      await endTurn({ store, clock }, 'night of May', 'learned')
      for (const node of others) assert.equal(await takeTurn({ store: node, clock }, 'night of May'), false)
      await Promise.all(others.map((node) => node.close()))
    })

    test('appends decisions and tells the last one about a correction', async () => {
      await store.write(async (tx) => {
        await tx.insertLearned(version(1, 'in-use'), 'w')
        const base = { versionId: uuid(1), moderatorId: 'm', moderatorName: 'M', decidedAt: AT }
        await tx.insertLearningDecision({ ...base, id: uuid(5), action: 'undo', holdAt: null })
        await tx.insertLearningDecision({ ...base, id: uuid(6), action: 'use-threshold', holdAt: 0.85 })
      })
      assert.equal((await store.read.lastLearningDecision())?.action, 'undo')
      const decisions = await store.read.learningDecisions({ beforeId: null, limit: 9 })
      assert.deepEqual(
        decisions.map(({ id, holdAt }) => [id, holdAt]),
        [
          [uuid(6), 0.85],
          [uuid(5), null],
        ],
      )
      assert.equal((await store.read.learningDecisions({ beforeId: uuid(6), limit: 9 })).length, 1)
    })
  })
}
