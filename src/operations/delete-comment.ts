/** Authors take their own comment back: words and name go, a tombstone stays while replies hang below. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { changeState } from '#operations/change-state.ts'
import { done, failed } from '#base/outcome.ts'
import { isAuthor, mayDelete } from '#domain/people/permissions.ts'
import { problem, type Problem } from '#contract/errors.ts'

/** One transaction. Deleting what is deleted already is done, not a failure. */
export async function deleteComment(
  { store, clock }: Ports,
  input: { readonly commentId: string; readonly actor: Actor },
): Promise<Outcome<Comment, Problem>> {
  return store.write(async (tx) => {
    const comment = await tx.comment(input.commentId)
    if (!comment) return failed(problem('comment-not-found'))
    if (!isAuthor(input.actor, comment)) return failed(problem('not-allowed'))
    if (comment.state === 'deleted') return done(comment)
    if (!mayDelete(input.actor, comment)) return failed(problem('not-allowed'))
    await tx.eraseText(comment.id)
    await tx.forgetMarks(comment)
    await changeState(tx, comment, 'deleted')
    await tx.appendEvents([
      {
        kind: 'comment.deleted',
        storyId: comment.storyId,
        commentId: comment.id,
        personId: input.actor.personId,
        at: clock.now(),
        facts: { parent: comment.parentId },
      },
    ])
    return done({ ...comment, state: 'deleted', body: '', bodyHtml: '' })
  })
}
