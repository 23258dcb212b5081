/** Which comments are shown to everybody, and how counts follow when a comment's state changes. */
import type { CommentState } from '#domain/comment/comment.ts'

export interface PresenceFacts {
  readonly state: CommentState
  readonly shownReplies: number
}

/** Published, or a tombstone that something still hangs below: a tombstone never hides a live reply. */
export function isShown(comment: PresenceFacts): boolean {
  return comment.state === 'published' || comment.shownReplies > 0
}

/** 1, 0 or -1: what a change of state does to the number of published comments. */
export function publishedChange(before: CommentState | null, after: CommentState | null): number {
  return Number(after === 'published') - Number(before === 'published')
}
