/** Reading a warm story page: Parley beside nginx and beside bare node:http, all with the same bytes. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { get } from 'node:http'
import type { PacedFigures } from '#bench/paced-client.ts'
import { lineOf, processorMicros, startChild, startParley } from '#bench/run-server.ts'
import { machineFacts, loadNow } from '#bench/machine.ts'
import { makeScratchDirectory, withParts } from '#bench/scratch-site.ts'
import { aside, atLeast, atMost, medianOf, report, say, type Figure } from '#bench/figures.ts'
import { runWrk } from '#bench/wrk.ts'
import { seedThread } from '#bench/seed-thread.ts'
import { spread } from '#bench/median.ts'
import { startNginx } from '#bench/nginx.ts'

const run = promisify(execFile)

const PAIRS = 6
const WARM_UP_SECONDS = 2
const COMMENTS = 150
const REPLIES_PER_ROOT = 4
const RATIO_MIN = 0.7
const P99_RATIO_MAX = 3
const PACED_SECONDS = 6
const PACED_PAIRS = 3
const NOON = Date.UTC(2026, 4, 12, 12)

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const data = join(scratch.directory, 'data')
  const { storyId } = await withParts(data, (parts) =>
    seedThread(parts, {
      headline: 'The ferry sails again',
      comments: COMMENTS,
      repliesPerRoot: REPLIES_PER_ROOT,
      createdAt: NOON,
    }),
  )
  const parley = await startParley({ dataDirectory: data })
  const url = `${parley.url}/s/${storyId}`
  const page = await fetchCompressed(url)
  const nginx = await startNginx({ directory: join(scratch.directory, 'nginx'), ...page })
  const file = join(scratch.directory, 'page.br')
  await writeFile(file, page.bytes)
  const bare = startChild([process.execPath, join(import.meta.dirname, 'bare-http.ts'), file])
  const bareUrl = await lineOf(bare.child, /^http:/)
  try {
    const pairs = await comparePairs({
      parley: { url, pid: parley.pid },
      nginx: { url: nginx.url, pid: await nginx.workerPid() },
      bare: { url: bareUrl, pid: bare.pid },
    })
    const half = Math.round(spread(pairs.map((pair) => pair.parley.requestsPerSecond)).median / 2)
    const paced = await comparePaced({ parley: url, nginx: nginx.url }, half)
    return report(machine, summary({ bytes: page.bytes.length, pairs, paced, half }), { pairs, paced, half })
  } finally {
    await Promise.all([parley.stop(), nginx.stop(), bare.stop()])
    await scratch.remove()
  }
}

function summary({ bytes, pairs, paced, half }: Measured): Figure[] {
  const speeds = (name: ServerName) => pairs.map((pair) => pair[name].requestsPerSecond)
  const costs = (name: ServerName) =>
    medianOf(
      pairs.map((pair) => pair[name].processorMicros),
      1,
    ).text
  const over = (one: ServerName, other: ServerName) =>
    pairs.map((pair) => pair[one].requestsPerSecond / pair[other].requestsPerSecond)
  const p99 = (name: 'parley' | 'nginx') => medianOf(paced.map((pair) => pair[name].p99Ms)).text
  const p99Ratios = paced.map((pair) => pair.parley.p99Ms / pair.nginx.p99Ms)
  return [
    aside('page', `${COMMENTS} comments, ${bytes} bytes brotli`),
    atLeast('speed, Parley / nginx', RATIO_MIN, medianOf(over('parley', 'nginx'))),
    aside('speed, bare node:http / nginx', medianOf(over('bare', 'nginx')).text),
    aside('speed, Parley / bare node:http', medianOf(over('parley', 'bare')).text),
    aside('Parley, requests a second', medianOf(speeds('parley'), 0).text),
    aside('nginx, requests a second', medianOf(speeds('nginx'), 0).text),
    aside('processor time a request, Parley, µs', costs('parley')),
    aside('processor time a request, bare, µs', costs('bare')),
    aside('processor time a request, nginx, µs', costs('nginx')),
    atMost(`p99 at ${half} a second, Parley / nginx`, P99_RATIO_MAX, medianOf(p99Ratios)),
    aside('p99, Parley, ms', p99('parley')),
    aside('p99, nginx, ms', p99('nginx')),
  ]
}

/** The compressed bytes as they go over the wire; `fetch` would unpack them. */
function fetchCompressed(url: string): Promise<{ readonly bytes: Uint8Array; readonly headers: Headers }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { 'Accept-Encoding': 'br' }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const headers = new Headers()
        for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value))
        if (headers.get('content-encoding') !== 'br') reject(new Error('the page did not come in brotli'))
        else resolve({ bytes: Buffer.concat(chunks), headers })
      })
    })
    request.on('error', reject)
  })
}

type ServerName = 'parley' | 'nginx' | 'bare'
type Servers<Name extends string, Facts = string> = Readonly<Record<Name, Facts>>

interface Speed {
  readonly requestsPerSecond: number
  /** Of the server alone: what others do on this machine moves it less than it moves speed. */
  readonly processorMicros: number
}

type Pair = Servers<ServerName, Speed> & { readonly load: number }

interface Measured {
  readonly bytes: number
  readonly pairs: readonly Pair[]
  readonly paced: readonly Servers<'parley' | 'nginx', PacedFigures>[]
  readonly half: number
}

interface Target {
  readonly url: string
  readonly pid: number
}

/** All three in turn, again and again: what else the machine does meanwhile falls on each alike. */
async function comparePairs(servers: Servers<ServerName, Target>): Promise<Pair[]> {
  for (const { url } of Object.values(servers)) await runWrk(url, WARM_UP_SECONDS)
  const pairs: Pair[] = []
  for (let turn = 1; turn <= PAIRS; turn += 1) {
    const nginx = await speedOf(servers.nginx)
    const parley = await speedOf(servers.parley)
    const bare = await speedOf(servers.bare)
    pairs.push({ parley, nginx, bare, load: loadNow() })
    const ratio = (parley.requestsPerSecond / nginx.requestsPerSecond).toFixed(2)
    say(
      `pair ${turn}: ${ratio}, bare ${(bare.requestsPerSecond / nginx.requestsPerSecond).toFixed(2)}, load ${loadNow()}`,
    )
  }
  return pairs
}

async function speedOf({ url, pid }: Target): Promise<Speed> {
  const before = processorMicros(pid)
  const { requestsPerSecond, requests, errors } = await runWrk(url)
  if (errors > 0) throw new Error(`${url}: ${errors} requests failed`)
  return { requestsPerSecond, processorMicros: (processorMicros(pid) - before) / requests }
}

async function comparePaced(servers: Servers<'parley' | 'nginx'>, perSecond: number) {
  const pairs: { parley: PacedFigures; nginx: PacedFigures }[] = []
  for (let turn = 1; turn <= PACED_PAIRS; turn += 1) {
    const nginx = await paced(servers.nginx, perSecond)
    const parley = await paced(servers.parley, perSecond)
    say(`paced ${turn}: p99 parley ${parley.p99Ms.toFixed(2)} nginx ${nginx.p99Ms.toFixed(2)} ms`)
    pairs.push({ parley, nginx })
  }
  return pairs
}

async function paced(url: string, perSecond: number): Promise<PacedFigures> {
  const pace = JSON.stringify({ url, perSecond, seconds: PACED_SECONDS })
  const client = join(import.meta.dirname, 'paced-client.ts')
  const { stdout } = await run(process.execPath, [client, pace])
  return JSON.parse(stdout) as PacedFigures
}
