/** Asks for the same pages in stories of 1,000, 100,000 and 1,000,000 comments: what a page costs must not grow. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Figure } from '#bench/figures.ts'
import type { SizedStory } from '#bench/seed-sizes.ts'
import { createTimedClient, type Timed, type TimedClient } from '#bench/timed-client.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { megabytes, residentBytes, startParley, type RunningParley } from '#bench/run-server.ts'
import { report, say } from '#bench/figures.ts'
import { spread, type Spread } from '#bench/median.ts'
import { writeRootCursor } from '#contract/cursor.ts'

const RATIO_MAX = 1.5
const RESIDENT_MB_MAX = 50

/** Rounds through all stories and requests; those of the warm-up are not counted. */
const ROUNDS = 60
const WARM_UP_ROUNDS = 15

/** Milliseconds after a post until the log has been read and the page is old. */
const EVENT_WAIT_MS = 30

/** One server for each story, so that memory can be told apart; all on one database. */
interface Measured {
  readonly story: SizedStory
  readonly server: RunningParley
  readonly client: TimedClient
  readonly times: Map<string, number[]>
  readonly bytes: Map<string, number>
}

/** Where the stories are: one server for each, all on the same data. */
export interface SizesPlan {
  readonly stories: readonly SizedStory[]
  readonly dataDirectory: string
  readonly environment?: Readonly<Record<string, string>>
}

export async function measureSizes(plan: SizesPlan) {
  const machine = machineFacts()
  const measured: Measured[] = []
  try {
    for (const story of plan.stories) measured.push(await prepare(story, plan))
    for (let round = 0; round < ROUNDS; round += 1) {
      // Forwards and backwards in turn: none of them always comes after the same.
      const order = round % 2 === 0 ? measured : measured.toReversed()
      for (const one of order) await readRound(one, round)
      if (round % 10 === 0) say(`reading, round ${round} of ${ROUNDS}, load ${loadNow()}`)
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = round % 2 === 0 ? measured : measured.toReversed()
      for (const one of order) await postRound(one, round)
    }
    return summary(machine, measured)
  } finally {
    for (const { server, client } of measured) {
      client.close()
      await server.stop()
    }
  }
}

async function prepare(story: SizedStory, { dataDirectory, environment = {} }: SizesPlan): Promise<Measured> {
  // With a trusted proxy each write can come from an address of its own, as it would from so many people.
  const server = await startParley({
    dataDirectory,
    environment: { PARLEY_TRUST_PROXY: '1', ...environment },
  })
  return { story, server, client: createTimedClient(), times: new Map(), bytes: new Map() }
}

interface Kept {
  readonly round: number
  readonly timed: Timed
}

/** Those of the warm-up are dropped. */
function keep({ times, bytes }: Measured, what: string, { round, timed }: Kept): void {
  if (round < WARM_UP_ROUNDS) return
  times.set(what, [...(times.get(what) ?? []), timed.ms])
  bytes.set(what, timed.bytes)
}

/** Private pages are never kept: what they take is what making a page takes. */
async function readRound(one: Measured, round: number): Promise<void> {
  const { deep, deepInBranch, storyId } = one.story
  const get = async (what: string, path: string, headers = {}): Promise<void> => {
    const timed = await one.client.ask({ url: one.server.url + path, headers })
    keep(one, what, { round, timed })
  }
  const cursor = writeRootCursor({ value: deep.createdAt, id: deep.id })
  await get('first page, not cached', `/s/${storyId}/yours`)
  await get('page at a deep cursor', `/s/${storyId}/yours?after=${cursor}`)
  await get('deep in the long branch', `/c/${deepInBranch.rootId}/yours?after=${deepInBranch.orderKey}`)
  await get('permalink of a deep comment', `/c/${deep.id}/yours`)
  await get('permalink in the long branch', `/c/${deepInBranch.id}/yours`)
  await post(one, deep.id)
  await wait(EVENT_WAIT_MS)
  await get('public page after an event', `/s/${storyId}`, { 'Accept-Encoding': 'br' })
}

async function postRound(one: Measured, round: number): Promise<void> {
  keep(one, 'post', { round, timed: await post(one, null) })
  const reply = await post(one, one.story.deepInBranch.id)
  keep(one, 'reply in the long branch', { round, timed: reply })
}

let posts = 0

function post({ server, client, story }: Measured, parentId: string | null): Promise<Timed> {
  posts += 1
  const address = `10.0.${Math.floor(posts / 250)}.${posts % 250}`
  return client.ask({
    method: 'POST',
    url: `${server.url}/api/stories/${story.storyId}/comments`,
    headers: { 'X-Forwarded-For': address },
    json: { parentId, name: 'Reader', body: `The timetable was never kept, number ${posts}.` },
  })
}

function summary(machine: ReturnType<typeof machineFacts>, measured: readonly Measured[]) {
  const [small, , large] = measured
  if (!small || !large) throw new Error('there are no stories to compare')
  const figures: Figure[] = [...small.times.keys()].map((what) => {
    const medians = measured.map(({ times }) => spread(times.get(what) ?? []).median)
    const ratio = (medians.at(-1) ?? 0) / (medians[0] ?? 1)
    const list = medians.map((median) => median.toFixed(2)).join(' / ')
    return {
      what,
      target: `≤ ${RATIO_MAX}`,
      measured: `${ratio.toFixed(2)} (${list} ms)`,
      isMet: ratio <= RATIO_MAX,
    }
  })
  const resident = measured.map(({ server }) => megabytes(residentBytes(server.pid)))
  const difference = (resident.at(-1) ?? 0) - (resident[0] ?? 0)
  figures.push({
    what: 'resident memory, difference',
    target: `≤ ${RESIDENT_MB_MAX} MB`,
    measured: `${difference.toFixed(1)} MB (${resident.join(' / ')} MB)`,
    isMet: difference <= RESIDENT_MB_MAX,
  })
  const details = measured.map(({ story, times, bytes }) => ({
    comments: story.comments,
    times: Object.fromEntries([...times].map(([what, values]) => [what, withoutValues(spread(values))])),
    bytes: Object.fromEntries(bytes),
  }))
  return report(machine, figures, { details, loadAfter: loadNow() })
}

function withoutValues({ median, min, max }: Spread) {
  return { median, min, max }
}
