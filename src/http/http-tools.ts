/** What every route is built from, put together once in main. */
import type { Context } from 'hono'
import type { Actor } from '#domain/people/actor.ts'
import type { AddressKeys } from '#http/address-keys.ts'
import type { ApiKey } from '#domain/people/api-key.ts'
import type { AssetStore } from '#ports/assets.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { CookieSigner } from '#http/cookie-signer.ts'
import type { FirstWords } from '#http/first-words.ts'
import type { Logger } from '#ports/logger.ts'
import type { PageTools } from '#pages/frame.ts'
import type { Ports } from '#ports/ports.ts'
import type { RateGuard } from '#http/guards/rate-guard.ts'

/** Shown, and then: posted with other words, or as it was. */
export type NudgeOutcome = 'shown' | 'changed' | 'as-it-was'

export interface HttpTools {
  readonly ports: Ports
  readonly page: PageTools
  readonly assets: AssetStore
  readonly cookies: CookieSigner
  readonly addressKeys: AddressKeys
  readonly rates: RateGuard
  readonly firstWords: FirstWords
  /** Origin of the site's configured address. */
  readonly ownOrigin: string
  /** Origins whose pages may show discussions of this site. */
  readonly embedOrigins: ReadonlySet<string>
  readonly logger: Logger
  /** Hears the code of each problem that somebody is told of. */
  readonly countProblem: (code: ErrorCode) => void
  /** Hears that a writer was asked to look again, and what became of it. */
  readonly countNudge: (outcome: NudgeOutcome) => void
  /** Whether cookies may insist on https (or localhost, which browsers treat alike). */
  readonly hasSecureCookies: boolean
  /** Whether `X-Forwarded-For` is written by a proxy of ours. */
  readonly trustsProxy: boolean
  /** Whether readers are answered in the language their browser asks for; `page` is of one language. */
  readonly followsReader: boolean
}

export interface HttpVariables {
  actor: Actor
  /** The client's address as a keyed hash of the day: what limits count by. */
  addressKey: string
  /** Whose key a program showed. */
  apiKey?: ApiKey
  /** Set by pages that other sites may show in a frame. */
  isFramed?: boolean
}

export type HttpContext = Context<{ Variables: HttpVariables }>
export type Handler = (context: HttpContext) => Response | Promise<Response>
