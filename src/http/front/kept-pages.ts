/** Pages that were rendered, each with its compressed forms, and what makes them old. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Clock } from '#ports/clock.ts'
import type { LoggedEvent } from '#domain/events/event.ts'
import { compress, type Encoding } from '#http/front/encodings.ts'
import { createPageShelf } from '#http/front/page-shelf.ts'

/** Bytes of pages in all their forms that are kept: about 1,000 pages of 150 comments. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024

/** Bytes of pages that newer comments overtook: the busiest of them, for as long as the database is away. */
const OVERTAKEN_BYTES_MAX = 16 * 1024 * 1024

/** What only adds to a page. Whatever else happens to a story may take something back: then nobody sees it again. */
const ADDING: ReadonlySet<LoggedEvent['kind']> = new Set([
  'comment.posted',
  'comment.voted',
  'story.started',
  'person.signed-in',
])

/** Stories whose last change is remembered, for renders that are under way. */
const CHANGES_MAX = 10_000

/** What pages hang on that show many stories. */
export const EVERY_STORY = 'every story'

/** An answer of the framework, before it is compressed. */
export interface RenderedPage {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
  /** The story it shows, or EVERY_STORY. */
  readonly subject: string
  /** When it changes without an event, in Unix milliseconds; null where it does not. */
  readonly until: number | null
}

export interface EncodedPage {
  readonly status: number
  readonly bytes: Uint8Array
  /** Names and values in turn, as `writeHead` takes them: put in order once, sent many times. */
  readonly headers: readonly string[]
  /** The same without what describes the bytes: for an answer that has none. */
  readonly headersWithoutBytes: readonly string[]
  readonly etag: string
}

export interface KeptPage {
  readonly rendered: RenderedPage
  readonly digest: string
  readonly encoded: Map<Encoding, EncodedPage>
}

export interface KeptPages {
  readonly get: (key: string) => KeptPage | undefined
  /** The page as it was before newer comments and votes: better than none, and never one that shows what was taken back. */
  readonly overtaken: (key: string) => KeptPage | undefined
  /** The moment to hand to `keep`: what changes after it makes the page old. */
  readonly now: () => number
  /** False where an event overtook the render that began at `began`: then it is not kept. */
  readonly keep: (key: string, page: KeptPage, began: number) => boolean
  readonly encode: (key: string, page: KeptPage, encoding: Encoding) => Promise<EncodedPage>
  readonly consume: (events: readonly LoggedEvent[]) => void
  readonly bytes: () => number
  readonly count: () => number
}

interface Change {
  readonly at: number
  /** When something was changed that may have taken words back. */
  readonly tookBackAt: number
}

/** Characters of a SHA-256 in base64url: 132 bits, far beyond chance. */
const DIGEST_LENGTH = 22

export function newPage(rendered: RenderedPage): KeptPage {
  const digest = createHash('sha256').update(rendered.bytes).digest('base64url').slice(0, DIGEST_LENGTH)
  return { rendered, digest, encoded: new Map() }
}

export function createKeptPages(clock: Clock): KeptPages {
  const pages = createPageShelf(KEPT_BYTES_MAX)
  const overtaken = createPageShelf(OVERTAKEN_BYTES_MAX)
  let moment = 0
  /** Renders that began before this moment are not trusted: changes of that time were forgotten. */
  let forgotten = 0
  const lastChange = new LRUCache<string, Change>({
    max: CHANGES_MAX,
    dispose: ({ at }, _subject, reason) => {
      if (reason === 'evict') forgotten = Math.max(forgotten, at)
    },
  })

  const makeOld = (subject: string, events: readonly LoggedEvent[]): void => {
    const isAdding = events.every(({ kind }) => ADDING.has(kind))
    const tookBackAt = isAdding ? (lastChange.get(subject)?.tookBackAt ?? forgotten) : moment
    lastChange.set(subject, { at: moment, tookBackAt })
    const old = pages.clear(subject)
    if (!isAdding) overtaken.clear(subject)
    else for (const [key, page] of old) overtaken.put(key, page)
  }

  return {
    get: (key) => {
      const page = pages.get(key)
      if (page === undefined || page.rendered.until === null) return page
      if (clock.now() < page.rendered.until) return page
      pages.drop(key)
      return undefined
    },
    overtaken: overtaken.get,
    now: () => moment,
    keep: (key, page, began) => {
      const { subject } = page.rendered
      const change = lastChange.get(subject)
      if (began < forgotten) return false
      if (change && change.at > began) {
        // A story written under all the time has no other page to be shown while the database is away.
        if (change.tookBackAt <= began) overtaken.put(key, page)
        return false
      }
      pages.put(key, page)
      overtaken.drop(key)
      return true
    },
    encode: async (key, page, encoding) => {
      const known = page.encoded.get(encoding)
      if (known) return known
      const made = encodedPage(page, await compress(page.rendered.bytes, encoding), encoding)
      page.encoded.set(encoding, made)
      // It grew: set again, so that the cache counts it as large as it is.
      for (const shelf of [pages, overtaken]) shelf.recount(key, page)
      return made
    },
    consume: (events) => {
      moment += 1
      for (const [subject, ofStory] of Map.groupBy(events, (event) => event.storyId)) {
        if (subject !== null) makeOld(subject, ofStory)
      }
      makeOld(EVERY_STORY, events)
    },
    bytes: () => pages.bytes() + overtaken.bytes(),
    count: pages.count,
  }
}

/** Strong: other bytes, other tag (RFC 9110, section 8.8.3); so each encoding has its own. */
function encodedPage({ rendered, digest }: KeptPage, bytes: Uint8Array, encoding: Encoding): EncodedPage {
  const etag = `"${digest}-${encoding}"`
  const { vary, ...others } = rendered.headers
  const headersWithoutBytes = [
    ...Object.entries(others).flat(),
    'ETag',
    etag,
    'Vary',
    vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`,
  ]
  const headers = [...headersWithoutBytes, 'Content-Length', String(bytes.length)]
  if (encoding !== 'identity') headers.push('Content-Encoding', encoding)
  return { status: rendered.status, bytes, etag, headers, headersWithoutBytes }
}
