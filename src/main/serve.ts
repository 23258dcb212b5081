/** Starts the server, says where it is, and stops it cleanly. */
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import pino from 'pino'
import type { Config } from '#main/config.ts'
import type { HttpTools } from '#http/http-tools.ts'
import type { Language } from '#contract/language.ts'
import type { Logger } from '#ports/logger.ts'
import type { PageReader } from '#ports/page-reader.ts'
import type { Parts } from '#main/compose.ts'
import type { Ports } from '#ports/ports.ts'
import type { Store } from '#ports/store.ts'
import { allowsSecureCookies } from '#main/config.ts'
import { buildAssets, type BuiltAssets } from '#main/build-assets.ts'
import { cookieKey } from '#main/compose.ts'
import { createApp, type App } from '#http/app.ts'
import { createFrontCache } from '#http/front/front-cache.ts'
import { languageChoice } from '#http/choose-language.ts'
import { createCookieSigner } from '#http/cookie-signer.ts'
import { createPageReader } from '#adapters/web/fetch-page.ts'
import { createCommentMover } from '#worker/comment-mover.ts'
import { createStoryDescriber, type StoryDescriber } from '#worker/story-describer.ts'
import { createRateGuard, type RateGuard } from '#http/guards/rate-guard.ts'
import { createWords } from '#pages/words.ts'
import { createLiveReaders } from '#http/live/live-readers.ts'
import { createHealth } from '#http/health.ts'
import { createHttpServer, listen } from '#main/http-server.ts'
import { followLog } from '#worker/log-follower.ts'
import { sharingFor } from '#http/guards/origin-kind.ts'
import { settleSearch } from '#worker/settle-search.ts'
import { renderPage } from '#http/front/render-page.ts'

export interface RunningServer {
  /** With the port that was taken, where 0 was asked for. */
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface ServeOptions {
  /** What browsers load, where its bundling has begun already. */
  readonly assets?: Promise<BuiltAssets>
  /** What reads pages of other sites; the open internet where left out. */
  readonly pages?: PageReader
  readonly rates?: RateGuard
  readonly logger?: Logger
}

/** The same routes in every language that somebody is answered in: made when first asked for, and kept. */
type Apps = (language: Language) => App

async function composeApps(
  config: Config,
  ports: Ports,
  options: ServeOptions & { readonly logger: Logger },
): Promise<Apps> {
  const { siteName: name, publicUrl, language, timeZone, followsReader } = config
  const site = { name, publicUrl, language, timeZone }
  // The scripts that other sites load are the same for all readers.
  const assets = await (options.assets ?? buildAssets(createWords({ language, timeZone })))
  const shared: Omit<HttpTools, 'page'> = {
    ports,
    assets: assets.store,
    cookies: createCookieSigner(await cookieKey(ports)),
    rates: options.rates ?? createRateGuard(),
    embedOrigins: config.embedOrigins,
    logger: options.logger,
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
  const logger = options.logger ?? pino({ base: null })
  const follower = await followLog({ read: parts.store.read, logger, every: everyMs })
  const ports = { ...parts.ports, store: wakingAfterWrites(parts.ports.store, follower.wake) }
  const apps = await composeApps(config, ports, { ...options, logger })
  const languageOf = languageChoice(config)
  const share = sharingFor(config.publicUrl, config.embedOrigins)
  const front = createFrontCache({
    render: ({ url, language }) => renderPage(apps(language ?? config.language), config.publicUrl, url),
    languageOf,
    share,
    clock: ports.clock,
    logger,
  })
  follower.subscribe(front.consume)
  const live = createLiveReaders({
    read: parts.store.read,
    share,
    logger,
    every: everyMs,
    random: Math.random,
  })
  follower.subscribe(live.consume)
  const describer = config.readsPages ? startDescriber(config, ports, { ...options, logger }) : null
  if (describer) follower.subscribe(describer.consume)
  const mover = createCommentMover(ports, { logger, every: everyMs })
  follower.subscribe(mover.consume)
  const health = createHealth({
    lastEvent: parts.store.read.lastEvent,
    position: follower.position,
    now: () => performance.now(),
    within,
  })
  const framework = getRequestListener((request, bindings) =>
    apps(languageOf(bindings.incoming)).fetch(request, bindings),
  )
  const http = createHttpServer([front.handle, live.handle, health.handle], framework)
  const stopFollowing = async () => {
    await follower.stop()
    await describer?.stop()
    await mover.stop()
  }
  try {
    await listen(http.server, config)
  } catch (error) {
    // What follows the log, or beats for live readers, would keep the process alive.
    live.close()
    await stopFollowing()
    throw error
  }
  // Writes by itself: not before it is sure that this server runs.
  mover.catchUp()
  const searchSettler = settleSearch({ store: ports.store, logger, every: everyMs })
  const { port } = http.server.address() as AddressInfo
  return {
    url: config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl,
    stop: async () => {
      health.announceStop()
      live.close()
      await http.stop()
      await stopFollowing()
      await searchSettler.stop()
    },
  }
}

/** Only pages of allowed origins become stories by themselves, so only those are read. */
function startDescriber(
  { publicUrl }: Config,
  ports: Ports,
  { pages, logger }: ServeOptions & { readonly logger: Logger },
): StoryDescriber {
  const reader = pages ?? createPageReader({ agent: `Parley (+${publicUrl})` })
  const describer = createStoryDescriber(ports, { pages: reader, logger })
  describer
    .catchUp()
    .catch((error: unknown) => logger.error({ error: String(error) }, 'stories were left as they are'))
  return describer
}

/** The log is looked at as soon as a write is on disk, not at the next turn of a timer. */
function wakingAfterWrites(store: Store, wake: () => void): Store {
  return {
    ...store,
    write: async (work) => {
      const result = await store.write(work)
      wake()
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
