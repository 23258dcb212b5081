/** A newspaper's plain server: a handful of pages, compressed beforehand, from memory. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'

export interface StaticPages {
  readonly origin: string
  /** Puts a page there, and gives its address. */
  readonly put: (path: string, html: string) => string
  readonly stop: () => Promise<void>
}

export async function serveStaticPages(): Promise<StaticPages> {
  const pages = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const bytes = pages.get(request.url ?? '')
    if (!bytes) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Encoding': 'br',
      'Content-Length': bytes.length,
    })
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    put: (path, html) => {
      pages.set(path, brotliCompressSync(html))
      return origin + path
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
