/** Ten thousand live readers on one server: how soon they hear, what they cost, what they take from others. */
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ArrivalsRequest, LiveClientMessage, LiveClientPlan } from '#bench/live-clients.ts'
import { createTimedClient, type TimedClient } from '#bench/timed-client.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory, withParts } from '#bench/scratch-site.ts'
import { megabytes, residentBytes, startChild, startParley, type RunningChild } from '#bench/run-server.ts'
import { quantile } from '#bench/median.ts'
import { aside, atLeast, atMost, medianOf, report, say } from '#bench/figures.ts'
import { runWrk } from '#bench/wrk.ts'
import { seedThread } from '#bench/seed-thread.ts'

const READERS = 10_000
const CLIENT_PROCESSES = 2
const POSTS = 15
const PAIRS = 6

const REACH_SHARE = 0.99
const REACH_MS_MAX = 1_000
const READER_KB_MAX = 20
const SPEED_RATIO_MIN = 0.8
const BYTES_PER_KB = 1_000

/** Milliseconds between two comments, while readers are timed and while others read. */
const POST_EVERY_MS = 2_000
/** Milliseconds for memory to settle after thousands have come. */
const SETTLE_MS = 5_000
const NOON = Date.UTC(2026, 4, 12, 12)

interface Site {
  readonly url: string
  readonly pid: number
  readonly storyId: string
  readonly client: TimedClient
}

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const data = join(scratch.directory, 'with-readers')
  const plan = { headline: 'The ferry sails again', comments: 150, repliesPerRoot: 4, createdAt: NOON }
  const { storyId } = await withParts(data, (parts) => seedThread(parts, plan))
  const quietData = join(scratch.directory, 'without-readers')
  await cp(data, quietData, { recursive: true })
  const environment = { PARLEY_TRUST_PROXY: '1' }
  const server = await startParley({ dataDirectory: data, environment })
  const quietServer = await startParley({ dataDirectory: quietData, environment })
  const site: Site = { ...server, storyId, client: createTimedClient() }
  const quiet: Site = { ...quietServer, storyId, client: createTimedClient() }
  const children: RunningChild[] = []
  try {
    await warmUp(site)
    await warmUp(quiet)
    const before = residentBytes(site.pid)
    children.push(...(await connectReaders(site)))
    await wait(SETTLE_MS)
    const readerKb = (residentBytes(site.pid) - before) / READERS / BYTES_PER_KB
    say(`${READERS} readers, ${readerKb.toFixed(1)} KB each, load ${loadNow()}`)
    const reaches = await timeReach(site, children)
    const pairs = await comparePairs(site, quiet)
    return summary(machine, { reaches, pairs, readerKb, residentMb: megabytes(residentBytes(site.pid)) })
  } finally {
    for (const { client } of [site, quiet]) client.close()
    await Promise.all([...children, server, quietServer].map((child) => child.stop()))
    await scratch.remove()
  }
}

/** Code is compiled and caches are filled before memory is looked at. */
async function warmUp(site: Site): Promise<void> {
  await post(site)
  await runWrk(`${site.url}/s/${site.storyId}`, 2)
  await wait(SETTLE_MS)
}

async function connectReaders({ url, storyId }: Site): Promise<RunningChild[]> {
  const plan: LiveClientPlan = { url, storyId, count: READERS / CLIENT_PROCESSES }
  const file = join(import.meta.dirname, 'live-clients.ts')
  const children = Array.from({ length: CLIENT_PROCESSES }, () =>
    startChild([process.execPath, file, JSON.stringify(plan)]),
  )
  await Promise.all(children.map(({ child }) => once(child, 'message')))
  return children
}

let posts = 0

/** The new comment's id, and when it was sent (Unix milliseconds). */
async function post({
  url,
  storyId,
  client,
}: Site): Promise<{ readonly id: string; readonly sentAt: number }> {
  posts += 1
  const sentAt = performance.timeOrigin + performance.now()
  const { text } = await client.ask({
    method: 'POST',
    url: `${url}/api/stories/${storyId}/comments`,
    headers: { 'X-Forwarded-For': `10.0.0.${posts}` },
    json: { name: 'Reader', body: `The crew decides, comment ${posts}.` },
  })
  const { comment } = JSON.parse(text) as { readonly comment: { readonly id: string } }
  return { id: comment.id, sentAt }
}

