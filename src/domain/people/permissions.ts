/** Who may do what: every rule about rights stands here, and answers carry its results. */
import type { Comment } from '#domain/comment/comment.ts'
import type { Actor } from '#domain/people/actor.ts'
import { EDIT_WINDOW_MS } from '#domain/limits.ts'
import { editableUntil } from '#domain/comment/edit-window.ts'

export function isModerator(actor: Actor): boolean {
  return actor.role === 'moderator'
}

export function isAuthor(actor: Actor, comment: Pick<Comment, 'author'>): boolean {
  return actor.personId !== null && actor.personId === comment.author.personId
}

/** Where and when: a closed story takes no new words and no votes. */
export interface Circumstances {
  readonly now: number
  readonly storyIsOpen: boolean
}

/** Authors, in the edit window, while the comment is in front of readers or waiting for a moderator. */
export function mayEdit(
  actor: Actor,
  comment: Pick<Comment, 'author' | 'state' | 'createdAt' | 'bodyFormat'>,
  { now, storyIsOpen }: Circumstances,
): boolean {
  return (
    storyIsOpen &&
    isAuthor(actor, comment) &&
    (comment.state === 'published' || comment.state === 'held') &&
    comment.bodyFormat === 'markdown' &&
    now < editableUntil(comment.createdAt, EDIT_WINDOW_MS)
  )
}

/**
 * Authors may take their own words back at any time, also from a closed story, unless a moderator's decision stands
 * on them.
 */
export function mayDelete(actor: Actor, comment: Pick<Comment, 'author' | 'state'>): boolean {
  return isAuthor(actor, comment) && (comment.state === 'published' || comment.state === 'held')
}

/** Everybody may vote on what is published, except on their own words. */
export function mayVote(
  actor: Actor,
  comment: Pick<Comment, 'author' | 'state'>,
  { storyIsOpen }: Pick<Circumstances, 'storyIsOpen'>,
): boolean {
  return storyIsOpen && comment.state === 'published' && !isAuthor(actor, comment)
}

/** Whose text is still readable to whom: tombstones show nothing, except to moderators what they removed. */
export function mayReadText(actor: Actor, comment: Pick<Comment, 'author' | 'state'>): boolean {
  if (comment.state === 'published') return true
  if (comment.state === 'deleted') return false
  if (isModerator(actor)) return true
  return comment.state === 'held' && isAuthor(actor, comment)
}
