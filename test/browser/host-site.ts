/** A small newspaper of somebody else's: a real second origin with pages that embed Parley, under a policy of their own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostPage {
  /** Inside the body. */
  readonly body: string
  readonly head?: string
  /** Content-Security-Policy; none where left out. */
  readonly policy?: string
}

export interface HostSite {
  /** On 127.0.0.1, while Parley is on localhost: for browsers, another site. */
  readonly origin: string
  /** Cookies and addresses of every request that came. */
  readonly requests: readonly { readonly url: string; readonly cookie: string | undefined }[]
  /** Puts a page there, and gives its address. */
  readonly put: (path: string, page: HostPage) => string
  readonly stop: () => Promise<void>
}

const STYLE = `body { margin: 0 auto; max-width: 40rem; font: 18px/1.5 Georgia, serif; color: #222; background: #fff }
parley-thread:not(:defined) { display: block; min-block-size: 100vh }`

export async function runHostSite(): Promise<HostSite> {
  const pages = new Map<string, HostPage>()
  const requests: { url: string; cookie: string | undefined }[] = []
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    requests.push({ url, cookie: request.headers.cookie })
    if (url === '/host.css') {
      response.writeHead(200, { 'Content-Type': 'text/css' }).end(STYLE)
      return
    }
    const page = pages.get(url.split('?')[0] ?? '')
    if (!page) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(page.policy === undefined ? {} : { 'Content-Security-Policy': page.policy }),
    })
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Harbour Post</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/host.css">${page.head ?? ''}</head>
<body>${page.body}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    requests,
    put: (path, page) => {
      pages.set(path, page)
      return origin + path
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
