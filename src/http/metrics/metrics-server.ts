/** Metrics on a port of their own, which readers never reach: neither by a wrong line in a proxy nor by guessing. */
import { createServer, type Server } from 'node:http'
import type { Metrics } from '#http/metrics/metrics.ts'

const OK = 200
const NOT_FOUND = 404
const SERVER_ERROR = 500

/** Milliseconds for a whole request: it is one line and a few headers. */
const REQUEST_TIMEOUT_MS = 5_000

export function createMetricsServer(metrics: Pick<Metrics, 'text' | 'contentType'>): Server {
  const server = createServer((request, response) => {
    const isAsked = request.url?.split('?', 1)[0] === '/metrics' && request.method === 'GET'
    if (!isAsked) {
      response.writeHead(NOT_FOUND).end()
      return
    }
    metrics.text().then(
      (text) =>
        response
          .writeHead(OK, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' })
          .end(text),
      () => response.writeHead(SERVER_ERROR).end(),
    )
  })
  server.requestTimeout = REQUEST_TIMEOUT_MS
  return server
}
