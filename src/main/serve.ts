/** Starts the server, says where it is, and stops it cleanly. */
import type { AddressInfo } from 'node:net'
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Civility } from '#ports/civility.ts'
import { createLogger } from '#main/create-logger.ts'
import { openMetrics, type OpenedMetrics } from '#main/open-metrics.ts'
import { logRequests } from '#http/log-requests.ts'
import { observeRequests } from '#http/observe-requests.ts'
import type { Config } from '#main/config.ts'
import type { StageTwoChoice } from '#main/open-stage-two.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { HttpTools, NudgeOutcome } from '#http/http-tools.ts'
import type { Language } from '#contract/language.ts'
import type { Logger } from '#ports/logger.ts'
import type { PageReader } from '#ports/page-reader.ts'
import type { Parts } from '#main/compose.ts'
import type { Ports } from '#ports/ports.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import type { Store } from '#ports/store.ts'
import { allowsSecureCookies } from '#main/config.ts'
import { buildAssets, type BuiltAssets } from '#main/build-assets.ts'
import { cookieKey } from '#main/compose.ts'
import { createAddressKeys } from '#http/address-keys.ts'
import { createApp, type App } from '#http/app.ts'
import { createFirstWords } from '#http/first-words.ts'
import { createFrontCache, type FrontCache } from '#http/front/front-cache.ts'
import { languageChoice } from '#http/choose-language.ts'
import { createCookieSigner } from '#http/cookie-signer.ts'
import { createPageReader } from '#adapters/web/fetch-page.ts'
import { createCommentMover } from '#worker/comment-mover.ts'
import { createNightlyLearner } from '#worker/nightly-learner.ts'
import { createStoryDescriber } from '#worker/story-describer.ts'
import { createRateGuard, type RateGuard } from '#http/guards/rate-guard.ts'
import { createWords } from '#pages/words.ts'
import { createCivility, type RunningCivility } from '#main/open-civility.ts'
import { createLiveReaders, type LiveReaders } from '#http/live/live-readers.ts'
import { createHealth } from '#http/health.ts'
import { createHttpServer, listen } from '#main/http-server.ts'
import { followLog, type LogFollower } from '#worker/log-follower.ts'
import { sharingFor } from '#http/guards/origin-kind.ts'
import { settleSearch } from '#worker/settle-search.ts'
import { renderPage } from '#http/front/render-page.ts'
import { errorFacts } from '#base/error-facts.ts'

/** Milliseconds the database has for its part of the metrics: collectors give up after ten seconds. */
const METRICS_PATIENCE_MS = 2_000

export interface RunningServer {
  /** With the port that was taken, where 0 was asked for. */
  readonly url: string
  /** Where Prometheus collects; null where no port is set. */
  readonly metricsUrl: string | null
  /** Whether scores are wanted and the weights are missing or damaged. */
  readonly isCivilityOff: boolean
  readonly stop: () => Promise<void>
}

export interface ServeOptions {
  /** What browsers load, where its bundling has begun already. */
  readonly assets?: Promise<BuiltAssets>
  /** What reads pages of other sites; the open internet where left out. */
  readonly pages?: PageReader
  readonly rates?: RateGuard
  /** The scorer of comments; the shipped model where left out. */
  readonly civility?: RunningCivility
  readonly logger?: Logger
}

/** The same routes in every language that somebody is answered in: made when first asked for, and kept. */
type Apps = (language: Language) => App

