/** Starts the server, says where it is, and stops it cleanly. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import pino from 'pino'
import type { Config } from '#main/config.ts'
import type { HttpTools } from '#http/http-tools.ts'
import type { Language } from '#contract/language.ts'
import type { Logger } from '#ports/logger.ts'
import type { Parts } from '#main/compose.ts'
import type { Ports } from '#ports/ports.ts'
import type { Store } from '#ports/store.ts'
import { allowsSecureCookies } from '#main/config.ts'
import { buildAssets } from '#main/build-assets.ts'
import { cookieKey } from '#main/compose.ts'
import { createApp, type App } from '#http/app.ts'
import { createFrontCache, type FrontCache } from '#http/front/front-cache.ts'
import { createLanguageChoice } from '#http/choose-language.ts'
import { createCookieSigner } from '#http/cookie-signer.ts'
import { createRateGuard, type RateGuard } from '#http/guards/rate-guard.ts'
import { createWords } from '#pages/words.ts'
import { followLog } from '#worker/log-follower.ts'
import { renderPage } from '#http/front/render-page.ts'

/** Milliseconds for a client to send its headers, and its whole request: slow senders hold no sockets. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
/** Longer than the proxies in front keep theirs, so that it is never us who hangs up in between. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000
/** Milliseconds that running requests have to finish when the server stops. */
const STOP_GRACE_MS = 5_000

export interface RunningServer {
  /** With the port that was taken, where 0 was asked for. */
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface ServeOptions {
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
  const assets = await buildAssets()
  const { siteName: name, publicUrl, language, timeZone, followsReader } = config
  const site = { name, publicUrl, language, timeZone }
  const shared: Omit<HttpTools, 'page'> = {
    ports,
    assets: assets.store,
    cookies: createCookieSigner(await cookieKey(ports)),
    rates: options.rates ?? createRateGuard(),
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
    const app = createApp({ ...shared, page: { site, words, assets: assets.urls } })
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
  const languageOf = createLanguageOf(config)
  const front = createFrontCache({
    render: ({ url, language }) => renderPage(apps(language), config.publicUrl, url),
    languageOf,
    logger,
  })
  follower.subscribe(front.consume)
  const server = createHttpServer((request) => apps(languageOf(request)), front)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl,
    stop: async () => {
      await stop(server)
      await follower.stop()
    },
  }
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

/** HTTP/1 or 2: only what is read of it. */
type Asking = Pick<IncomingMessage, 'headers'>

function createLanguageOf({ followsReader, language }: Config): (request: Asking) => Language {
  if (!followsReader) return () => language
  const choose = createLanguageChoice(language)
  return (request) => choose(request.headers['accept-language'])
}

function createHttpServer(appFor: (request: Asking) => App, front: FrontCache): Server {
  const framework = getRequestListener((request, bindings) =>
    appFor(bindings.incoming).fetch(request, bindings),
  )
  const server = createServer((request, response) => {
    if (!front.handle(request, response)) void framework(request, response)
  })
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS
  return server
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
  await closed
  clearTimeout(impatience)
}
