/** Numbers for Prometheus: requests are counted as they end, everything else is asked for when somebody collects. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ErrorCode } from '#contract/errors.ts'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { ObservedRoute } from '#http/route-name.ts'
import type { NudgeOutcome } from '#http/http-tools.ts'
import type { RequestObserver } from '#http/observe-requests.ts'

/** Seconds: from a page that stands ready to a request that somebody gave up on. */
const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const MS_PER_SECOND = 1_000
const STATUSES_PER_CLASS = 100

/** What is read when somebody collects; `lastEvent` is the only one that asks the database, and may fail. */
export interface MetricSources {
  readonly lane: () => { readonly commits: number; readonly writes: number; readonly waiting: number }
  readonly front: () => {
    readonly hits: number
    readonly renders: number
    readonly bytes: number
    readonly entries: number
  }
  readonly live: () => { readonly readers: number; readonly dropped: number; readonly refused: number }
  readonly civility: () => {
    /** Texts by how they ended: `two`, or why stage one's answer stands alone. */
    readonly outcomes: ReadonlyMap<string, number>
    readonly waiting: number
    readonly texts: number
    readonly milliseconds: number
  }
  readonly lastEvent: () => Promise<number>
  readonly position: () => number
}

export interface Metrics {
  readonly observeRequest: RequestObserver
  readonly countProblem: (code: ErrorCode) => void
  readonly countNudge: (outcome: NudgeOutcome) => void
  readonly consume: (events: readonly LoggedEvent[]) => void
  readonly contentType: string
  /** In Prometheus' text format. */
  readonly text: () => Promise<string>
}

/** Every label has a short list of values: routes, classes of status, codes of errors, kinds of events. */
export function createMetrics(sources: MetricSources): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const durations = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'Requests by route and class of status, and how long they took; streams of live readers are not among them',
    labelNames: ['route', 'status'] as const,
    buckets: DURATION_BUCKETS,
    registers,
  })
  const sent = new Counter({
    name: 'parley_http_response_bytes_total',
    help: 'Bytes sent to clients by route, headers included',
    labelNames: ['route'] as const,
    registers,
  })
  const problems = new Counter({
    name: 'parley_problems_total',
    help: 'Answers that named a problem, by its code: comments that the checks refused, calls above a limit and the like',
    labelNames: ['code'] as const,
    registers,
  })
  const nudges = new Counter({
    name: 'parley_nudges_total',
    help: 'Writers who were asked to look again at their words, and comments posted after that: changed, or as they were',
    labelNames: ['outcome'] as const,
    registers,
  })
  const events = new Counter({
    name: 'parley_events_total',
    help: 'Entries of the log that this process heard, by kind, and for new comments the state that the checks gave them',
    labelNames: ['kind', 'state'] as const,
    registers,
  })
  pullSources(sources, registers)
  pullCivility(sources, registers)
  return {
    observeRequest: ({ route, status, milliseconds, bytes }) => {
      sent.inc({ route }, bytes)
      if (isStream(route)) return
      const statusClass = `${Math.floor(status / STATUSES_PER_CLASS)}xx`
      durations.observe({ route, status: statusClass }, milliseconds / MS_PER_SECOND)
    },
    countProblem: (code) => problems.inc({ code }),
    countNudge: (outcome) => nudges.inc({ outcome }),
    consume: (heard) => {
      for (const { kind, facts } of heard) {
        const state = kind === 'comment.posted' ? String(facts['state']) : ''
        events.inc({ kind, state })
      }
    },
    contentType: register.contentType,
    text: () => register.metrics(),
  }
}

/** These last as long as a reader stays. */
function isStream(route: ObservedRoute): boolean {
  return route === 'live'
}

/** Makes series that are read when somebody collects. */
function seriesIn(registers: Registry[]) {
  return {
    gauge: (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read())
        },
      }),
    total: (name: string, help: string, read: () => number) =>
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset()
          this.inc(read())
        },
      }),
    outcomes: (name: string, help: string, read: () => ReadonlyMap<string, number>) =>
      new Counter({
        name,
        help,
        labelNames: ['outcome'] as const,
        registers,
        collect() {
          this.reset()
          for (const [outcome, count] of read()) this.inc({ outcome }, count)
        },
      }),
  }
}

function pullSources({ lane, front, live, lastEvent, position }: MetricSources, registers: Registry[]): void {
  const { gauge, total } = seriesIn(registers)
  total('parley_store_writes_total', 'Writes that were committed', () => lane().writes)
  total('parley_store_commits_total', 'Commits; many writes share one', () => lane().commits)
  gauge('parley_store_writes_waiting', 'Writes that wait for the lane', () => lane().waiting)
  total('parley_front_cache_hits_total', 'Public pages that stood ready', () => front().hits)
  total('parley_front_cache_renders_total', 'Public pages that had to be made', () => front().renders)
  gauge('parley_front_cache_bytes', 'Bytes of pages kept ready', () => front().bytes)
  gauge('parley_front_cache_pages', 'Pages kept ready', () => front().entries)
  gauge('parley_live_readers', 'Readers with an open stream', () => live().readers)
  total('parley_live_dropped_total', 'Streams cut because the reader took nothing', () => live().dropped)
  total('parley_live_refused_total', 'Readers for whom there was no place', () => live().refused)
  gauge(
    'parley_log_lag_events',
    'Entries of the log that caches and live readers have not heard yet; no number while the database is away',
    async () => {
      const newest = await lastEvent().catch(() => Number.NaN)
      return Math.max(0, newest - position())
    },
  )
}

function pullCivility({ civility }: MetricSources, registers: Registry[]): void {
  const { gauge, total, outcomes } = seriesIn(registers)
  outcomes(
    'parley_civility_texts_total',
    'Texts that were scored, by how it ended: both stages (two), or why the first stands alone',
    () => civility().outcomes,
  )
  total('parley_civility_stage_two_texts_total', 'Texts that the second stage read', () => civility().texts)
  total(
    'parley_civility_stage_two_seconds_total',
    'Seconds that threads of the second stage read; by the texts, the time of one',
    () => civility().milliseconds / MS_PER_SECOND,
  )
  gauge('parley_civility_waiting', 'Texts that wait for the second stage', () => civility().waiting)
}
