/** What a learned version is judged by and shown with: numbers only. */
import type { Comparison } from '#domain/civility/learning/compare-scores.ts'
import type { HeldCounts } from '#domain/civility/learning/judge-scores.ts'
import {
  BYSTANDERS_FACTOR_MAX,
  BYSTANDERS_SHARE_FREE,
  CATCH_KEPT_MIN,
} from '#domain/civility/learning/learning-bounds.ts'

/** How many of each kind. */
export interface KindCounts {
  readonly removed: number
  readonly kept: number
}

/** Published comments that nobody decided about: how many would wait by the stock model and by the correction. */
export interface Bystanders {
  readonly count: number
  readonly before: number
  readonly after: number
}

export interface LearnedFigures {
  /** All that was learned from or judged by. */
  readonly decisions: KindCounts & {
    readonly moderators: number
    readonly repeats: number
    readonly beyondShare: number
    readonly since: number
    readonly until: number
    /** The newest one: as long as it is the newest, learning again would give the same. */
    readonly newestId: string
  }
  /** Newer decisions in stories that nothing was learned from. */
  readonly unseen: KindCounts & { readonly stories: number }
  /** The operator's threshold: what the correction was shifted to. */
  readonly holdAt: number
  readonly quality: Comparison
  /** Of the unseen, how many would have waited at that threshold. */
  readonly held: { readonly before: HeldCounts; readonly after: HeldCounts }
  /** Another threshold, for corrected scores where these are better, and how many would have waited at it. */
  readonly proposal: {
    readonly holdAt: number
    readonly held: HeldCounts
    readonly isCorrected: boolean
    /** Of those that nobody decided about. */
    readonly bystanders: number
  }
  readonly bystanders: Bystanders
}

/** `better` is used by itself. `catches-less` is better, too, and is used where a moderator wants it. */
export type LearnedVerdict = 'better' | 'catches-less' | 'holds-too-many' | 'not-better'

/** Better means better at both, beyond what chance would do. */
export function judgeLearned({
  quality,
  bystanders,
  held,
}: Pick<LearnedFigures, 'quality' | 'bystanders' | 'held'>): LearnedVerdict {
  const { logLoss, area } = quality.gain
  if (!(logLoss.low > 0 && area.low > 0)) return 'not-better'
  const allowed = Math.max(
    bystanders.before * BYSTANDERS_FACTOR_MAX,
    bystanders.count * BYSTANDERS_SHARE_FREE,
  )
  if (bystanders.after > allowed) return 'holds-too-many'
  return held.after.removed < held.before.removed * CATCH_KEPT_MIN ? 'catches-less' : 'better'
}