async function composeApps(
  config: Config,
  ports: Ports,
  options: ServeOptions &
    Pick<HttpTools, 'logger' | 'countProblem' | 'countNudge'> &
    Pick<SiteStore, 'rateCounter'>,
): Promise<Apps> {
  const { siteName: name, publicUrl, language, timeZone, followsReader } = config
  const site = { name, publicUrl, language, timeZone }
  // The scripts that other sites load are the same for all readers.
  const assets = await (options.assets ?? buildAssets(createWords({ language, timeZone })))
  const cookies = createCookieSigner(await cookieKey(ports))
  const shared: Omit<HttpTools, 'page'> = {
    ports,
    assets: assets.store,
    cookies,
    addressKeys: createAddressKeys(cookies, ports.clock.now),
    rates: options.rates ?? createRateGuard({ shared: options.rateCounter, now: ports.clock.now }),
    firstWords: createFirstWords(ports.newId),
    ownOrigin: new URL(publicUrl).origin,
    embedOrigins: config.embedOrigins,
    logger: options.logger,
    countProblem: options.countProblem,
    countNudge: options.countNudge,
    hasSecureCookies: allowsSecureCookies(publicUrl),
    trustsProxy: config.trustsProxy,
    followsReader,
  }
  const made = new Map<Language, App>()
  return (language) => {
    const known = made.get(language)
    if (known) return known
    const words = createWords({ language, timeZone })
    const app = createApp({ ...shared, page: { site, words, assets: assets.urlsIn(language) } })
    made.set(language, app)
    return app
  }
}

/** Resolves once the port is open. Rejects where it is taken. */
export async function startServer(
  config: Config,
  parts: Parts,
  options: ServeOptions = {},
): Promise<RunningServer> {
  const logger = options.logger ?? createLogger(config)
  const follower = await followLog({ read: parts.store.read, logger, every: everyMs })
  const civility = options.civility ?? createCivility(logger, { stageTwo: stageTwoChoice(config) })
  const ports = servingPorts(parts, civility, follower)
  const isCivilityOff = await lacksWeights(ports)
  let metrics: OpenedMetrics | null = null
  const countProblem = (code: ErrorCode) => metrics?.countProblem(code)
  const countNudge = (outcome: NudgeOutcome) => metrics?.countNudge(outcome)
  const { rateCounter, laneCounts: lane } = parts.store
  const apps = await composeApps(config, ports, { ...options, rateCounter, logger, countProblem, countNudge })
  const { front, live } = composeReaders(config, { parts, ports, apps, logger })
  const workers = startWorkers(config, ports, { ...options, logger })
  for (const { consume } of [front, live, ...workers.consumers]) follower.subscribe(consume)
  const { lastEvent } = parts.store.read
  const { position } = follower
  const health = createHealth({ lastEvent, position, now: () => performance.now(), within })
  const stopFollowing = async () => {
    await follower.stop()
    await workers.stop()
    await metrics?.stop()
    await civility.stop()
  }
  const observers = [logRequests(logger, config.logLevel === 'info')]
  const languageOf = languageChoice(config)
  const http = createHttpServer({
    health: health.handle,
    observe: observeRequests(observers, () => performance.now()),
    takers: [front.handle, live.handle],
    framework: getRequestListener((request, bindings) =>
      apps(languageOf(bindings.incoming)).fetch(request, bindings),
    ),
  })
  try {
    // Numbers are wanted most while the database does not answer.
    const patient = () => within(lastEvent(), METRICS_PATIENCE_MS)
    const sources = { lane, ...countsOf({ front, live, civility }), lastEvent: patient, position }
    metrics = await openMetrics(config, sources)
    if (metrics) {
      observers.push(metrics.observeRequest)
      follower.subscribe(metrics.consume)
    }
    await listen(http.server, config)
  } catch (error) {
    // What follows the log, or beats for live readers, would keep the process alive.
    live.close()
    await stopFollowing()
    throw error
  }
  // Writes by itself: not before it is sure that this server runs.
  workers.write()
  const searchSettler = settleSearch({ store: ports.store, logger, every: everyMs })
  const { port } = http.server.address() as AddressInfo
  return {
    url: config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl,
    metricsUrl: metrics?.url ?? null,
    isCivilityOff,
    stop: async () => {
      health.announceStop()
      live.close()
      await http.stop()
      await stopFollowing()
      await searchSettler.stop()
    },
  }
}

