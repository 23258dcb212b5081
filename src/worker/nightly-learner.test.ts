/** The learner: at its hour, once a night and on one node, when asked, stopped in the middle, and after a fault. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Logger } from '#ports/logger.ts'
import type { Ports } from '#ports/ports.ts'
import { askToLearn } from '#operations/learning/decide-learning.ts'
import { createNightlyLearner, type LearnerParts, type NightlyLearner } from '#worker/nightly-learner.ts'
import { decideStories } from '#test/decided-site.ts'
import { mindedComments, plainCivility } from '#test/plain-scorer.ts'
import { openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { readTurn } from '#operations/learning/learning-turn.ts'

let site: OpenedSite
let ports: Ports
let told: string[]
const running: NightlyLearner[] = []
beforeEach(async () => {
  site = await openSite()
  const { settings } = site.parts.ports
  ports = { ...site.parts.ports, settings: { ...settings, civilityHoldAt: 0.8 }, civility: plainCivility() }
  told = []
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((learner) => learner.stop()))
  await site.close()
})

const AT_FOUR = Date.UTC(2026, 6, 1, 2, 10)
const HOUR_MS = 60 * 60 * 1000
const ENOUGH = 500

interface Started {
  readonly learner: NightlyLearner
  /** The look that the timer would make. */
  readonly look: () => void
}

/** In Berlin, where it is two hours later in summer. */
function start(more: Partial<LearnerParts> = {}, on: Ports = ports): Started {
  let look = () => {}
  const logger: Logger = {
    info: (facts) => void told.push(JSON.stringify(facts)),
    warn: () => {},
    error: (facts) => void told.push(`error ${JSON.stringify(facts)}`),
  }
  const learner = createNightlyLearner(on, {
    logger,
    hour: 4,
    timeZone: 'Europe/Berlin',
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    every: (given) => {
      look = given
      return () => {}
    },
    ...more,
  })
  running.push(learner)
  return { learner, look: () => look() }
}

async function decideEnough(): Promise<void> {
  const mo = await seedMember(site, { name: 'Mo', role: 'moderator' })
  const from = AT_FOUR - 24 * HOUR_MS
  await decideStories(ports, {
    comments: mindedComments(ENOUGH),
    moderators: [mo],
    commentsPerStory: 20,
    from,
  })
}

const ended = async () => (await readTurn(ports.store.read))?.ended?.how

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate)
}

const versions = () => ports.store.read.learnedVersions(9)

describe('by night', () => {
  test('it learns in its hour of the site’s time zone, once, and on one of two nodes', async () => {
    await decideEnough()
    const nodes = [start(), start()]
    const look = (): void => nodes.forEach((node) => node.look())
    for (const hours of [-2, -1, 1]) {
      site.clock.now = AT_FOUR + hours * HOUR_MS
      look()
    }
    assert.equal(await readTurn(ports.store.read), null)
    site.clock.now = AT_FOUR
    look()
    look()
    await until(async () => (await ended()) === 'learned')
    site.clock.now += 1
    look()
    // A node that was started meanwhile finds that the night is done.
    const late = start()
    late.look()
    await Promise.all([...nodes, late].map(({ learner }) => learner.stop()))
    assert.equal((await versions()).length, 1)
    assert.equal(told.length, 1, told.join())
    assert.match(told[0] ?? '', /"state":"in-use","verdict":"better"/)
  })

  test('it tries again the next night, and keeps nothing where nothing is new', async () => {
    await decideEnough()
    const { look } = start()
    for (const [day, how] of ['learned', 'nothing-new'].entries()) {
      site.clock.now = AT_FOUR + day * 24 * HOUR_MS
      look()
      await until(async () => (await ended()) === how)
    }
    assert.equal((await versions()).length, 1)
  })

  test('it never does where it is switched off, or no rule would use it', async () => {
    site.clock.now = AT_FOUR
    start({ hour: null }).look()
    const settings = { ...ports.settings, civilityHoldAt: null }
    start({}, { ...ports, settings }).look()
    await Promise.all(running.splice(0).map((learner) => learner.stop()))
    assert.equal(await readTurn(ports.store.read), null)
  })
})

test('asked by a moderator it learns at once, in their name', async () => {
  await decideEnough()
  const ida = await seedMember(site, { name: 'Ida', role: 'moderator' })
  await askToLearn(ports, { actor: ida })
  const nodes = [start(), start()]
  const events = await ports.store.read.eventsAfter(0, 10_000)
  for (const { learner } of nodes) learner.consume(events.filter(({ kind }) => kind === 'learning.asked'))
  await until(async () => (await ended()) === 'learned')
  await Promise.all(nodes.map(({ learner }) => learner.stop()))
  assert.deepEqual(
    (await versions()).map(({ askedBy }) => askedBy),
    [ida.personId],
  )
})

test('stopped in the middle it keeps nothing, and the night is begun anew', async () => {
  await decideEnough()
  site.clock.now = AT_FOUR
  let pauses = 0
  const first = start({
    breathe: async () => {
      pauses += 1
      // The stop comes while a slice is under way.
      if (pauses === 8) void first.learner.stop()
      await new Promise(setImmediate)
    },
  })
  first.look()
  await until(async () => (await ended()) === 'stopped')
  await first.learner.stop()
  assert.deepEqual([pauses, await versions()], [8, []])
  start().look()
  await until(async () => (await ended()) === 'learned')
  assert.equal((await versions()).length, 1)
})

test('a fault is told, and does not keep others from their turn', async () => {
  await decideEnough()
  site.clock.now = AT_FOUR
  const read = { ...ports.store.read, labelledComments: () => Promise.reject(new Error('gone away')) }
  start({}, { ...ports, store: { ...ports.store, read } }).look()
  await until(() => told.length > 0)
  assert.match(told[0] ?? '', /^error .*gone away/)
  await until(async () => (await ended()) === 'stopped')
  start().look()
  await until(async () => (await ended()) === 'learned')
})
