/** The comment that somebody has just written, as they see it: all that its view needs was at hand when it was written. */
import type { CommentView } from '#contract/views.ts'
import type { Ports } from '#ports/ports.ts'
import type { PostedComment } from '#operations/post-comment.ts'
import { commentView } from '#operations/views/comment-view.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { isOpen } from '#domain/story/story-access.ts'
import { momentOf } from '#operations/moment-of.ts'

/** Null where it has to be read: it was here already, or the writer is a moderator, who is shown more. */
export function viewPosted(ports: Ports, posted: PostedComment): CommentView | null {
  const { comment, author } = posted
  if (posted.repeated || isModerator(author)) return null
  const { story, parent } = posted
  const known = new Map((parent ? [comment, parent] : [comment]).map((each) => [each.id, each]))
  return commentView(
    { row: comment, replies: [] },
    {
      actor: author,
      now: ports.clock.now(),
      storyIsOpen: isOpen(story, momentOf(ports)),
      known,
      // Nobody has had the time.
      votes: new Map(),
      lastDecisions: new Map(),
      ruleHolds: new Map(),
      read: new Map(),
      more: new Map(),
    },
  )
}
