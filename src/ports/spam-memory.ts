/** What a store remembers of comments so that spam is known again, and of the rules for which comments wait. */
import type { HoldRule } from '#domain/moderation/verdict.ts'
import type { MetMark } from '#domain/moderation/spam/find-repeats.ts'

/** Why a comment waits: the rule, and what weighed. */
export interface RuleHold {
  readonly rule: HoldRule
  readonly reasons: readonly string[]
}

/** The comment that marks belong to. */
export interface MarkedComment {
  readonly id: string
  /** Unix milliseconds: when it was posted, also where it has been changed since. */
  readonly createdAt: number
}

export interface MarkQuery {
  readonly marks: readonly string[]
  /** Unix milliseconds. */
  readonly since: number
}

export interface SpamMemoryReader {
  /** Of the comments that a rule let wait. */
  readonly ruleHolds: (commentIds: readonly string[]) => Promise<Map<string, RuleHold>>
  /** Ids of comments that are held for one of these rules, in their order, from behind `after`. */
  readonly waitingFor: (query: {
    readonly rules: readonly HoldRule[]
    readonly after: string
    readonly limit: number
  }) => Promise<string[]>
}

export interface SpamMemoryWriter {
  /** Where these marks were met since, on any story: the newest `MET_PER_MARK_MAX` comments of each. */
  readonly metMarks: (query: MarkQuery) => Promise<MetMark[]>
  readonly keepMarks: (
    comment: MarkedComment & { readonly storyId: string; readonly writerId: string | null },
    marks: readonly string[],
  ) => Promise<void>
  readonly forgetMarks: (comment: MarkedComment) => Promise<void>
  /** Takes away marks from before, the oldest first, `MARKS_FORGOTTEN_MAX` of them at most. */
  readonly forgetOldMarks: (before: number) => Promise<void>
  readonly keepRuleHold: (commentId: string, hold: RuleHold) => Promise<void>
}
