/** Starts the server, says where it is, and stops it cleanly. */
import { createAdaptorServer } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import pino from 'pino'
import type { Config } from '#main/config.ts'
import type { HttpTools } from '#http/http-tools.ts'
import type { Logger } from '#ports/logger.ts'
import type { Parts } from '#main/compose.ts'
import { allowsSecureCookies } from '#main/config.ts'
import { buildAssets } from '#main/build-assets.ts'
import { cookieKey } from '#main/compose.ts'
import { createApp, type App } from '#http/app.ts'
import { createCookieSigner } from '#http/cookie-signer.ts'
import { createRateGuard, type RateGuard } from '#http/guards/rate-guard.ts'
import { createWords } from '#pages/words.ts'

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

export async function composeApp(config: Config, parts: Parts, options: ServeOptions = {}): Promise<App> {
  const assets = await buildAssets()
  const { siteName: name, publicUrl, language, timeZone } = config
  const tools: HttpTools = {
    ports: parts.ports,
    page: {
      site: { name, publicUrl, language, timeZone },
      words: createWords({ language, timeZone }),
      assets: assets.urls,
    },
    assets: assets.store,
    cookies: createCookieSigner(await cookieKey(parts.ports)),
    rates: options.rates ?? createRateGuard(),
    logger: options.logger ?? pino({ base: null }),
    hasSecureCookies: allowsSecureCookies(publicUrl),
    trustsProxy: config.trustsProxy,
  }
  return createApp(tools)
}

/** Resolves once the port is open. Rejects where it is taken. */
export async function startServer(
  config: Config,
  parts: Parts,
  options: ServeOptions = {},
): Promise<RunningServer> {
  const app = await composeApp(config, parts, options)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl,
    stop: () => stop(server),
  }
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
  await closed
  clearTimeout(impatience)
}
