/** What a comment is: its author, place, states and counts; nothing here knows how it is stored or shown. */

/**
 * `held` waits for a moderator and is visible to its author; `removed` was taken down by a moderator and
 * `deleted` by its author: these two leave a tombstone while replies hang below.
 */
export const COMMENT_STATES = ['published', 'held', 'rejected', 'removed', 'deleted'] as const
export type CommentState = (typeof COMMENT_STATES)[number]

/** How the source text of a comment is to be read: what readers write here, or what an import brought. */
export const BODY_FORMATS = ['markdown', 'html', 'text'] as const
export type BodyFormat = (typeof BODY_FORMATS)[number]

export interface CommentAuthor {
  /** Null for a guest of an imported thread: nobody here can prove to be that guest. */
  readonly personId: string | null
  readonly name: string
  /** A guest's name is marked "not verified". */
  readonly standing: 'member' | 'guest'
}

/** Times are Unix milliseconds. */
export interface Comment {
  readonly id: string
  readonly storyId: string
  readonly rootId: string
  readonly parentId: string | null
  /** Place in the branch: sorting a branch by it gives conversation order (see thread/order-key.ts). */
  readonly orderKey: string
  /** 0 for a root. */
  readonly depth: number
  readonly author: CommentAuthor
  readonly state: CommentState
  /** The name this replied to where the parent itself is not here (an import that lacks it). */
  readonly missingParentName: string | null
  readonly bodyFormat: BodyFormat
  readonly body: string
  readonly bodyHtml: string
  readonly createdAt: number
  readonly editedAt: number | null
  /** Published comments anywhere below; kept on roots only, 0 elsewhere. */
  readonly branchCount: number
  /** Direct replies that are shown: published ones and tombstones that hold something. */
  readonly shownReplies: number
  readonly agree: number
  readonly disagree: number
  /** The story it was written under, where that was merged into `storyId`; null for most. */
  readonly movedFrom: string | null
}
