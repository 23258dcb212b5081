/** Authors change their own words, in the edit window; the earlier words are kept as a revision. */
import type { Actor } from '#domain/people/actor.ts'
import type { CivilityFacts } from '#domain/moderation/verdict.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { REVISIONS_MAX } from '#domain/limits.ts'
import { appendDecision } from '#operations/decide.ts'
import { bodyProblem } from '#operations/problems.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { civilEnough } from '#domain/moderation/phases/civil-enough.ts'
import { done, failed } from '#base/outcome.ts'
import { isAuthor, mayEdit } from '#domain/people/permissions.ts'
import { isOpen } from '#domain/story/story-access.ts'
import { momentOf } from '#operations/moment-of.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { weighCivility } from '#operations/weigh-civility.ts'

/** Who decides where nobody does: the site's own rule, in the log by the name of the program. */
const RULE = { personId: null, name: 'Parley' } as const

export interface EditCommentInput {
  readonly commentId: string
  readonly body: string
  readonly actor: Actor
}

/** One transaction. The same words again change nothing. */
export async function editComment(ports: Ports, input: EditCommentInput): Promise<Outcome<Comment, Problem>> {
  const body = checkBody(input.body)
  if (!body.ok) return failed(bodyProblem(body.problem))
  const civility = await weighCivility(ports, { text: body.value.source, actor: input.actor })
  return ports.store.write(async (tx) => {
    const moment = momentOf(ports)
    const { now } = moment
    const comment = await tx.comment(input.commentId)
    if (!comment) return failed(problem('comment-not-found'))
    if (!isAuthor(input.actor, comment)) return failed(problem('not-allowed'))
    const story = await tx.story(comment.storyId)
    const storyIsOpen = story !== null && isOpen(story, moment)
    if (!storyIsOpen) return failed(problem('story-closed'))
    if (!mayEdit(input.actor, comment, { now, storyIsOpen })) return failed(problem('edit-window-over'))
    if (comment.body === body.value.source) return done(comment)
    const revisions = await tx.revisions(comment.id)
    if (revisions.length >= REVISIONS_MAX) return failed(problem('too-many-edits', { limit: REVISIONS_MAX }))
    await tx.keepRevision(comment.id, {
      number: revisions.length + 1,
      body: comment.body,
      bodyHtml: comment.bodyHtml,
      writtenAt: comment.editedAt ?? comment.createdAt,
    })
    const changed = { body: body.value.source, bodyHtml: body.value.html, editedAt: now }
    await tx.setBody({ id: comment.id, ...changed })
    await tx.touchStory(comment.storyId, 0)
    await tx.appendEvents([
      {
        kind: 'comment.edited',
        storyId: comment.storyId,
        commentId: comment.id,
        personId: input.actor.personId,
        at: now,
        facts: {
          revision: revisions.length + 1,
          parent: comment.parentId,
          ...(civility?.correctedBy === undefined ? {} : { correctedBy: civility.correctedBy }),
        },
      },
    ])
    const edited = { ...comment, ...changed }
    if (comment.state !== 'published' || !mustWait(civility)) return done(edited)
    const entry = { action: 'hold', toState: 'held', reason: null, undoes: null } as const
    await appendDecision(tx, ports, { comment: edited, actor: RULE, entry })
    return done({ ...edited, state: 'held' })
  })
}

/** The same check as of a new comment: what would have waited then waits now. */
function mustWait(civility: CivilityFacts | null): boolean {
  return civilEnough({ civility })?.kind === 'hold'
}
