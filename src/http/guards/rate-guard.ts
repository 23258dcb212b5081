/** How much one person, and one address, may write in a span of time. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AllowanceName } from '#contract/routes.ts'
import {
  ADDRESS_ALLOWANCE_FACTOR,
  ANALYSES_ALLOWANCE,
  COMMENTS_ALLOWANCE,
  DECISIONS_ALLOWANCE,
  PREVIEWS_ALLOWANCE,
  SEARCHES_ALLOWANCE,
  SIGN_INS_ALLOWANCE,
  STORIES_ALLOWANCE,
  SUGGESTIONS_ALLOWANCE,
  VOTES_ALLOWANCE,
  type WriteAllowance,
} from '#domain/limits.ts'
import { problem, type Problem } from '#contract/errors.ts'

const ALLOWANCES: Readonly<Record<AllowanceName, WriteAllowance>> = {
  comments: COMMENTS_ALLOWANCE,
  votes: VOTES_ALLOWANCE,
  previews: PREVIEWS_ALLOWANCE,
  decisions: DECISIONS_ALLOWANCE,
  signIns: SIGN_INS_ALLOWANCE,
  searches: SEARCHES_ALLOWANCE,
  stories: STORIES_ALLOWANCE,
  analyses: ANALYSES_ALLOWANCE,
  suggestions: SUGGESTIONS_ALLOWANCE,
}

const MS_PER_SECOND = 1_000

export interface RateGuard {
  /** Counts one call; a problem where that is one too many. */
  readonly take: (
    allowance: AllowanceName,
    who: { readonly personId: string | null; readonly addressKey: string },
  ) => Promise<Problem | null>
}

/** `factor` multiplies every allowance: benchmarks and tests write faster than people. */
export function createRateGuard({ factor = 1 }: { readonly factor?: number } = {}): RateGuard {
  const limiters = new Map(
    Object.entries(ALLOWANCES).map(([name, { points, seconds }]) => [
      name,
      {
        person: new RateLimiterMemory({ points: points * factor, duration: seconds }),
        address: new RateLimiterMemory({
          points: points * factor * ADDRESS_ALLOWANCE_FACTOR,
          duration: seconds,
        }),
      },
    ]),
  )
  return {
    take: async (allowance, { personId, addressKey }) => {
      const limiter = limiters.get(allowance)
      if (!limiter) return null
      const tooMany = await firstRefusal([
        () => limiter.address.consume(addressKey),
        // Somebody unknown has only the address to be counted by.
        ...(personId === null ? [] : [() => limiter.person.consume(personId)]),
      ])
      if (!tooMany) return null
      return problem('too-many-requests', { seconds: Math.ceil(tooMany.msBeforeNext / MS_PER_SECOND) })
    },
  }
}

async function firstRefusal(
  counts: readonly (() => Promise<RateLimiterRes>)[],
): Promise<RateLimiterRes | null> {
  for (const count of counts) {
    try {
      await count()
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    }
  }
  return null
}
