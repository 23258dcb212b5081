/** Learning on a site: what counts, what is kept and used, taking back, thresholds, and other stock models. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import type { Ports } from '#ports/ports.ts'
import {
  askToLearn,
  undoLearned,
  undoThreshold,
  useLearned,
  useThreshold,
} from '#operations/learning/decide-learning.ts'
import { coinComments, mindedComments, MINDED, plainCivility } from '#test/plain-scorer.ts'
import { decide, undoDecision } from '#operations/decide.ts'
import { decideStories, type DecidedComment } from '#test/decided-site.ts'
import { endTurn, readTurn, takeTurn } from '#operations/learning/learning-turn.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { learnFromDecisions, type LearnInput } from '#operations/learning/learn-from-decisions.ts'
import { postComment } from '#operations/post-comment.ts'
import { readLearning } from '#operations/learning/review-learning.ts'
import { readLog } from '#operations/read-log.ts'
import { weighCivility } from '#operations/weigh-civility.ts'

const HOLD_AT = 0.8
const STORY_COMMENTS = 20
/** Decisions that teach something, and more that teach nothing and are the newest fifth. */
const ENOUGH = 500
const COINS = 400

let site: OpenedSite
let ports: Ports
let moderators: (Actor & { readonly personId: string })[]
beforeEach(async () => {
  site = await openSite()
  const { settings } = site.parts.ports
  ports = {
    ...site.parts.ports,
    settings: { ...settings, civilityHoldAt: HOLD_AT },
    civility: plainCivility(),
  }
  moderators = [
    await seedMember(site, { name: 'Mo', role: 'moderator' }),
    await seedMember(site, { name: 'Ida', role: 'moderator' }),
  ]
})
afterEach(() => site.close())

const [first, second] = [() => moderators[0] ?? assert.fail(), () => moderators[1] ?? assert.fail()]

async function decideAll(comments: readonly DecidedComment[]): Promise<void> {
  const plan = { comments, moderators, commentsPerStory: STORY_COMMENTS, from: site.clock.now }
  site.clock.now = (await decideStories(ports, plan)) + 60_000
}

const learn = (more: Partial<LearnInput> = {}) =>
  learnFromDecisions(ports, {
    actor: null,
    isAsked: false,
    isDry: false,
    pause: () => Promise.resolve(true),
    ...more,
  })

