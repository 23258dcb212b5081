/** How much one person, and one address, may write in a span of time. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AllowanceName } from '#contract/routes.ts'
import type { RateCounter } from '#ports/rate-counter.ts'
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

export interface RateGuardParts {
  /** Multiplies every allowance: benchmarks and tests write faster than people. */
  readonly factor?: number
  /** What all nodes count together; without it, this process counts alone. */
  readonly shared?: RateCounter | null
  readonly now?: () => number
}

/** One kind of write under one kind of key. */
interface Limit {
  readonly name: string
  readonly points: number
  readonly lengthMs: number
  readonly here: RateLimiterMemory
}

/** Under what one call is counted. */
interface Counted {
  readonly limit: Limit
  readonly key: string
}

/**
 * Each process counts in memory; where there are several, what passes here is counted by all together as well. Nobody
 * is refused because the common count cannot be had: then each node counts alone.
 */
export function createRateGuard({
  factor = 1,
  shared = null,
  now = Date.now,
}: RateGuardParts = {}): RateGuard {
  const limits = new Map(
    Object.entries(ALLOWANCES).map(([name, { points, seconds }]) => {
      const limitOf = (whose: string, most: number): Limit => ({
        name: `${name} ${whose}`,
        points: most,
        lengthMs: seconds * MS_PER_SECOND,
        here: new RateLimiterMemory({ points: most, duration: seconds }),
      })
      return [
        name,
        {
          person: limitOf('person', points * factor),
          address: limitOf('address', points * factor * ADDRESS_ALLOWANCE_FACTOR),
        },
      ]
    }),
  )
  /** Milliseconds to wait where this is one too many for all nodes together, otherwise null. */
  const countTogether = async ({ limit, key }: Counted): Promise<number | null> => {
    if (!shared) return null
    const at = now()
    const all = await shared
      .add(`${limit.name} ${key}`, { now: at, lengthMs: limit.lengthMs })
      .catch(() => null)
    return all && all.count > limit.points ? all.endsAt - at : null
  }
  return {
    take: async (allowance, { personId, addressKey }) => {
      const limit = limits.get(allowance)
      if (!limit) return null
      // Somebody unknown has only the address to be counted by.
      const counted: Counted[] = [{ limit: limit.address, key: addressKey }]
      if (personId !== null) counted.push({ limit: limit.person, key: personId })
      for (const each of counted) {
        const wait = await countHere(each.limit, each.key)
        if (wait !== null) return tooMany(wait)
      }
      // Asked at once, they are one way to the database. So a try that is refused for its address counts for the person
      // as well: whoever waits as they are told to is let in all the same.
      const waits = await Promise.all(counted.map(countTogether))
      const wait = waits.find((each) => each !== null)
      return wait === undefined ? null : tooMany(wait)
    },
  }
}

function tooMany(waitMs: number): Problem {
  return problem('too-many-requests', { seconds: Math.ceil(waitMs / MS_PER_SECOND) })
}

async function countHere({ here, lengthMs }: Limit, key: string): Promise<number | null> {
  try {
    await here.consume(key)
    return null
  } catch (refusal) {
    // It forgets by a timer and tells the time by the clock, which somebody may have set back.
    if (refusal instanceof RateLimiterRes) return Math.min(refusal.msBeforeNext, lengthMs)
    throw refusal
  }
}