/** What answers readers in front of the framework, and follows the log for it. */
function composeReaders(
  config: Config,
  { parts, ports, apps, logger }: { parts: Parts; ports: Ports; apps: Apps; logger: Logger },
): { readonly front: FrontCache; readonly live: LiveReaders } {
  const share = sharingFor(config.publicUrl, config.embedOrigins)
  const front = createFrontCache({
    render: ({ url, language }) => renderPage(apps(language ?? config.language), config.publicUrl, url),
    languageOf: languageChoice(config),
    share,
    clock: ports.clock,
    logger,
  })
  const { read } = parts.store
  const live = createLiveReaders({ read, share, logger, every: everyMs, random: Math.random })
  return { front, live }
}

/** What works behind the readers' backs. `write` lets those begin that write by themselves. */
function startWorkers(
  config: Config,
  ports: Ports,
  { pages, logger }: ServeOptions & { readonly logger: Logger },
) {
  // Only pages of allowed origins become stories by themselves, so only those are read.
  const reader = pages ?? createPageReader({ agent: `Parley (+${config.publicUrl})` })
  const describer = config.readsPages ? createStoryDescriber(ports, { pages: reader, logger }) : null
  describer
    ?.catchUp()
    .catch((error: unknown) => logger.error(errorFacts(error), 'stories were left as they are'))
  const mover = createCommentMover(ports, { logger, every: everyMs })
  const { learnHour: hour, timeZone } = config
  const learner = createNightlyLearner(ports, { logger, hour, timeZone, every: everyMs, breathe })
  return {
    consumers: describer ? [describer, mover, learner] : [mover, learner],
    write: mover.catchUp,
    stop: async () => {
      await describer?.stop()
      await mover.stop()
      await learner.stop()
    },
  }
}

function servingPorts({ ports }: Parts, civility: Civility, follower: LogFollower): Ports {
  return { ...ports, civility, store: followedStore(ports.store, follower) }
}

function countsOf(parts: { front: FrontCache; live: LiveReaders; civility: RunningCivility }) {
  return { front: parts.front.counts, live: parts.live.counts, civility: parts.civility.counts }
}

function stageTwoChoice({ civilityStageTwo: runtime, civilityThreads: threads }: Config): StageTwoChoice {
  return { runtime, threads }
}

/**
 * Whether scores are wanted and cannot be had. Where they are wanted the weights are loaded now: nobody waits for them
 * later, and missing ones are told at the start. Elsewhere they are left where they are.
 */
async function lacksWeights({ settings, store, civility }: Ports): Promise<boolean> {
  const hasRule = settings.civilityHoldAt !== null || settings.spamHoldAt !== null
  const isWanted = hasRule || (await store.read.countApiKeys()) > 0
  return isWanted && !(await civility.prepare())
}

/** What was written is told as soon as it is on disk, not at the next turn of a timer. */
function followedStore(store: Store, follower: LogFollower): Store {
  // Other nodes write as well.
  store.onChange(follower.wake)
  /** The newest event that somebody who wrote here has seen. */
  let seen = 0
  store.onAppended?.((events, newest) => {
    seen = Math.max(seen, newest)
    follower.hear(events)
  })
  const isTold = () => store.onAppended !== null && follower.position() >= seen
  return {
    ...store,
    write: async (work, foreseen) => {
      const result = await store.write(work, foreseen)
      // Whoever is answered now reads their own words on the next page: what was kept of it is old by then.
      if (!isTold()) await follower.catchUp()
      return result
    },
  }
}

function everyMs(look: () => void, intervalMs: number): () => void {
  const timer = setInterval(look, intervalMs)
  return () => clearInterval(timer)
}

/** Rejects what takes too long; the work itself goes on, and nobody waits for it. */
async function within<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  const hurry = new AbortController()
  const tooLate = wait(milliseconds, undefined, { signal: hurry.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${milliseconds} ms`)
  })
  tooLate.catch(() => {})
  try {
    return await Promise.race([work, tooLate])
  } finally {
    hurry.abort()
  }
}
