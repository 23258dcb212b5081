/** Live readers in a storm, over real sockets: some take nothing, some are cut off in the middle, and nobody else notices. */
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { LIVE_CATCH_UP_MAX } from '#contract/live.ts'
import { createClient } from '#test/http/client.ts'
import { until } from '#test/until.ts'
import { seededNumbers } from '#bench/sentences.ts'
import { runSite, seedStory, type RunningSite } from '#test/running-site.ts'

/** Characters that make a message large, so that few fill what a socket holds. */
const PADDING = 'x'.repeat(2_000)
/** Below what may wait for one reader: those who read must never be taken for slow. */
const EVENTS_A_ROUND = 25
const SLOW_READERS = 3

const STEADY_READERS = 4
const STORMY_READERS = 16
const STORM_ROUNDS = 60
const STORM_EVENTS_MAX = 30

let site: RunningSite
let elsewhere: string
before(async () => {
  site = await runSite({ environment: { PARLEY_METRICS_PORT: '0' } })
  elsewhere = await seedStory(site)
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

interface Reader {
  /** Positions heard, in the order they came. */
  readonly heard: readonly number[]
  readonly toldToStartAnew: () => boolean
  readonly isClosed: () => boolean
  readonly socket: Socket
}

/** A reader on a socket of its own, that may stop reading or be cut off without a goodbye. */
function read(storyId: string, after: number): Reader {
  const { port, hostname } = new URL(site.url)
  const socket = connect({ port: Number(port), host: hostname })
  const heard: number[] = []
  let rest = ''
  let startsAnew = false
  let isClosed = false
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('event: reset')) startsAnew = true
      const id = /^id: (\d+)$/.exec(line)?.[1]
      if (id) heard.push(Number(id))
    }
  })
  // Cut off is what happens to them here.
  socket.on('error', () => {})
  socket.on('close', () => (isClosed = true))
  socket.write(
    `GET /api/stories/${storyId}/live?after=${after} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`,
  )
  return { heard, socket, toldToStartAnew: () => startsAnew, isClosed: () => isClosed }
}

/** Votes on a comment, as the log tells them; gives their positions. */
async function tell(storyId: string, count: number, padding = ''): Promise<number[]> {
  const event = {
    kind: 'comment.voted',
    storyId,
    commentId: storyId,
    personId: null,
    at: 0,
    facts: { agree: 1, disagree: 0, parent: padding },
  } as const
  const { ports, store } = site.parts
  await ports.store.write((tx) => tx.appendEvents(Array.from({ length: count }, () => event)))
  const last = await store.read.lastEvent()
  // Written past the server: a comment elsewhere makes it look at the log at once.
  const woken = await createClient(site.url).json('POST', `/api/stories/${elsewhere}/comments`, {
    name: 'Dora',
    body: `Number ${last}`,
  })
  assert.equal(woken.status, 201)
  return Array.from({ length: count }, (_, at) => last - count + 1 + at)
}

async function measured(name: string): Promise<number> {
  const text = await (await fetch(site.metricsUrl ?? '')).text()
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
}

test('readers who take nothing are dropped, the others hear everything, and who was dropped comes back', async () => {
  const storyId = await seedStory(site)
  const start = await site.parts.store.read.lastEvent()
  const slow = Array.from({ length: SLOW_READERS }, () => read(storyId, start))
  const steady = Array.from({ length: STEADY_READERS }, () => read(storyId, start))
  await until(async () => (await measured('parley_live_readers')) === SLOW_READERS + STEADY_READERS)
  for (const { socket } of slow) socket.pause()
  const told: number[] = []
  while ((await measured('parley_live_dropped_total')) < SLOW_READERS) {
    told.push(...(await tell(storyId, EVENTS_A_ROUND, PADDING)))
    await until(() => steady.every(({ heard }) => heard.length >= told.length))
  }
  assert.ok(told.length > LIVE_CATCH_UP_MAX)
  for (const { heard } of steady) assert.deepEqual(heard, told)
  assert.equal(await measured('parley_live_readers'), STEADY_READERS)

  for (const { socket } of slow) socket.resume()
  await until(() => slow.every(({ isClosed }) => isClosed()))
  for (const { heard } of slow) {
    assert.ok(heard.length < told.length)
    assert.deepEqual(heard, told.slice(0, heard.length), 'what they heard is the beginning, without a hole')
  }
  // One who missed little goes on; one who missed much starts anew.
  const little = read(storyId, told.at(-10) ?? 0)
  const much = read(storyId, start)
  await until(() => little.heard.length === 9 && much.toldToStartAnew())
  assert.deepEqual(little.heard, told.slice(-9))
  for (const { socket } of [...steady, little, much]) socket.destroy()
  await until(async () => (await measured('parley_live_readers')) === 0)
})

test('a storm of readers cut off at any moment: each hears every change once and in order', async () => {
  const storyId = await seedStory(site)
  const start = await site.parts.store.read.lastEvent()
  const next = seededNumbers(7)
  const all: number[][] = Array.from({ length: STORMY_READERS }, () => [])
  const told: number[] = []
  const storm = { isOver: false }
  const living = all.map(async (mine) => {
    while (!storm.isOver || mine.length < told.length) {
      const reader = read(storyId, mine.at(-1) ?? start)
      const enough = 1 + Math.floor(next() * 2 * STORM_EVENTS_MAX)
      await until(
        () =>
          reader.heard.length >= enough || (storm.isOver && mine.length + reader.heard.length >= told.length),
      )
      // Half of them hang up, half are gone without a word.
      if (next() < 0.5) reader.socket.destroy()
      else reader.socket.resetAndDestroy()
      // What came in until then was heard, also beyond what it waited for.
      mine.push(...reader.heard)
    }
  })
  for (let round = 0; round < STORM_ROUNDS; round += 1) {
    told.push(...(await tell(storyId, 1 + Math.floor(next() * STORM_EVENTS_MAX))))
  }
  storm.isOver = true
  await Promise.all(living)
  for (const mine of all) assert.deepEqual(mine, told)
  await until(async () => (await measured('parley_live_readers')) === 0)
})
