/** Measures writing: 64 people at once over HTTP with all checks on, in turn with raw durable inserts into the same engine. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readConfig } from '#main/config.ts'
import type { WriterFigures, WriterPlan } from '#bench/post-writers.ts'
import { createRateGuard } from '#http/guards/rate-guard.ts'
import { freePort } from '#bench/run-server.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { openParts, type Parts } from '#main/compose.ts'
import { aside, atLeast, atMost, medianOf, report, say } from '#bench/figures.ts'
import { seedThread } from '#bench/seed-thread.ts'
import { startServer } from '#main/serve.ts'

const run = promisify(execFile)

const PAIRS = 6
const WRITERS = 64
const WARM_UP_MS = 1_000
const MEASURED_MS = 5_000
const FSYNCS_MAX = 0.05
const P99_MS_MAX = 50

/** The allowances of one person, widened: 64 writers stand for the readers of a whole site. */
const RATE_FACTOR = 100_000
const SEEDED_COMMENTS = 10_000
const NOON = Date.UTC(2026, 4, 12, 12)

interface Pair {
  readonly raw: number
  readonly writers: WriterFigures
  readonly fsyncsPerComment: number
  /** Of this process, which is the server: all of a request from the socket to the disk and back. */
  readonly processorMicros: number
  readonly load: number
}

/** What stands beside Parley: a second's worth of durable rows, put into the same engine. */
export interface RawReference {
  readonly run: (ms: number) => Promise<number> | number
  readonly close: () => Promise<void> | void
}

export interface PostPlan {
  /** Null: a SQLite file in a folder of the benchmark. */
  readonly databaseUrl: string | null
  readonly openReference: (scratchDirectory: string) => Promise<RawReference> | RawReference
  /** Comments a second divided by raw inserts a second that are asked for. */
  readonly ratioMin: number
}

export async function measurePosting({ databaseUrl, openReference, ratioMin }: PostPlan) {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const port = await freePort()
  const read = readConfig({
    flags: { port: String(port), data: join(scratch.directory, 'data') },
    environment: {
      PARLEY_HOST: '127.0.0.1',
      PARLEY_URL: `http://127.0.0.1:${port}`,
      PARLEY_SITE_NAME: 'Bench',
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    },
  })
  if (!read.ok) throw new Error(read.problem.message)
  const config = read.value
  // In this process, so that the lane can be asked for its commits; the writers have one of their own.
  const parts = await openParts(config)
  const plan = {
    headline: 'The ferry sails again',
    comments: SEEDED_COMMENTS,
    repliesPerRoot: 4,
    createdAt: NOON,
  }
  const { storyId } = await seedThread(parts, plan)
  const silent = { info: () => {}, warn: () => {}, error: (facts: object) => say(JSON.stringify(facts)) }
  const rates = createRateGuard({ factor: RATE_FACTOR, shared: parts.store.rateCounter })
  const server = await startServer(config, parts, { rates, logger: silent })
  const reference = await openReference(scratch.directory)
  const pairs: Pair[] = []
  try {
    await runWriters({ url: server.url, storyId })
    for (let turn = 1; turn <= PAIRS; turn += 1) {
      const raw = await reference.run(MEASURED_MS)
      pairs.push({ raw, ...(await measureWriters(parts, { url: server.url, storyId })), load: loadNow() })
      say(
        `pair ${turn}: ${pairs.at(-1)?.writers.perSecond.toFixed(0)} comments, raw ${raw.toFixed(0)}, load ${loadNow()}`,
      )
    }
  } finally {
    await reference.close()
    await server.stop()
    await parts.close()
    await scratch.remove()
  }
  return summary(machine, pairs, ratioMin)
}

async function measureWriters(parts: Parts, where: { readonly url: string; readonly storyId: string }) {
  const before = parts.store.laneCounts()
  const used = process.cpuUsage()
  const writers = await runWriters(where)
  const after = parts.store.laneCounts()
  const { user, system } = process.cpuUsage(used)
  const comments = after.writes - before.writes
  return {
    writers,
    fsyncsPerComment: (after.commits - before.commits) / comments,
    processorMicros: (user + system) / comments,
  }
}

async function runWriters(where: { readonly url: string; readonly storyId: string }): Promise<WriterFigures> {
  const plan: WriterPlan = { ...where, writers: WRITERS, warmUpMs: WARM_UP_MS, measuredMs: MEASURED_MS }
  const writers = join(import.meta.dirname, 'post-writers.ts')
  const { stdout } = await run(process.execPath, [writers, JSON.stringify(plan)])
  return JSON.parse(stdout) as WriterFigures
}

function summary(machine: ReturnType<typeof machineFacts>, pairs: readonly Pair[], ratioMin: number) {
  const writers = pairs.map((pair) => pair.writers)
  return report(
    machine,
    [
      atLeast(
        'comments / raw inserts',
        ratioMin,
        medianOf(pairs.map(({ raw, writers }) => writers.perSecond / raw)),
      ),
      atMost(
        'fsyncs a comment',
        FSYNCS_MAX,
        medianOf(
          pairs.map((pair) => pair.fsyncsPerComment),
          3,
        ),
      ),
      atMost(
        'p99, ms',
        P99_MS_MAX,
        medianOf(
          writers.map(({ p99Ms }) => p99Ms),
          1,
        ),
      ),
      aside(
        'median, ms',
        medianOf(
          writers.map(({ medianMs }) => medianMs),
          1,
        ).text,
      ),
      aside(
        'comments a second',
        medianOf(
          writers.map(({ perSecond }) => perSecond),
          0,
        ).text,
      ),
      aside(
        'raw inserts a second',
        medianOf(
          pairs.map((pair) => pair.raw),
          0,
        ).text,
      ),
      aside(
        'processor time a comment, µs',
        medianOf(
          pairs.map((pair) => pair.processorMicros),
          0,
        ).text,
      ),
      aside(
        'processor time of the writers a request, µs',
        medianOf(
          writers.map(({ processorMicros }) => processorMicros),
          0,
        ).text,
      ),
    ],
    { pairs },
  )
}
