/** Server-sent events for readers of a story (WHATWG HTML, section 9.2): one line of text for all of them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { Logger } from '#ports/logger.ts'
import type { StoreReader } from '#ports/store.ts'
import type { Share } from '#http/guards/origin-kind.ts'
import { LIVE_CATCH_UP_MAX, liveMessage, readSequence } from '#contract/live.ts'
import { errorFacts } from '#base/error-facts.ts'

/** Readers one process holds; beyond, they are asked to poll. */
const READERS_MAX = 20_000

/** Bytes that may wait for a slow reader before the connection is dropped: it will come back and catch up. */
const WAITING_BYTES_MAX = 64 * 1024

/** Milliseconds between signs of life: below the minute after which proxies give up. */
const HEARTBEAT_MS = 25_000

/** Milliseconds after which a browser comes back, spread so that thousands do not come at once. */
const RETRY_MS = 2_000
const RETRY_SPREAD_MS = 4_000

/** Readers that a server which goes sends elsewhere in one second: what a node takes while its caches are empty. */
const RETURNS_PER_SECOND = 500
const MS_PER_SECOND = 1_000

/** Seconds after which a reader that found no place may ask again. */
const FULL_RETRY_SECONDS = 30

const OK = 200
const FORBIDDEN = 403
const SERVICE_UNAVAILABLE = 503

const LIVE_PATH = /^\/api\/stories\/([0-9a-f-]{36})\/live(?:\?(.*))?$/

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // The stream ends with its connection, so that a line goes out as it is, without a frame for each reader.
  Connection: 'close',
  'X-Content-Type-Options': 'nosniff',
  // Tells nginx to pass each line on at once.
  'X-Accel-Buffering': 'no',
} as const

export interface LiveReaders {
  /** True when the request was for a live story. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  readonly consume: (events: readonly LoggedEvent[]) => void
  readonly count: () => number
  /** Readers there are, and how many since the start took nothing and were dropped, or found no place. */
  readonly counts: () => { readonly readers: number; readonly dropped: number; readonly refused: number }
  /** Sends everybody away with a hint when to come back, spread so that they do not all come at once; takes nobody more. */
  readonly close: () => void
}

interface Reader {
  readonly response: ServerResponse
  /** Null once it hears everything; until then what happens meanwhile waits here. */
  waiting: string[] | null
  /** The last event it was told: what it read when it came may be ahead of what the log's follower tells. */
  told: number
}

export interface LiveParts {
  readonly read: Pick<StoreReader, 'storyEventsAfter'>
  readonly share: Share
  readonly logger: Logger
  /** Calls `look` again and again until the returned function is called. */
  readonly every: (look: () => void, intervalMs: number) => () => void
  /** Between 0 and 1. */
  readonly random: () => number
}

