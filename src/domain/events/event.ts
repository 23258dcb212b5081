/** One entry of the log of everything that happened; caches, feeds and mail follow it. */

export const EVENT_KINDS = [
  'story.imported',
  'story.started',
  'story.described',
  'story.repaired',
  'story.decided',
  'story.comments-moved',
  'comment.posted',
  'comment.edited',
  'comment.deleted',
  'comment.decided',
  'comment.voted',
  'person.signed-in',
  'api-key.made',
  'api-key.revoked',
  'suggestion.received',
  'suggestion.dismissed',
  'suggestion.restored',
  'learning.asked',
  'learning.learned',
  'learning.used',
  'learning.undone',
  'learning.threshold-used',
  'learning.threshold-undone',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export interface NewEvent {
  readonly kind: EventKind
  readonly storyId: string | null
  readonly commentId: string | null
  readonly personId: string | null
  /** Unix milliseconds. */
  readonly at: number
  /** Ids and numbers only: never what somebody wrote. */
  readonly facts: Readonly<Record<string, string | number | null>>
}

export interface LoggedEvent extends NewEvent {
  /** Grows by one with every event of a site. */
  readonly sequence: number
}
