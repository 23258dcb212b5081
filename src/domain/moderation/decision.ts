/** What moderators decide about a comment, and the state that follows. */
import type { CommentState } from '#domain/comment/comment.ts'

export const DECISION_ACTIONS = ['hold', 'publish', 'remove'] as const
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

/** One entry of the moderation log: appended, never changed. `undo` takes the named decision back. */
export interface Decision {
  readonly id: string
  readonly storyId: string
  readonly commentId: string
  readonly action: DecisionAction | 'undo'
  readonly fromState: CommentState
  readonly toState: CommentState
  readonly reason: string | null
  readonly moderatorId: string
  readonly moderatorName: string
  /** The decision this one takes back. */
  readonly undoes: string | null
  readonly decidedAt: number
}

const STATE_AFTER: Readonly<Record<DecisionAction, CommentState>> = {
  hold: 'held',
  publish: 'published',
  remove: 'removed',
}

/** From which states an action makes sense; what its author deleted stays deleted. */
const STATES_BEFORE: Readonly<Record<DecisionAction, readonly CommentState[]>> = {
  hold: ['published'],
  publish: ['held', 'rejected', 'removed'],
  remove: ['published', 'held'],
}

/** The state after `action`, or null where the action does not apply to `state`. */
export function stateAfter(state: CommentState, action: DecisionAction): CommentState | null {
  return STATES_BEFORE[action].includes(state) ? STATE_AFTER[action] : null
}

/** The actions a moderator may take on a comment in `state`, in the order they are offered. */
export function actionsFor(state: CommentState): DecisionAction[] {
  return DECISION_ACTIONS.filter((action) => STATES_BEFORE[action].includes(state))
}

/** Only the last decision on a comment can be taken back, once, and only while its state still stands. */
export function canUndo(last: Decision | null, state: CommentState): last is Decision {
  return last !== null && last.action !== 'undo' && last.toState === state
}
