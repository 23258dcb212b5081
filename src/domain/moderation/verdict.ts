/** What the checks say about a new comment, and the plain data they say it about. */
import type { CommentState } from '#domain/comment/comment.ts'
import type { SpamWeight } from '#domain/moderation/spam/spam-signals.ts'
import type { Standing } from '#domain/people/actor.ts'

/** Reasons for which a comment is not taken; each has an entry of the same name in the table of errors. */
export type RefusalCode = 'story-closed' | 'parent-gone' | 'name-of-member'

export type Verdict =
  { readonly kind: 'publish' } | Hold | { readonly kind: 'refuse'; readonly code: RefusalCode }

/** Rules for which a comment waits; each has its words under `rule` in src/locales. */
export const HOLD_RULES = ['spam', 'spam-off', 'civility', 'civility-off', 'checker'] as const
export type HoldRule = (typeof HOLD_RULES)[number]

export interface Hold {
  readonly kind: 'hold'
  readonly rule: HoldRule
  /** What weighed, heaviest first, where the rule looks at several things. */
  readonly reasons?: readonly string[]
}

/** The site's rule, and what the scorer says. */
export interface CivilityFacts {
  /** Toxicity, from 0 to 1, from which a comment waits. */
  readonly holdAt: number
  /** `off`: there are no weights. `unsupported`: the model does not know the language. */
  readonly toxicity: number | 'off' | 'unsupported'
  /** The version learned from moderators that moved it; missing where the stock model's score stands. */
  readonly correctedBy?: string
}

/** The site's rule about spam, and everything that was found. */
export interface SpamFacts {
  /** Weight, from 0 to 1, from which a comment waits. */
  readonly holdAt: number
  readonly weight: SpamWeight
  /** True where there are no weights to read the words by. */
  readonly isUnscored: boolean
}

/** What an outside checker says; `unknown` where it cannot tell, or did not answer in time. */
export type CheckerAnswer =
  { readonly kind: 'publish' | 'unknown' } | { readonly kind: 'hold'; readonly reasons: readonly string[] }

/** What is known about the words themselves. */
export interface Words {
  /** Null where the site has no rule about it, or none for this author. */
  readonly civility: CivilityFacts | null
  /** Null where the site has no rule about it, or none for this author. */
  readonly spam: SpamFacts | null
  /** Null where nobody outside is asked. */
  readonly checked: CheckerAnswer | null
}

/** Everything a phase may look at: facts loaded before, no handles. */
export interface Submission extends Words {
  readonly story: { readonly id: string; readonly isOpen: boolean }
  /** The comment it replies to; null for a new conversation or where it cannot be found. */
  readonly parent: { readonly storyId: string; readonly state: CommentState } | null
  readonly wantsParent: boolean
  readonly author: { readonly standing: Standing; readonly name: string }
  /** Whether a member has the name this guest writes under. */
  readonly nameIsMembers: boolean
}

/** One check: null where it has nothing to say. */
export type Phase = (submission: Submission) => Verdict | null
