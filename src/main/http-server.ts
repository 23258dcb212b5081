/** The server on its port: who answers first, how long clients may take, and how it ends. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** Milliseconds for a client to send its headers, and its whole request: slow senders hold no sockets. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000

/** Longer than the proxies in front keep theirs, so that it is never us who hangs up in between. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000

/** Milliseconds that running requests have to finish when the server stops: less than what runs us waits itself. */
const STOP_GRACE_MS = 8_000

/** Milliseconds between looks for connections that have become idle meanwhile. */
const IDLE_LOOK_MS = 50

/** True where it took the request. */
export type RequestTaker = (request: IncomingMessage, response: ServerResponse) => boolean

export interface HttpServer {
  readonly server: Server
  /** Takes no more connections, lets running requests finish for a while, then ends. */
  readonly stop: () => Promise<void>
}

export interface HttpServerParts {
  /** Asked first, and not observed: it is asked every few seconds. */
  readonly health: RequestTaker
  readonly observe: (request: IncomingMessage, response: ServerResponse) => void
  /** Asked in turn. */
  readonly takers: readonly RequestTaker[]
  /** Takes what nobody else took. */
  readonly framework: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>
}

export function createHttpServer({ health, observe, takers, framework }: HttpServerParts): HttpServer {
  let isStopping = false
  /** What takes its time; the takers answer at once. */
  const running = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    // A connection that is kept would bring the next request to a server that is going.
    if (isStopping) response.shouldKeepAlive = false
    if (health(request, response)) return
    observe(request, response)
    for (const take of takers) if (take(request, response)) return
    running.add(response)
    response.once('close', () => running.delete(response))
    void framework(request, response)
  })
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS
  return {
    server,
    stop: async () => {
      isStopping = true
      for (const response of running) response.shouldKeepAlive = false
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const idleLooks = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
      const impatience = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
      await closed
      clearInterval(idleLooks)
      clearTimeout(impatience)
    },
  }
}

/** Resolves once the port is open. Rejects where it is taken. */
export function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}
