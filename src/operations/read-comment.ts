/** One comment as somebody may see it: what a script shows in place after posting. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { CommentView } from '#contract/views.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { commentView } from '#operations/views/comment-view.ts'
import { done, failed } from '#base/outcome.ts'
import { editableUntil } from '#domain/comment/edit-window.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { isShown } from '#domain/thread/presence.ts'
import { isModerator, mayReadText } from '#domain/people/permissions.ts'
import { loadViewFacts } from '#operations/load-view-facts.ts'
import { momentOf } from '#operations/moment-of.ts'
import { closingTime } from '#operations/views/story-view.ts'
import { problem, type Problem } from '#contract/errors.ts'

export interface OneComment {
  readonly view: CommentView
  /** The text as written, for those who may change it; null for others. */
  readonly source: string | null
  /** Unix milliseconds. */
  readonly editableUntil: number
  /** When its story closes by its age; null where it does not. */
  readonly closesAt: number | null
}

export async function readComment(
  ports: Ports,
  { commentId, actor }: { readonly commentId: string; readonly actor: Actor | null },
): Promise<Outcome<OneComment, Problem>> {
  const comment = await ports.store.read.comment(commentId)
  if (!comment || !isVisible(comment, actor ?? NOBODY)) return failed(problem('comment-not-found'))
  const story = await ports.store.read.story(comment.storyId)
  const facts = await loadViewFacts(ports, { actor, story, rows: [comment] })
  const view = commentView({ row: comment, replies: [] }, facts)
  const source = view.viewer?.mayEdit ? comment.body : null
  return done({
    view,
    source,
    editableUntil: editableUntil(comment.createdAt),
    closesAt: story && closingTime(story, momentOf(ports)),
  })
}

/** A comment as everybody sees it: null where it is here but not shown, which is no mistake of whoever asks. */
export async function readPublicComment(
  ports: Ports,
  commentId: string,
): Promise<
  Outcome<
    { readonly storyId: string; readonly view: CommentView | null; readonly closesAt: number | null },
    Problem
  >
> {
  const comment = await ports.store.read.comment(commentId)
  if (!comment) return failed(problem('comment-not-found'))
  const found = await readComment(ports, { commentId, actor: null })
  return done({
    storyId: comment.storyId,
    view: found.ok ? found.value.view : null,
    closesAt: found.ok ? found.value.closesAt : null,
  })
}

/** Earlier versions, for moderators. */
export async function readRevisions(
  ports: Ports,
  { commentId, actor }: { readonly commentId: string; readonly actor: Actor },
): Promise<
  Outcome<
    {
      readonly comment: CommentView
      readonly revisions: readonly { readonly bodyHtml: string; readonly writtenAt: number }[]
    },
    Problem
  >
> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const found = await readComment(ports, { commentId, actor })
  if (!found.ok) return found
  const revisions = await ports.store.read.revisions(commentId)
  return done({ comment: found.value.view, revisions })
}

function isVisible(comment: Comment, actor: Actor): boolean {
  return isShown(comment) || (comment.state !== 'deleted' && mayReadText(actor, comment))
}
