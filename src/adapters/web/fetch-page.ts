/** Reads a page of the open internet, and nothing else: no private address can be reached through it, by no detour. */
import { lookup } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { FetchedPage, PageProblem, PageReader } from '#ports/page-reader.ts'
import { done, failed, type Outcome } from '#base/outcome.ts'
import { isPublicAddress } from '#adapters/web/public-address.ts'

/** Bytes of a page: ten times an ordinary one; its head is what is wanted. */
const PAGE_BYTES_MAX = 2 * 1024 * 1024

/** Milliseconds for a page with all its redirects. */
const PATIENCE_MS = 5_000

/** Sites send visitors from http to https, to www, and to a canonical spelling. */
const REDIRECTS_MAX = 5

/** Bytes in which a page names its encoding (WHATWG HTML, section 4.2.5.4). */
const ENCODING_BYTES = 1_024

const OK = 200
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const PAGE_TYPE = /^(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i

/** What reaches out, so that tests can stand between. */
export interface WebDoor {
  /** All addresses of a name. */
  readonly resolve: (hostname: string) => Promise<readonly string[]>
  /** Where a connection to a checked address really goes. */
  readonly dial: (address: string, port: number) => { readonly host: string; readonly port: number }
}

const REAL_DOOR: WebDoor = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  dial: (host, port) => ({ host, port }),
}

/** `agent`: how we introduce ourselves, with an address where we can be asked. */
export function createPageReader({
  agent,
  door = REAL_DOOR,
  patienceMs = PATIENCE_MS,
}: {
  readonly agent: string
  readonly door?: WebDoor
  readonly patienceMs?: number
}): PageReader {
  return {
    read: async (address) => {
      const signal = AbortSignal.timeout(patienceMs)
      try {
        return await follow(address, { agent, door, signal })
      } catch {
        return failed(signal.aborted ? 'too-slow' : 'unreachable')
      }
    },
  }
}

interface Trip {
  readonly agent: string
  readonly door: WebDoor
  readonly signal: AbortSignal
}

async function follow(address: string, trip: Trip): Promise<Outcome<FetchedPage, PageProblem>> {
  let url = webUrl(address, null)
  for (let turn = 0; turn <= REDIRECTS_MAX; turn += 1) {
    if (!url) return failed('url-refused')
    // Every stop is checked anew, name and address; the connection goes to the address that was checked.
    const checked = await unlessAborted(checkedAddress(url, trip.door), trip.signal)
    if (checked === null) return failed('address-refused')
    const response = await ask(url, checked, trip)
    const { statusCode = 0, headers } = response
    if (!REDIRECTS.has(statusCode)) return readPage(url, response)
    response.destroy()
    url = webUrl(headers.location ?? '', url)
  }
  return failed('too-many-redirects')
}

/** http and https on their own ports, without a name and password: anything else is no page for readers. */
function webUrl(text: string, base: URL | null): URL | null {
  const url = URL.parse(text, base ?? undefined)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return null
  // The parser has taken out a port that is the protocol's own.
  return url.port === '' && url.username === '' && url.password === '' ? url : null
}

/** One of the name's addresses, where all of them are public; null where any is not. */
async function checkedAddress({ hostname }: URL, door: WebDoor): Promise<string | null> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  const addresses = isIP(literal) === 0 ? await door.resolve(hostname) : [literal]
  return addresses.every(isPublicAddress) ? (addresses[0] ?? null) : null
}

function ask(url: URL, address: string, { agent, door, signal }: Trip): Promise<IncomingMessage> {
  const isHttps = url.protocol === 'https:'
  const options: RequestOptions & { servername?: string } = {
    ...door.dial(address, isHttps ? 443 : 80),
    path: url.pathname + url.search,
    method: 'GET',
    agent: false,
    signal,
    // Not compressed: what arrives is what is counted.
    headers: { Host: url.host, 'User-Agent': agent, Accept: 'text/html', 'Accept-Encoding': 'identity' },
    ...(isHttps && isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
  }
  return new Promise((resolve, reject) => {
    const request = isHttps ? requestHttps(options) : requestHttp(options)
    request.once('response', resolve)
    request.once('error', reject)
    request.end()
  })
}

async function readPage(url: URL, response: IncomingMessage): Promise<Outcome<FetchedPage, PageProblem>> {
  const type = response.headers['content-type'] ?? ''
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (response.statusCode !== OK || !PAGE_TYPE.test(type) || encoding !== 'identity') {
    response.destroy()
    return failed('not-a-page')
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > PAGE_BYTES_MAX) {
      response.destroy()
      return failed('too-large')
    }
    chunks.push(chunk)
  }
  return done({ url: url.href, html: decode(Buffer.concat(chunks), type) })
}

/** By the header, else by what the page says of itself, else UTF-8. */
function decode(bytes: Buffer, type: string): string {
  const named = /charset=["']?([\w-]+)/i
  const opening = bytes.subarray(0, ENCODING_BYTES).toString('latin1')
  const label = named.exec(type)?.[1] ?? named.exec(opening)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** Resolving a name cannot be stopped, but need not be waited for. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('too slow')), { once: true })
    work.then(resolve, reject)
  })
}
