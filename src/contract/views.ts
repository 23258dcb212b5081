/** What readers get to see: the shapes that pages, the embed and the API show. Times are Unix milliseconds. */
import type { CommentState } from '#domain/comment/comment.ts'
import type { DecisionAction } from '#domain/moderation/decision.ts'
import type { HoldRule } from '#domain/moderation/verdict.ts'
import type { SpamReason } from '#domain/moderation/spam/spam-signals.ts'
import type { LearningAction } from '#domain/civility/learning/learned-version.ts'
import type { Standing } from '#domain/people/actor.ts'
import type { Degree, WordKind } from '#domain/civility/weighed-words.ts'
import type { StoryAccess } from '#domain/story/story-access.ts'
import type { StoryAction, StorySwitch } from '#domain/story/story-decision.ts'
import type { StorySource } from '#domain/story/story.ts'
import type { ThreadOrder } from '#domain/ranking/orders.ts'

export interface InReplyToView {
  /** Null where the name went with the comment. */
  readonly name: string | null
  /** Null where that comment is not here. */
  readonly commentId: string | null
}

/** Where a branch goes on: how many more, and from where. */
export interface MoreRepliesView {
  readonly rootId: string
  /** Null where counting would cost more than reading on. */
  readonly count: number | null
  /** Null where nothing below is shown yet: the conversation goes on at the comment's own page. */
  readonly cursor: string | null
}

/** The rule for which a comment waits, and what weighed, heaviest first: by code, or an outside checker's words. */
export interface HeldForView {
  readonly rule: HoldRule
  readonly reasons: readonly SpamReason[]
  readonly told: readonly string[]
}

/** What the one who asks may do with a comment; null on pages that are the same for everybody. */
export interface ViewerView {
  readonly isAuthor: boolean
  readonly mayEdit: boolean
  readonly mayDelete: boolean
  readonly mayVote: boolean
  readonly vote: 1 | -1 | 0
  readonly actions: readonly DecisionAction[]
  /** The decision that can be taken back. */
  readonly undo: string | null
  /** For moderators: why it waits; null where no rule said so. */
  readonly heldFor: HeldForView | null
  /** What a held comment reads as, its words marked; null for everybody but moderators, and where nothing was scored. */
  readonly readings: readonly ReadingView[] | null
}

/** Words of a comment that may read as something, each once, as they were written. */
export interface WeighedWordsView {
  readonly kind: WordKind
  readonly words: readonly string[]
}

/** What a writer is asked before posting. */
export interface NudgeView {
  readonly kinds: readonly WeighedWordsView[]
  /** The writer's own words, or the places in them, as safe HTML with marks. */
  readonly html: string
  /** To be sent back with the comment: says what was asked. */
  readonly told: string
}

/** What a comment reads as, for moderators; the surest first. */
export interface ReadingView extends WeighedWordsView {
  readonly degree: Degree
  /** From 0 to 1, among as many comments that are of this kind as are not. */
  readonly probability: number
}

export interface CommentView {
  readonly id: string
  readonly storyId: string
  readonly depth: number
  readonly state: CommentState
  /** Null on a tombstone. */
  readonly author: { readonly name: string; readonly standing: Standing } | null
  /** Null where the one who asks may not read it. */
  readonly html: string | null
  readonly createdAt: number
  readonly editedAt: number | null
  readonly inReplyTo: InReplyToView | null
  readonly agree: number
  readonly disagree: number
  readonly replies: readonly CommentView[]
  readonly more: MoreRepliesView | null
  /** Whether its story takes replies and votes. */
  readonly isOpen: boolean
  readonly viewer: ViewerView | null
}

export interface StoryView {
  readonly id: string
  readonly url: string | null
  readonly headline: string
  readonly byline: string | null
  readonly publishedAt: number | null
  readonly language: string | null
  readonly html: string
  /** Beginning of the story, as one line of text. */
  readonly excerpt: string
  readonly imageUrl: string | null
  readonly sources: readonly StorySource[]
  readonly access: StoryAccess
  /** When it closes by its age, in Unix milliseconds; null where that is over, or never comes. */
  readonly closesAt: number | null
  readonly commentCount: number
  readonly version: number
}

/** What a moderator may do about a story as a whole. */
export interface StoryControlsView {
  readonly switches: readonly StorySwitch[]
  /** The decision that can be taken back. */
  readonly undo: string | null
  readonly mayMove: boolean
  /** Stories merged into this one, that can be parted from it again. */
  readonly merges: readonly { readonly decisionId: string; readonly headline: string }[]
}

export interface ThreadView {
  readonly story: StoryView
  readonly order: ThreadOrder
  readonly roots: readonly CommentView[]
  /** True on any page but the first. */
  readonly continued: boolean
  /** Position of the log before this was read: live readers go on from here. */
  readonly position: number
  readonly nextCursor: string | null
  /** Null for everybody but moderators. */
  readonly controls: StoryControlsView | null
}

export interface ConversationView {
  readonly story: StoryView
  /** Outermost first. */
  readonly ancestors: readonly CommentView[]
  /** True where there are more ancestors than shown. */
  readonly ancestorsCut: boolean
  readonly comment: CommentView
  /** True where the branch is shown from a cursor on. */
  readonly continued: boolean
  /** Position of the log before this was read. */
  readonly position: number
}

/** One entry of the log: about a comment, about a story as a whole, or about what was learned from such decisions. */
export type DecisionView = {
  readonly id: string
  readonly moderatorName: string
  readonly decidedAt: number
} & (
  | CommentDecisionView
  | StoryDecisionView
  | {
      readonly about: 'learning'
      readonly action: LearningAction
      /** The threshold it is about; null where it is about a correction. */
      readonly holdAt: number | null
    }
)

interface UnderStory {
  readonly storyId: string
  readonly headline: string
  readonly reason: string | null
}

type CommentDecisionView = UnderStory & {
  readonly about: 'comment'
  readonly commentId: string
  readonly action: DecisionAction | 'undo'
}

type StoryDecisionView = UnderStory & {
  readonly about: 'story'
  readonly action: StoryAction | 'undo'
  /** The new state, or the new address. */
  readonly to: string
  /** What it was merged into. */
  readonly other: { readonly id: string; readonly headline: string } | null
}

export interface StoryTeaserView {
  readonly id: string
  readonly headline: string
  readonly byline: string | null
  readonly publishedAt: number | null
  readonly language: string | null
  readonly commentCount: number
  readonly excerpt: string
}

/** A comment that a search found, its words already marked. */
export interface HitView {
  readonly comment: CommentView
  /** The name beside it as safe HTML with marks. */
  readonly nameHtml: string
  /** True where it stands on the first page of its story. */
  readonly isOnFirstPage: boolean
}

export interface SearchView {
  readonly story: StoryView
  /** As it was understood; shown again in the field. */
  readonly query: string
  /** False where nothing that could be searched for was typed. */
  readonly isAsked: boolean
  readonly hits: readonly HitView[]
  readonly count: number
  /** True where there are more than `count`. */
  readonly isAtLeast: boolean
  /** Comments that could not be searched yet. */
  readonly waiting: number
  readonly nextCursor: string | null
  readonly continued: boolean
}
