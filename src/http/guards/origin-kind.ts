/** Where a request comes from, and what a page of another origin needs to read its answer. */
import type { IncomingMessage } from 'node:http'
import { TOKEN_HEADER } from '#http/guards/bearer-token.ts'

/** Seconds a browser may remember what a preflight was told: what Chromium takes at most. */
const PREFLIGHT_SECONDS = 7_200

const EXPOSED = `${TOKEN_HEADER}, Retry-After`

export type OriginKind =
  /** No `Origin` header: a page of our own that reads, or no browser at all. */
  'none' | 'own' | 'allowed' | 'foreign'

/** What is known of a request's origin: all that deciding takes. */
export interface OriginFacts {
  readonly origin: string | undefined
  readonly host: string | undefined
  /** Of the site's configured address. */
  readonly own: string
  readonly allowed: ReadonlySet<string>
}

/** Our own is our configured address, or the very host that was asked (a second name, a port forward). */
export function originKind({ origin, host, own, allowed }: OriginFacts): OriginKind {
  if (origin === undefined) return 'none'
  if (origin === own) return 'own'
  if (host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)) return 'own'
  return allowed.has(origin) ? 'allowed' : 'foreign'
}

/** Lets the page of exactly this origin read an answer; never with credentials. */
export function sharingHeaders(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED }
}

/** Headers with which the page of another origin may read an answer; null where it may not. */
export type Share = (request: Pick<IncomingMessage, 'headers'>) => Readonly<Record<string, string>> | null

const NO_HEADERS: Readonly<Record<string, string>> = {}

/** For what answers in front of the framework. */
export function sharingFor(publicUrl: string, allowed: ReadonlySet<string>): Share {
  const own = new URL(publicUrl).origin
  return ({ headers: { origin, host } }) => {
    switch (originKind({ origin, host, own, allowed })) {
      case 'none':
      case 'own':
        return NO_HEADERS
      case 'allowed':
        return sharingHeaders(origin ?? '')
      case 'foreign':
        return null
    }
  }
}

export function preflightHeaders(origin: string, methods: readonly string[]): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
  }
}
