/** A moderator holds, publishes or removes a comment, or takes the last decision on it back. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment, CommentState } from '#domain/comment/comment.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import { canUndo, stateAfter, type Decision, type DecisionAction } from '#domain/moderation/decision.ts'
import { changeState } from '#operations/change-state.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { settleReason } from '#operations/settle-reason.ts'

/** Who decides where nobody does: the site's own rule, in the log by the name of the program. */
export const RULE_ACTOR = { personId: null, name: 'Parley' } as const

export interface DecideInput {
  readonly commentId: string
  readonly action: DecisionAction
  readonly reason: string | null
  readonly actor: Actor
}

/** One transaction: the decision is appended, the state follows from it. */
export async function decide(ports: Ports, input: DecideInput): Promise<Outcome<Decision, Problem>> {
  if (!isModerator(input.actor)) return failed(problem('not-allowed'))
  const reason = checkReason(input)
  if (!reason.ok) return reason
  return ports.store.write(async (tx) => {
    const comment = await tx.comment(input.commentId)
    if (!comment) return failed(problem('comment-not-found'))
    const toState = stateAfter(comment.state, input.action)
    if (toState === null) {
      return failed(problem('decision-not-possible', { action: input.action, state: comment.state }))
    }
    const entry = { action: input.action, toState, reason: reason.value, undoes: null }
    return done(await appendDecision(tx, ports, { comment, actor: input.actor, entry }))
  })
}

/** One transaction: an `undo` is appended and the comment goes back to where it was. */
export async function undoDecision(
  ports: Ports,
  input: { readonly decisionId: string; readonly actor: Actor },
): Promise<Outcome<Decision, Problem>> {
  if (!isModerator(input.actor)) return failed(problem('not-allowed'))
  return ports.store.write(async (tx) => {
    const decision = await tx.decision(input.decisionId)
    const comment = decision && (await tx.comment(decision.commentId))
    if (!comment) return failed(problem('not-found'))
    const last = (await tx.lastDecisions([comment.id]))[0] ?? null
    if (!canUndo(last, comment.state) || last.id !== decision.id) return failed(problem('undo-not-possible'))
    const entry = { action: 'undo' as const, toState: decision.fromState, reason: null, undoes: decision.id }
    return done(await appendDecision(tx, ports, { comment, actor: input.actor, entry }))
  })
}

/** Removing needs words that its author can be told; for the rest they are welcome. */
function checkReason({ action, reason }: DecideInput): Outcome<string | null, Problem> {
  const words = settleReason(reason)
  return words.ok && words.value === null && action === 'remove' ? failed(problem('reason-missing')) : words
}

/** Appends the decision, with the state and the event that follow from it; `actor` is a moderator, or a rule by its name. */
export async function appendDecision(
  tx: StoreWriter,
  ports: Ports,
  {
    comment,
    actor,
    entry,
  }: {
    readonly comment: Comment
    readonly actor: Pick<Actor, 'personId' | 'name'>
    readonly entry: Pick<Decision, 'action' | 'reason' | 'undoes'> & { readonly toState: CommentState }
  },
): Promise<Decision> {
  const decision: Decision = {
    id: ports.newId(),
    storyId: comment.storyId,
    commentId: comment.id,
    fromState: comment.state,
    moderatorId: actor.personId ?? '',
    moderatorName: actor.name ?? '',
    decidedAt: ports.clock.now(),
    ...entry,
  }
  await tx.insertDecision(decision)
  await changeState(tx, comment, decision.toState)
  await tx.appendEvents([
    {
      kind: 'comment.decided',
      storyId: comment.storyId,
      commentId: comment.id,
      personId: actor.personId,
      at: decision.decidedAt,
      facts: {
        decision: decision.id,
        action: decision.action,
        from: decision.fromState,
        to: decision.toState,
        parent: comment.parentId,
      },
    },
  ])
  return decision
}
