/** What the checks say about a new comment, and the plain data they say it about. */
import type { CommentState } from '#domain/comment/comment.ts'
import type { Standing } from '#domain/people/actor.ts'

/** Reasons for which a comment is not taken; each has an entry of the same name in the table of errors. */
export type RefusalCode = 'story-closed' | 'parent-gone' | 'name-of-member'

export type Verdict =
  | { readonly kind: 'publish' }
  | { readonly kind: 'hold'; readonly rule: string }
  | { readonly kind: 'refuse'; readonly code: RefusalCode }

/** The site's rule, and what the scorer says. */
export interface CivilityFacts {
  /** Toxicity, from 0 to 1, from which a comment waits. */
  readonly holdAt: number
  /** `off`: there are no weights. `unsupported`: the model does not know the language. */
  readonly toxicity: number | 'off' | 'unsupported'
  /** The version learned from moderators that moved it; missing where the stock model's score stands. */
  readonly correctedBy?: string
}

/** Everything a phase may look at: facts loaded before, no handles. */
export interface Submission {
  readonly story: { readonly id: string; readonly isOpen: boolean }
  /** The comment it replies to; null for a new conversation or where it cannot be found. */
  readonly parent: { readonly storyId: string; readonly state: CommentState } | null
  readonly wantsParent: boolean
  readonly author: { readonly standing: Standing; readonly name: string }
  /** Whether a member has the name this guest writes under. */
  readonly nameIsMembers: boolean
  /** Null where the site has no rule about it, or none for this author. */
  readonly civility: CivilityFacts | null
}

/** One check: null where it has nothing to say. */
export type Phase = (submission: Submission) => Verdict | null
