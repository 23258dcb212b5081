/** Authors change their own words, in the edit window; the earlier words are kept as a revision. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { NewEvent } from '#domain/events/event.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import { REVISIONS_MAX } from '#domain/limits.ts'
import { RULE_ACTOR, appendDecision } from '#operations/decide.ts'
import { bodyProblem } from '#operations/problems.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { checkWords } from '#domain/moderation/check-submission.ts'
import { correctionFacts } from '#operations/correction-facts.ts'
import { done, failed } from '#base/outcome.ts'
import { isAuthor, mayEdit } from '#domain/people/permissions.ts'
import { isOpen } from '#domain/story/story-access.ts'
import { keepHold } from '#operations/keep-hold.ts'
import { momentOf } from '#operations/moment-of.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readWords } from '#operations/read-words.ts'
import { rememberWords, weighSpam } from '#operations/weigh-spam.ts'

export interface EditCommentInput {
  readonly commentId: string
  readonly body: string
  readonly actor: Actor
}

/** One transaction. The same words again change nothing. */
export async function editComment(ports: Ports, input: EditCommentInput): Promise<Outcome<Comment, Problem>> {
  const body = checkBody(input.body)
  if (!body.ok) return failed(bodyProblem(body.problem))
  const { actor } = input
  const written = { name: actor.name ?? '', isEdit: true }
  const found = await readWords(ports, { body: body.value, actor, written })
  return ports.store.write(async (tx) => {
    const moment = momentOf(ports)
    const comment = await tx.comment(input.commentId)
    if (!comment) return failed(problem('comment-not-found'))
    if (!isAuthor(actor, comment)) return failed(problem('not-allowed'))
    const story = await tx.story(comment.storyId)
    if (story === null || !isOpen(story, moment)) return failed(problem('story-closed'))
    if (!mayEdit(actor, comment, { now: moment.now, storyIsOpen: true })) {
      return failed(problem('edit-window-over'))
    }
    if (comment.body === body.value.source) return done(comment)
    const revisions = await tx.revisions(comment.id)
    if (revisions.length >= REVISIONS_MAX) return failed(problem('too-many-edits', { limit: REVISIONS_MAX }))
    const changed = { body: body.value.source, bodyHtml: body.value.html, editedAt: moment.now }
    const correction = correctionFacts(found.civility)
    await storeChange(tx, { comment, changed, number: revisions.length + 1, correction })
    const edited = { ...comment, ...changed }
    await tx.forgetMarks(comment)
    const spam = await weighSpam(tx, ports, { read: found.read, story })
    await rememberWords(tx, { read: found.read, comment })
    // The same checks as of a new comment: what would have waited then waits now.
    const hold = checkWords({ ...found, spam })
    if (!hold) return done(edited)
    await keepHold(tx, comment.id, hold)
    if (comment.state !== 'published') return done(edited)
    const entry = { action: 'hold', toState: 'held', reason: null, undoes: null } as const
    await appendDecision(tx, ports, { comment: edited, actor: RULE_ACTOR, entry })
    return done({ ...edited, state: 'held' })
  })
}

/** The earlier words become a revision; what stands now is new to readers and to the log. */
async function storeChange(
  tx: StoreWriter,
  {
    comment,
    changed,
    number,
    correction,
  }: {
    readonly comment: Comment
    readonly changed: { readonly body: string; readonly bodyHtml: string; readonly editedAt: number }
    readonly number: number
    readonly correction: NewEvent['facts']
  },
): Promise<void> {
  await tx.keepRevision(comment.id, {
    number,
    body: comment.body,
    bodyHtml: comment.bodyHtml,
    writtenAt: comment.editedAt ?? comment.createdAt,
  })
  await tx.setBody({ id: comment.id, ...changed })
  await tx.touchStory(comment.storyId, 0)
  await tx.appendEvents([
    {
      kind: 'comment.edited',
      storyId: comment.storyId,
      commentId: comment.id,
      personId: comment.author.personId,
      at: changed.editedAt,
      facts: { revision: number, parent: comment.parentId, ...correction },
    },
  ])
}
