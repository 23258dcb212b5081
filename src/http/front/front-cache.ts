/** Public pages as ready bytes, in front of the framework: a warm page costs a look-up and a write. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '#ports/clock.ts'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { LanguageOf } from '#http/choose-language.ts'
import type { Logger } from '#ports/logger.ts'
import type { Share } from '#http/guards/origin-kind.ts'
import { chooseEncoding } from '#http/front/encodings.ts'
import { createKeptPages, newPage, type EncodedPage, type KeptPage } from '#http/front/kept-pages.ts'
import { pageKey, type PageKey } from '#http/front/page-key.ts'
import type { RenderedPage } from '#http/front/kept-pages.ts'
import { errorFacts } from '#base/error-facts.ts'

/** Renders of a page that events may overtake before one is answered all the same, without being kept. */
const RENDERS_MAX = 3

/** Most pages are for nobody else's scripts. */
const NO_SHARING: Readonly<Record<string, string>> = {}

const NOT_MODIFIED = 304
const SERVER_ERROR = 500
const SERVICE_UNAVAILABLE = 503
const OK = 200

export interface FrontCache {
  /** True when the request was taken; false where it is for something else. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Throws away what the events made old. */
  readonly consume: (events: readonly LoggedEvent[]) => void
  readonly counts: () => {
    readonly hits: number
    readonly renders: number
    readonly bytes: number
    readonly entries: number
  }
}

/**
 * `render` asks the framework for a page as a stranger without cookies; `languageOf` says in which language the
 * one who asks is answered. However many ask for a page at once, it is rendered once; a page that an event overtook
 * meanwhile is rendered again instead of being kept. While the database is away, what only newer comments and votes
 * overtook is shown once more.
 */
export function createFrontCache({
  render,
  languageOf,
  share,
  clock,
  logger,
}: {
  readonly render: (page: PageKey) => Promise<RenderedPage>
  readonly languageOf: LanguageOf
  readonly share: Share
  readonly clock: Clock
  readonly logger: Logger
}): FrontCache {
  const pages = createKeptPages(clock)
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
    const made = pages.get(key.key) ?? (await loadOnce(key))
    const isAway = made.rendered.status === SERVICE_UNAVAILABLE
    const page = (isAway ? pages.overtaken(key.key) : undefined) ?? made
    const encoding = chooseEncoding(exchange.request.headers['accept-encoding'])
    send(exchange, await pages.encode(key.key, page, encoding))
  }

  return {
    handle: (request, response) => {
      const key = pageKey(request, languageOf)
      if (!key) return false
      const sharing = key.isEmbeddable ? share(request) : NO_SHARING
      // The framework says in words what is refused.
      if (!sharing) return false
      const exchange = { request, response, sharing }
      const ready = pages.get(key.key)?.encoded.get(chooseEncoding(request.headers['accept-encoding']))
      if (ready) {
        hits += 1
        send(exchange, ready)
      } else {
        answer(exchange, key).catch((error: unknown) => {
          logger.error(errorFacts(error), 'a public page could not be made')
          if (!response.headersSent) response.writeHead(SERVER_ERROR)
          response.end()
        })
      }
      return true
    },
    consume: pages.consume,
    counts: () => ({ hits, renders, bytes: pages.bytes(), entries: pages.count() }),
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly sharing: Readonly<Record<string, string>>
}

function send({ request, response, sharing }: Exchange, page: EncodedPage): void {
  if (page.status === OK && isKnown(request.headers['if-none-match'], page.etag)) {
    response.writeHead(NOT_MODIFIED, headersOf(page.headersWithoutBytes, sharing))
    response.end()
    return
  }
  response.writeHead(page.status, headersOf(page.headers, sharing))
  if (request.method === 'HEAD') response.end()
  else response.end(page.bytes)
}

/** The list as it is where nothing is added: Node only reads it, and its types do not say so. */
function headersOf(
  prepared: readonly string[],
  sharing: Exchange['sharing'],
): string[] | Record<string, string> {
  if (sharing === NO_SHARING) return prepared as string[]
  const headers = new Headers()
  for (let at = 0; at < prepared.length; at += 2) headers.set(prepared[at] ?? '', prepared[at + 1] ?? '')
  for (const [name, value] of Object.entries(sharing)) headers.set(name, value)
  return Object.fromEntries(headers)
}

/** `If-None-Match` compares weakly: a proxy may have marked our tag so (RFC 9110, section 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header === etag || header === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
