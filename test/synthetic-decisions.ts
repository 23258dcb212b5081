/** Made decisions for tests of learning: a site with a taste of its own, and one without any. */
import { ATTRIBUTES } from '#domain/civility/attribute.ts'
import type { LearningExample } from '#domain/civility/learning/learning-example.ts'
import { seededDraws } from '#domain/civility/learning/seeded-draws.ts'

export interface SyntheticPlan {
  readonly count: number
  /**
   * `own`: what is removed hangs on words of which the stock model knows nothing. `stock`: on the stock model's score
   * alone. `coin`: on nothing.
   */
  readonly taste: 'own' | 'stock' | 'coin'
  readonly perStory?: number
  readonly seed?: number
}

const MINUTE_MS = 60_000
const WORDS = 12
const VOCABULARY = 400

/** Rows of words that this site's moderators do not want to read, one in each comment they dislike. */
const UNWANTED = [3, 17, 40, 71, 99]

export function syntheticDecisions(plan: SyntheticPlan): LearningExample[] {
  const { count, taste, perStory = 20, seed = 1 } = plan
  const random = seededDraws(seed)
  return Array.from({ length: count }, (_, at) => {
    const isDisliked = random() < 0.5
    const buckets = new Set(Array.from({ length: WORDS }, () => 100 + Math.floor(random() * VOCABULARY)))
    if (isDisliked) buckets.add(UNWANTED[Math.floor(random() * UNWANTED.length)] ?? 0)
    const toxicity = 0.05 + 0.9 * random()
    const isRemoved =
      taste === 'coin'
        ? random() < 0.5
        : taste === 'stock'
          ? random() < toxicity
          : random() < (isDisliked ? 0.9 : 0.1)
    const id = String(at).padStart(8, '0')
    return {
      decisionId: `d${id}`,
      commentId: `c${id}`,
      storyId: `s${Math.floor(at / perStory)}`,
      moderatorId: `m${at % 3}`,
      writerId: `w${at % 97}`,
      isRemoved,
      decidedAt: (at + 1) * MINUTE_MS,
      language: 'en',
      scores: Object.fromEntries(ATTRIBUTES.map((attribute) => [attribute, toxicity])),
      toxicity,
      buckets: Uint16Array.from(buckets).sort(),
      fingerprint: at,
    }
  })
}

/** Runs a generator to its end, as a caller without anybody else to serve. */
export function finish<Result>(work: Generator<undefined, Result>): Result {
  let step = work.next()
  while (step.done !== true) step = work.next()
  return step.value
}