async function learned(more: Partial<LearnInput> = {}) {
  const result = await learn(more)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

async function problemOf(work: ReturnType<typeof learn>): Promise<string> {
  const result = await work
  return result.ok ? assert.fail('something was learned') : result.problem.kind
}

const weigh = async (text: string) =>
  (await weighCivility(ports, { text, actor: guest(site) })) ?? assert.fail()

const events = async (): Promise<unknown[]> =>
  (await site.rows(`select kind from event where kind like 'learning.%' order by sequence`)).map(
    ({ kind }) => kind,
  )

describe('what counts', () => {
  const labelled = async () => ports.store.read.labelledComments({ beforeId: null, limit: 99 })

  test('is the last standing decision of a moderator about somebody else’s unchanged comment', async () => {
    await decideAll([
      { text: 'one 0.1', isRemoved: true },
      { text: 'two 0.1', isRemoved: false },
      { text: 'three 0.1', isRemoved: true },
    ])
    assert.deepEqual(
      (await labelled()).map(({ body, isRemoved }) => [body, isRemoved]),
      [
        ['three 0.1', true],
        ['two 0.1', false],
        ['one 0.1', true],
      ],
    )
    assert.deepEqual(await ports.store.read.labelledCounts(99), { removed: 2, kept: 1 })
    assert.deepEqual(await ports.store.read.labelledCounts(2), { removed: 1, kept: 1 })
    const [three, two, one] = await labelled()
    assert.ok(one && two && three)
    // Restored: what is kept counts, not what was removed before.
    await decide(ports, { commentId: one.commentId, action: 'publish', reason: null, actor: first() })
    // Taken back: the earlier decision stands again.
    const undone = await decide(ports, {
      commentId: two.commentId,
      action: 'remove',
      reason: 'r',
      actor: first(),
    })
    assert.ok(undone.ok)
    await undoDecision(ports, { decisionId: undone.value.id, actor: first() })
    // Taken back, with nothing before.
    await undoDecision(ports, { decisionId: three.decisionId, actor: first() })
    assert.deepEqual(
      (await labelled()).map(({ commentId, isRemoved }) => [commentId, isRemoved]),
      [
        [one.commentId, false],
        [two.commentId, false],
      ],
    )
    // Held again: nobody has decided yet.
    await decide(ports, { commentId: two.commentId, action: 'hold', reason: null, actor: first() })
    assert.deepEqual(
      (await labelled()).map(({ commentId }) => commentId),
      [one.commentId],
    )
  })

  test('is neither what a rule decided, nor one’s own comment, nor what was changed since', async () => {
    await decideAll([{ text: 'one 0.1', isRemoved: false }])
    const [one] = await labelled()
    assert.ok(one)
    const say = async (actor: Actor, body: string) => {
      const posted = await postComment(ports, {
        storyId: one.storyId,
        actor,
        name: 'Ann',
        body,
        parentId: null,
        id: null,
      })
      return posted.ok ? posted.value : assert.fail(posted.problem.code)
    }
    const own = await say(first(), 'my own words 0.1')
    await decide(ports, { commentId: own.comment.id, action: 'remove', reason: 'r', actor: first() })
    const other = await say(guest(site), 'a guest 0.1')
    await decide(ports, { commentId: other.comment.id, action: 'remove', reason: 'r', actor: first() })
    await decide(ports, { commentId: other.comment.id, action: 'publish', reason: null, actor: second() })
    assert.equal((await labelled()).length, 2)
    site.clock.now += 1
    await ports.store.write((tx) =>
      tx.setBody({ id: other.comment.id, body: 'new 0.1', bodyHtml: '', editedAt: site.clock.now }),
    )
    assert.deepEqual(
      (await labelled()).map(({ commentId }) => commentId),
      [one.commentId],
    )
    await ports.store.write(async (tx) => {
      const decision = (await tx.lastDecisions([one.commentId]))[0] ?? assert.fail()
      await tx.insertDecision({ ...decision, id: ports.newId(), moderatorId: '', moderatorName: 'Parley' })
    })
    assert.deepEqual(await labelled(), [])
  })
})

describe('nothing is learned', () => {
  test('without a rule, without weights, from too little, and where nothing is new', async () => {
    const settings = { ...ports.settings, civilityHoldAt: null }
    const task = { actor: null, isAsked: true, isDry: false, pause: () => Promise.resolve(true) }
    assert.equal(await problemOf(learnFromDecisions({ ...ports, settings }, task)), 'no-rule')
    const { civility } = site.parts.ports
    assert.equal(await problemOf(learnFromDecisions({ ...ports, civility }, task)), 'no-weights')
    assert.equal(await problemOf(learn()), 'too-few')
    await decideAll(mindedComments(ENOUGH))
    await learned()
    assert.equal(await problemOf(learn()), 'nothing-new')
    await learned({ isAsked: true })
    await decideAll([{ text: 'new 0.1', isRemoved: true }])
    await learned()
  })

  test('where it is stopped in the middle, and nothing is kept', async () => {
    await decideAll(mindedComments(ENOUGH))
    for (const pauses of [0, 5, 60]) {
      let left = pauses
      assert.equal(await problemOf(learn({ pause: () => Promise.resolve(left-- > 0) })), 'stopped')
    }
    assert.deepEqual(await ports.store.read.learnedVersions(9), [])
  })

  test('in a dry run, which tells all the same', async () => {
    await decideAll(mindedComments(ENOUGH))
    assert.equal((await learned({ isDry: true })).verdict, 'better')
    assert.deepEqual([await ports.store.read.learnedVersions(9), await events()], [[], []])
  })
})

describe('what is better', () => {
  test('is used from the next comment on, says so in the facts, and keeps no words', async () => {
    await decideAll(mindedComments(ENOUGH))
    const before = await weigh(`word1 ${MINDED} 0.6`)
    assert.deepEqual(before, { holdAt: HOLD_AT, toxicity: 0.6 })
    const { version, verdict } = await learned()
    assert.deepEqual([verdict, version.state], ['better', 'in-use'])
    const minded = await weigh(`word1 ${MINDED} 0.6`)
    const other = await weigh('word1 word2 0.6')
    assert.equal(minded.correctedBy, version.id)
    assert.ok(Number(minded.toxicity) > Number(other.toxicity) + 0.2, JSON.stringify([minded, other]))
    const { storyId } =
      (await ports.store.read.labelledComments({ beforeId: null, limit: 1 }))[0] ?? assert.fail()
    const body = `word1 word3 ${MINDED} 0.8`
    const post = { storyId, actor: guest(site), name: 'Ann', body, parentId: null, id: null }
    const posted = await postComment(ports, post)
    assert.ok(posted.ok && posted.value.comment.state === 'held')
    const [row] = await site.rows(`select facts from event where comment_id = ?`, posted.value.comment.id)
    assert.equal((JSON.parse(String(row?.['facts'])) as { correctedBy?: string }).correctedBy, version.id)
    const kept = JSON.stringify([
      await site.rows('select * from learned_version'),
      await site.rows(`select * from event where kind like 'learning.%'`),
    ])
    assert.ok(!kept.includes(MINDED) && !kept.includes('word1'))
  })

  test('of two versions the newer is used, by Parley, in the log; what is not better changes nothing', async () => {
    await decideAll(mindedComments(ENOUGH))
    const old = await learned()
    await decideAll(mindedComments(40, 9))
    const newer = await learned()
    const states = async () => (await ports.store.read.learnedVersions(9)).map(({ state }) => state)
    assert.deepEqual(await states(), ['in-use', 'replaced'])
    assert.notEqual(old.version.id, newer.version.id)
    const { decisions } = await readLog(ports, { beforeId: null })
    const own = decisions.flatMap((one) =>
      one.about === 'learning' ? [[one.action, one.moderatorName]] : [],
    )
    assert.deepEqual(own, [
      ['use', 'Parley'],
      ['use', 'Parley'],
    ])
    await decideAll(coinComments(COINS))
    assert.equal((await learned()).verdict, 'not-better')
    assert.deepEqual(await states(), ['refused', 'in-use', 'replaced'])
  })
})

describe('taking back', () => {
  test('brings the stock scores back at once, and nothing comes into use until a moderator asks', async () => {
    await decideAll(mindedComments(ENOUGH))
    const { version } = await learned()
    const reader = await seedMember(site, { name: 'Rea', role: 'reader' })
    for (const work of [useLearned, undoLearned, useThreshold]) {
      const refused = await work(ports, { versionId: version.id, actor: reader })
      assert.ok(!refused.ok && refused.problem.code === 'not-allowed')
    }
    assert.ok((await undoLearned(ports, { versionId: version.id, actor: first() })).ok)
    assert.deepEqual(await weigh(`word1 ${MINDED} 0.6`), { holdAt: HOLD_AT, toxicity: 0.6 })
    const again = await undoLearned(ports, { versionId: version.id, actor: first() })
    assert.ok(!again.ok && again.problem.code === 'undo-not-possible')
    const offered = await learned({ isAsked: true })
    assert.equal(offered.version.state, 'offered')
    assert.equal((await weigh(`word1 ${MINDED} 0.6`)).correctedBy, undefined)
    const asked = await learned({ isAsked: true, actor: second() })
    assert.equal(asked.version.state, 'in-use')
    await decideAll(mindedComments(40, 9))
    assert.equal((await learned()).version.state, 'in-use')
    assert.deepEqual(await events(), [
      'learning.learned',
      'learning.used',
      'learning.undone',
      'learning.learned',
      'learning.learned',
      'learning.used',
      'learning.learned',
      'learning.used',
    ])
  })

  test('can be taken back: an earlier version is used again, one that was not better never', async () => {
    await decideAll(mindedComments(ENOUGH))
    const { version } = await learned()
    await undoLearned(ports, { versionId: version.id, actor: first() })
    assert.ok((await useLearned(ports, { versionId: version.id, actor: first() })).ok)
    assert.equal((await weigh(`word1 ${MINDED} 0.6`)).correctedBy, version.id)
    await decideAll(coinComments(COINS))
    const refused = await learned()
    const used = await useLearned(ports, { versionId: refused.version.id, actor: first() })
    assert.ok(!used.ok && used.problem.code === 'learned-not-usable')
    const unknown = await useLearned(ports, { versionId: ports.newId(), actor: first() })
    assert.ok(!unknown.ok && unknown.problem.code === 'not-found')
  })
})

test('another stock model sets it aside, visibly, and its threshold with it, until it is learned again', async () => {
  await decideAll(mindedComments(ENOUGH))
  const { version } = await learned()
  assert.ok((await useThreshold(ports, { versionId: version.id, actor: first() })).ok)
  ports = { ...ports, civility: plainCivility('plain-2') }
  assert.deepEqual(await weigh(`word1 ${MINDED} 0.6`), { holdAt: HOLD_AT, toxicity: 0.6 })
  const page = await readLearning(ports, { actor: first() })
  assert.ok(page.ok && page.value.inUse?.isSetAside && !page.value.threshold?.isChosen)
  const newer = await learned()
  assert.equal(newer.version.model, 'plain-2')
  assert.equal((await weigh(`word1 ${MINDED} 0.6`)).correctedBy, newer.version.id)
})

test('damaged weights correct nothing, and the stock score stands', async () => {
  await decideAll(mindedComments(ENOUGH))
  const { version } = await learned()
  const stored = (await ports.store.read.learnedWeights(version.id)) ?? assert.fail()
  const { createLearned } = await import('#operations/learning/read-learned.ts')
  for (const weights of [stored.slice(1), '', null]) {
    const read = { ...ports.store.read, learnedWeights: () => Promise.resolve(weights) }
    ports = { ...ports, learned: createLearned(read) }
    assert.deepEqual(await weigh(`word1 ${MINDED} 0.6`), { holdAt: HOLD_AT, toxicity: 0.6 })
  }
})

describe('a threshold', () => {
  test('is proposed, used by a click, and given back by another; the correction stays', async () => {
    await decideAll(mindedComments(ENOUGH))
    const { version, figures } = await learned()
    assert.equal((await weigh('a 0.6')).holdAt, HOLD_AT)
    assert.ok((await useThreshold(ports, { versionId: version.id, actor: first() })).ok)
    assert.equal((await weigh('a 0.6')).holdAt, figures.proposal.holdAt)
    assert.ok((await undoThreshold(ports, { actor: second() })).ok)
    assert.deepEqual((await weigh('a 0.6')).holdAt, HOLD_AT)
    const again = await undoThreshold(ports, { actor: second() })
    assert.ok(!again.ok && again.problem.code === 'undo-not-possible')
    assert.equal((await weigh('a 0.6')).correctedBy, version.id)
  })

  test('for corrected scores does not outlive the correction', async () => {
    await decideAll(mindedComments(ENOUGH))
    const { version } = await learned()
    await useThreshold(ports, { versionId: version.id, actor: first() })
    await undoLearned(ports, { versionId: version.id, actor: first() })
    assert.equal((await weigh('a 0.6')).holdAt, HOLD_AT)
    const refused = await useThreshold(ports, { versionId: version.id, actor: first() })
    assert.ok(!refused.ok && refused.problem.code === 'learned-not-usable')
  })
})

describe('the page', () => {
  test('tells what is missing, then figures, and comments that would be treated otherwise', async () => {
    const empty = await readLearning(ports, { actor: first() })
    assert.ok(empty.ok)
    assert.deepEqual(empty.value.missing, { removed: 200, kept: 200 })
    const refused = await readLearning(ports, { actor: guest(site) })
    assert.ok(!refused.ok && refused.problem.code === 'not-allowed')
    await decideAll(mindedComments(ENOUGH))
    const { version } = await learned()
    const full = await readLearning(ports, { actor: first() })
    assert.ok(full.ok)
    const { inUse, missing, changes, newest, threshold } = full.value
    assert.deepEqual([inUse?.id, newest, missing.removed], [version.id, null, 0])
    assert.deepEqual(threshold, { operators: HOLD_AT, inForce: HOLD_AT, isChosen: false })
    assert.ok(changes.length > 0 && changes.length <= 20)
    for (const { body, wouldWait } of changes)
      assert.equal(wouldWait, Number(body.split(' ').at(-1)) < HOLD_AT)
  })
})

describe('the turn', () => {
  test('is taken by one, for each night and wish once, and is free again when its time is over', async () => {
    assert.deepEqual(await Promise.all([takeTurn(ports, 'night a'), takeTurn(ports, 'night a')]), [
      true,
      false,
    ])
    assert.equal(await takeTurn(ports, 'wish 1'), false)
    await endTurn(ports, 'night a', 'learned')
    assert.deepEqual([await takeTurn(ports, 'night a'), await takeTurn(ports, 'wish 1')], [false, true])
    site.clock.now += 60 * 60 * 1000
    assert.equal(await takeTurn(ports, 'night b'), true)
    await endTurn(ports, 'wish 1', 'learned')
    assert.equal((await readTurn(ports.store.read))?.ended, null)
    await endTurn(ports, 'night b', 'stopped')
    assert.equal(await takeTurn(ports, 'night b'), true)
  })
})

test('asking is for moderators, and stands in the log of events', async () => {
  const refused = await askToLearn(ports, { actor: guest(site) })
  assert.ok(!refused.ok)
  assert.ok((await askToLearn(ports, { actor: first() })).ok)
  assert.deepEqual(await events(), ['learning.asked'])
})
