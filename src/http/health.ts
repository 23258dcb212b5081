/** Whether this process lives, and whether it can serve: for those that watch it and send readers to it. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const ALIVE_PATH = '/healthz'
const READY_PATH = '/readyz'

/** Milliseconds the database has to answer before it counts as away. */
const DATABASE_PATIENCE_MS = 2_000

/** Milliseconds an answer is used again: nobody counts these questions, so they must cost next to nothing. */
const ANSWER_KEPT_MS = 500

/** Milliseconds for which the follower of the log may be behind what it was seen to be behind of. */
const LAG_MAX_MS = 10_000

const OK = 200
const SERVICE_UNAVAILABLE = 503

/** What keeps a process from being ready. */
export type Hindrance = 'database' | 'log' | 'stopping'

export interface Health {
  /** True when the request was about health. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** From now on nobody should send readers here. */
  readonly announceStop: () => void
}

export interface HealthParts {
  /** The newest event of the log, as the database has it. */
  readonly lastEvent: () => Promise<number>
  /** The last event that caches and live readers were told. */
  readonly position: () => number
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  /** Rejects what takes longer than that many milliseconds. */
  readonly within: <Result>(work: Promise<Result>, milliseconds: number) => Promise<Result>
}

export function createHealth(parts: HealthParts): Health {
  const checkParts = keptFor(ANSWER_KEPT_MS, parts.now, createCheck(parts))
  let isStopping = false
  const ready = async (): Promise<readonly Hindrance[]> => {
    const hindrances = await checkParts()
    return isStopping ? ['stopping', ...hindrances] : hindrances
  }
  return {
    handle: (request, response) => {
      const path = request.url?.split('?', 1)[0]
      if (path !== ALIVE_PATH && path !== READY_PATH) return false
      if (request.method !== 'GET' && request.method !== 'HEAD') return false
      const hindrances = path === ALIVE_PATH ? Promise.resolve([]) : ready()
      void hindrances.then((all) => answer(response, all))
      return true
    },
    announceStop: () => {
      isStopping = true
    },
  }
}

function answer(response: ServerResponse, hindrances: readonly Hindrance[]): void {
  const isFine = hindrances.length === 0
  const body = JSON.stringify({ status: isFine ? 'ok' : 'unavailable', hindrances })
  response.writeHead(isFine ? OK : SERVICE_UNAVAILABLE, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  // To a HEAD, Node sends the headers alone.
  response.end(body)
}

/** Looks at the database, and whether the follower gets on: standing still behind the log is what counts, not being behind. */
function createCheck({ lastEvent, position, now, within }: HealthParts): () => Promise<readonly Hindrance[]> {
  let behind: { readonly target: number; readonly since: number } | null = null
  return async () => {
    let newest: number
    try {
      newest = await within(lastEvent(), DATABASE_PATIENCE_MS)
    } catch {
      return ['database']
    }
    if (behind && position() >= behind.target) behind = null
    if (!behind && position() < newest) behind = { target: newest, since: now() }
    return behind && now() - behind.since > LAG_MAX_MS ? ['log'] : []
  }
}

/** However many ask, `look` runs once at a time, and its answer is used again for a while. */
function keptFor<Answer>(
  milliseconds: number,
  now: () => number,
  look: () => Promise<Answer>,
): () => Promise<Answer> {
  let kept: { readonly answer: Promise<Answer>; readonly until: number } | null = null
  return () => {
    if (kept && now() < kept.until) return kept.answer
    const made = { answer: look(), until: Number.POSITIVE_INFINITY }
    kept = made
    void made.answer.then(() => (made.until = now() + milliseconds))
    return made.answer
  }
}
