/** A whole Parley for one test: its own data directory, its own port, its own clock. */
import type { RunningCivility } from '#main/open-civility.ts'
import type { ImportedComment, ImportedStory } from '#domain/moving/imported-story.ts'
import type { Logger } from '#ports/logger.ts'
import type { PageReader } from '#ports/page-reader.ts'
import type { Parts } from '#main/compose.ts'
import { createRateGuard, type RateGuard } from '#http/guards/rate-guard.ts'
import { importStory } from '#operations/import-story.ts'
import { makeSignInLink } from '#operations/sign-in.ts'
import { openParts } from '#main/compose.ts'
import { openScratchData, type ScratchData } from '#test/scratch-data.ts'
import { readConfig } from '#main/config.ts'
import { startServer } from '#main/serve.ts'

/** Tests write faster than people: limits are tried in a test of their own. */
const UNHURRIED_FACTOR = 1_000

export interface RunningSite {
  readonly url: string
  /** Null without PARLEY_METRICS_PORT. */
  readonly metricsUrl: string | null
  readonly parts: Parts
  readonly isCivilityOff: boolean
  /** Reads rows past all of Parley's code; a value stands as `?`. */
  readonly rows: ScratchData['rows']
  /** What was written to the operator's log as an error. */
  readonly errors: readonly string[]
  /** The time the site believes it is, in Unix milliseconds. */
  readonly clock: { now: number }
  readonly stop: () => Promise<void>
}

export interface SiteOptions {
  readonly rates?: RateGuard
  readonly civility?: RunningCivility
  /** Other sites' pages; without, none can be read. */
  readonly pages?: PageReader
  readonly environment?: Readonly<Record<string, string>>
}

/** A Tuesday noon: far from midnight, new years and clock changes. */
export const NOON = Date.UTC(2026, 4, 12, 12)

export async function runSite(options: SiteOptions = {}): Promise<RunningSite> {
  const data = await openScratchData()
  // Whether the second stage is done in time is the machine's to say: tests that want it bring their own.
  const environment = { PARLEY_CIVILITY_STAGE_TWO: 'off', ...options.environment }
  const read = readConfig({ flags: { port: '0' }, environment })
  if (!read.ok) throw new Error(read.problem.message)
  const config = { ...read.value, ...data.config }
  const clock = { now: NOON }
  const errors: string[] = []
  const logger: Logger = {
    info: () => {},
    warn: () => {},
    error: (facts, message) => errors.push(`${message} ${JSON.stringify(facts)}`),
  }
  const parts = await openParts(config, () => clock.now)
  const rates = options.rates ?? createRateGuard({ factor: UNHURRIED_FACTOR })
  const server = await startServer(config, parts, {
    rates,
    logger,
    pages: options.pages ?? NO_PAGES,
    ...(options.civility ? { civility: options.civility } : {}),
  })
  return {
    url: server.url,
    metricsUrl: server.metricsUrl,
    parts,
    isCivilityOff: server.isCivilityOff,
    rows: data.rows,
    errors,
    clock,
    stop: async () => {
      await server.stop()
      await parts.close()
      await data.remove()
    },
  }
}

/** Tests do not go out. */
const NO_PAGES: PageReader = { read: () => Promise.resolve({ ok: false, problem: 'unreachable' }) }

let seeds = 0

/** A comment of a record to import; what you leave out is filled in. */
export function seedComment(facts: Partial<ImportedComment> = {}): ImportedComment {
  seeds += 1
  const text = facts.text ?? `Comment ${seeds}`
  return {
    sourceId: `seed-${seeds}`,
    parentSourceId: null,
    replyTo: null,
    author: 'Bob Ferrier',
    verified: false,
    createdAt: NOON - 60_000_000 + seeds * 1_000,
    state: 'published',
    subject: null,
    bodyFormat: 'text',
    body: text,
    line: null,
    ...facts,
    text,
  }
}

/** Brings a story in and gives its id. */
export async function seedStory(
  { parts }: Pick<RunningSite, 'parts'>,
  facts: Partial<ImportedStory> = {},
): Promise<string> {
  seeds += 1
  const story: ImportedStory = {
    url: null,
    sourceKey: `capture:seed-${seeds}`,
    headline: 'The ferry sails again',
    byline: 'Ines Kowal',
    publishedAt: NOON - 86_400_000,
    language: 'en',
    bodyHtml: '<p>The ferry sails again on Monday, the harbour office said.</p>',
    sources: [],
    comments: [],
    ...facts,
  }
  return (await importStory(parts.ports, { format: 'page-text', story })).storyId
}

/** The path of a fresh one-time link for a moderator. */
export async function seedSignInPath({ parts }: Pick<RunningSite, 'parts'>): Promise<string> {
  return `/sign-in?token=${await makeSignInLink(parts.ports)}`
}
