/** Public pages as ready bytes, in front of the framework: a warm page costs a look-up and a write. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { Language } from '#contract/language.ts'
import type { Logger } from '#ports/logger.ts'
import { chooseEncoding } from '#http/front/encodings.ts'
import { createKeptPages, newPage, type EncodedPage, type KeptPage } from '#http/front/kept-pages.ts'
import { pageKey, type PageKey } from '#http/front/page-key.ts'
import type { RenderedPage } from '#http/front/kept-pages.ts'

/** Renders of a page that events may overtake before one is answered all the same, without being kept. */
const RENDERS_MAX = 3

const NOT_MODIFIED = 304
const SERVER_ERROR = 500
const OK = 200

export interface FrontCache {
  /** True when the request was taken; false where it is for something else. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Throws away what the events made old. */
  readonly consume: (events: readonly LoggedEvent[]) => void
  readonly counts: () => { readonly hits: number; readonly renders: number; readonly bytes: number }
}

/**
 * `render` asks the framework for a page as a stranger without cookies; `languageOf` says in which language the
 * one who asks is answered. However many ask for a page at once,
 * it is rendered once; a page that an event overtook meanwhile is rendered again instead of being kept.
 */
export function createFrontCache({
  render,
  languageOf,
  logger,
}: {
  readonly render: (page: PageKey) => Promise<RenderedPage>
  readonly languageOf: (request: IncomingMessage) => Language
  readonly logger: Logger
}): FrontCache {
  const pages = createKeptPages()
  const loading = new Map<string, Promise<KeptPage>>()
  let hits = 0
  let renders = 0

  const load = async (wanted: PageKey): Promise<KeptPage> => {
    for (let attempt = 1; ; attempt += 1) {
      const began = pages.now()
      renders += 1
      const page = newPage(await render(wanted))
      if (page.rendered.status !== OK || pages.keep(wanted.key, page, began) || attempt === RENDERS_MAX)
        return page
    }
  }

  const loadOnce = (key: PageKey): Promise<KeptPage> => {
    const underWay = loading.get(key.key)
    if (underWay) return underWay
    const started = load(key).finally(() => loading.delete(key.key))
    loading.set(key.key, started)
    return started
  }

  const answer = async (exchange: Exchange, key: PageKey): Promise<void> => {
    const page = pages.get(key.key) ?? (await loadOnce(key))
    const encoding = chooseEncoding(exchange.request.headers['accept-encoding'])
    send(exchange, await pages.encode(key.key, page, encoding))
  }

  return {
    handle: (request, response) => {
      const key = pageKey(request, languageOf(request))
      if (!key) return false
      const ready = pages.get(key.key)?.encoded.get(chooseEncoding(request.headers['accept-encoding']))
      if (ready) {
        hits += 1
        send({ request, response }, ready)
      } else {
        answer({ request, response }, key).catch((error: unknown) => {
          logger.error({ error: String(error) }, 'a public page could not be made')
          if (!response.headersSent) response.writeHead(SERVER_ERROR)
          response.end()
        })
      }
      return true
    },
    consume: pages.consume,
    counts: () => ({ hits, renders, bytes: pages.bytes() }),
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

function send({ request, response }: Exchange, page: EncodedPage): void {
  if (page.status === OK && isKnown(request.headers['if-none-match'], page.etag)) {
    const { 'Content-Length': _length, 'Content-Encoding': _encoding, ...headers } = page.headers
    response.writeHead(NOT_MODIFIED, headers)
    response.end()
    return
  }
  response.writeHead(page.status, page.headers)
  if (request.method === 'HEAD') response.end()
  else response.end(page.bytes)
}

/** `If-None-Match` compares weakly: a proxy may have marked our tag so (RFC 9110, section 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header === etag || header === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
