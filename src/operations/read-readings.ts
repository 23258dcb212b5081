/** What one comment reads as and which words weighed, for a moderator who asks. */
import type { Actor } from '#domain/people/actor.ts'
import type { CommentView, ReadingView } from '#contract/views.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readComment } from '#operations/read-comment.ts'
import { readingOf } from '#operations/words-of-comment.ts'

export interface CommentReadings {
  /** With the words marked that weighed. */
  readonly comment: CommentView
  /** Null where there are no weights to score with. */
  readonly readings: readonly ReadingView[] | null
  /** False where its language is not scored: then only coarse words of a list are known. */
  readonly isScored: boolean
}

export async function readReadings(
  ports: Ports,
  { commentId, actor }: { readonly commentId: string; readonly actor: Actor },
): Promise<Outcome<CommentReadings, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const found = await readComment(ports, { commentId, actor })
  if (!found.ok) return found
  const row = await ports.store.read.comment(commentId)
  if (!row || found.value.view.html === null) return failed(problem('comment-not-found'))
  const comment = { ...found.value.view, viewer: null }
  const reading = await readingOf(row.bodyHtml, ports.civility)
  if (reading === null) return done({ comment, readings: null, isScored: false })
  const { html, readings, isScored } = reading
  return done({ comment: { ...comment, html }, readings, isScored })
}