export function createLiveReaders({ read, share, logger, every, random }: LiveParts): LiveReaders {
  const rooms = createRooms()
  let isClosed = false
  let dropped = 0
  let refused = 0
  const send = ({ response }: Reader, text: string): void => {
    // One that is cut leaves its room with the next turn of the loop: until then it is neither written to nor cut again.
    if (response.destroyed) return
    if (response.writableLength > WAITING_BYTES_MAX) {
      response.destroy()
      dropped += 1
    } else response.write(text)
  }
  const stopHeart = every(() => {
    for (const reader of rooms.all()) send(reader, ':\n\n')
  }, HEARTBEAT_MS)
  return {
    handle: (request, response) => {
      const [, storyId, query] = LIVE_PATH.exec(request.url ?? '') ?? []
      if (storyId === undefined || request.method !== 'GET') return false
      const sharing = share(request)
      if (!sharing) {
        response.writeHead(FORBIDDEN).end()
        return true
      }
      if (isClosed || rooms.count() >= READERS_MAX) {
        refused += 1
        response.writeHead(SERVICE_UNAVAILABLE, { 'Retry-After': FULL_RETRY_SECONDS }).end()
        return true
      }
      const reader: Reader = { response, waiting: [], told: 0 }
      rooms.enter(storyId, reader)
      response.on('close', () => rooms.leave(storyId, reader))
      request.socket.setTimeout(0)
      response.removeHeader('Transfer-Encoding')
      response.writeHead(OK, { ...HEADERS, ...sharing })
      response.write(retryHint(random() * RETRY_SPREAD_MS))
      const lastHeard = request.headers['last-event-id'] ?? new URLSearchParams(query).get('after')
      const after = readSequence(typeof lastHeard === 'string' ? lastHeard : undefined)
      catchUp({ read, send }, reader, { storyId, after }).catch((error: unknown) => {
        logger.error(errorFacts(error), 'a live reader could not catch up')
        response.destroy()
      })
      return true
    },
    consume: (events) => {
      for (const event of events) {
        const readers = event.storyId === null ? [] : rooms.of(event.storyId)
        // Made once for all readers of the story, and not at all where nobody reads.
        let text: string | null | undefined
        for (const reader of readers) {
          text ??= eventText(event)
          if (text === null) break
          if (reader.waiting) reader.waiting.push(text)
          else if (event.sequence > reader.told) send(reader, text)
        }
      }
    },
    count: rooms.count,
    counts: () => ({ readers: rooms.count(), dropped, refused }),
    close: () => {
      isClosed = true
      stopHeart()
      const spreadMs = Math.max(RETRY_SPREAD_MS, (rooms.count() / RETURNS_PER_SECOND) * MS_PER_SECOND)
      for (const { response } of rooms.all()) response.end(retryHint(random() * spreadMs))
    },
  }
}

/** When a browser should come back by itself; each hint it hears replaces the last. */
function retryHint(delayMs: number): string {
  return `retry: ${Math.round(RETRY_MS + delayMs)}\n\n`
}

/** Who reads which story. */
function createRooms() {
  const rooms = new Map<string, Set<Reader>>()
  let count = 0
  return {
    count: () => count,
    of: (storyId: string): Iterable<Reader> => rooms.get(storyId) ?? [],
    all: () => [...rooms.values()].flatMap((readers) => [...readers]),
    enter: (storyId: string, reader: Reader): void => {
      const readers = rooms.get(storyId)
      if (readers) readers.add(reader)
      else rooms.set(storyId, new Set([reader]))
      count += 1
    },
    leave: (storyId: string, reader: Reader): void => {
      const readers = rooms.get(storyId)
      if (!readers?.delete(reader)) return
      count -= 1
      if (readers.size === 0) rooms.delete(storyId)
    },
  }
}

/** First what was missed, then what came in while that was read; from then on, everything as it comes. */
async function catchUp(
  { read, send }: Pick<LiveParts, 'read'> & { readonly send: (reader: Reader, text: string) => void },
  reader: Reader,
  { storyId, after }: { readonly storyId: string; readonly after: number | null },
): Promise<void> {
  reader.told = after ?? 0
  if (after !== null) {
    const missed = await read.storyEventsAfter({ storyId, sequence: after, limit: LIVE_CATCH_UP_MAX })
    if (missed.length === LIVE_CATCH_UP_MAX) send(reader, 'event: reset\ndata: {}\n\n')
    // In one piece: so much fits no socket at once, and whoever catches up must not be taken for one who takes nothing.
    else if (missed.length > 0) send(reader, missed.map((event) => eventText(event) ?? '').join(''))
    reader.told = missed.at(-1)?.sequence ?? reader.told
  }
  const waiting = reader.waiting ?? []
  reader.waiting = null
  for (const text of waiting) if (sequenceOf(text) > reader.told) send(reader, text)
}

function eventText(event: LoggedEvent): string | null {
  const message = liveMessage(event)
  return message && `id: ${message.sequence}\ndata: ${JSON.stringify(message)}\n\n`
}

function sequenceOf(text: string): number {
  return Number.parseInt(text.slice('id: '.length), 10)
}