/** From sending a comment to the moment 99 of 100 readers have heard of it: milliseconds, once for each post. */
async function timeReach(site: Site, children: readonly RunningChild[]) {
  const reaches: { readonly p50: number; readonly p99: number; readonly heard: number }[] = []
  for (let turn = 0; turn < POSTS; turn += 1) {
    const { id, sentAt } = await post(site)
    await wait(POST_EVERY_MS)
    const lists = await Promise.all(children.map((child) => arrivalsOf(child, id)))
    const delays = lists
      .flat()
      .map((time) => time - sentAt)
      .toSorted((a, b) => a - b)
    const everyone = [...delays, ...Array.from({ length: READERS - delays.length }, () => Infinity)]
    reaches.push({ p50: quantile(delays, 0.5), p99: quantile(everyone, REACH_SHARE), heard: delays.length })
  }
  say(`99 % after ${reaches.map((reach) => reach.p99.toFixed(0)).join(', ')} ms, load ${loadNow()}`)
  return reaches
}

async function arrivalsOf({ child }: RunningChild, commentId: string): Promise<readonly number[]> {
  const answered = once(child, 'message') as Promise<[LiveClientMessage]>
  child.send({ commentId } satisfies ArrivalsRequest)
  const [message] = await answered
  return message.kind === 'arrivals' ? message.times : []
}

/** `busy`: a comment comes in every few seconds, on the server with readers and on the one without. */
type PairKind = 'quiet' | 'busy'

interface Pair {
  readonly kind: PairKind
  readonly withReaders: number
  readonly without: number
  readonly load: number
}

/** The same page asked for with and without readers. */
async function comparePairs(site: Site, quiet: Site) {
  const pairs: Pair[] = []
  for (let turn = 0; turn < 2 * PAIRS; turn += 1) {
    const kind = turn % 2 === 0 ? 'quiet' : 'busy'
    const without = await readPage(quiet, kind)
    const withReaders = await readPage(site, kind)
    pairs.push({ kind, withReaders, without, load: loadNow() })
    say(`${kind}: with ${withReaders.toFixed(0)}, without ${without.toFixed(0)}, load ${loadNow()}`)
  }
  return pairs
}

async function readPage(site: Site, kind: PairKind): Promise<number> {
  const timer = setInterval(() => {
    if (kind === 'busy') post(site).catch((error: unknown) => say(String(error)))
  }, POST_EVERY_MS)
  const { requestsPerSecond } = await runWrk(`${site.url}/s/${site.storyId}`)
  clearInterval(timer)
  return requestsPerSecond
}

interface Measured {
  readonly reaches: readonly { readonly p50: number; readonly p99: number; readonly heard: number }[]
  readonly pairs: readonly Pair[]
  readonly readerKb: number
  readonly residentMb: number
}

function summary(machine: ReturnType<typeof machineFacts>, measured: Measured) {
  const { reaches, pairs, readerKb, residentMb } = measured
  const reach = medianOf(
    reaches.map(({ p99 }) => p99),
    0,
  )
  const ratios = (kind: PairKind) =>
    medianOf(
      pairs.filter((pair) => pair.kind === kind).map(({ withReaders, without }) => withReaders / without),
    )
  return report(
    machine,
    [
      atMost(`a comment reaches 99 % of ${READERS}, ms`, REACH_MS_MAX, reach),
      atMost('memory of a reader, KB', READER_KB_MAX, { value: readerKb, text: readerKb.toFixed(1) }),
      atLeast('reading speed with / without, readers idle', SPEED_RATIO_MIN, ratios('quiet')),
      atLeast('reading speed with / without, comments coming', SPEED_RATIO_MIN, ratios('busy')),
      aside('resident memory afterwards', `${residentMb} MB`),
    ],
    measured,
  )
}
