/** What live readers are told: that something changed, never what somebody wrote. */
import type { LoggedEvent } from '#domain/events/event.ts'

export type LiveMessage = CommentMessage | StoryMessage

/** The story was closed, reopened, moved or merged: the page looks different when it is loaded again. */
export interface StoryMessage {
  readonly sequence: number
  readonly kind: 'story'
}

export interface CommentMessage {
  /** Position in the log: a reader that comes back says the last it heard. */
  readonly sequence: number
  /** `new`: a comment to be read. `changed`: read it again, or find it gone. `votes`: only the counts moved. */
  readonly kind: 'new' | 'changed' | 'votes'
  readonly commentId: string
  readonly parentId: string | null
  readonly agree?: number
  readonly disagree?: number
}

/** Null for what readers of a story do not need to hear. */
export function liveMessage(event: LoggedEvent): LiveMessage | null {
  const { sequence, commentId, facts } = event
  if (event.kind === 'story.decided' || event.kind === 'story.comments-moved')
    return { sequence, kind: 'story' }
  if (commentId === null) return null
  const parentId = typeof facts['parent'] === 'string' ? facts['parent'] : null
  switch (event.kind) {
    case 'comment.posted':
      return facts['state'] === 'published' ? { sequence, kind: 'new', commentId, parentId } : null
    case 'comment.edited':
    case 'comment.deleted':
    case 'comment.decided':
      return { sequence, kind: 'changed', commentId, parentId }
    case 'comment.voted':
      return {
        sequence,
        kind: 'votes',
        commentId,
        parentId,
        agree: Number(facts['agree']),
        disagree: Number(facts['disagree']),
      }
    case 'story.imported':
    case 'story.started':
    case 'story.described':
    case 'story.repaired':
    case 'person.signed-in':
    case 'api-key.made':
    case 'api-key.revoked':
    case 'suggestion.received':
    case 'suggestion.dismissed':
    case 'suggestion.restored':
    case 'learning.asked':
    case 'learning.learned':
    case 'learning.used':
    case 'learning.undone':
    case 'learning.threshold-used':
    case 'learning.threshold-undone':
      return null
  }
}

/** Messages given at once to a reader that comes back; one that missed more is told to start anew. */
export const LIVE_CATCH_UP_MAX = 500

/** Reads a position from an address or header; null where it is none. */
export function readSequence(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
