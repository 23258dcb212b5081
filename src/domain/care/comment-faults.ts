/** What is wrong with one comment as it is kept, worked out from what is around it. */
import type { Fault } from '#domain/care/fault.ts'
import { COMMENT_STATES, type CommentState } from '#domain/comment/comment.ts'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { isShown } from '#domain/thread/presence.ts'
import { orderKey } from '#domain/thread/order-key.ts'

/** The parent as it is kept. */
export interface ParentFacts {
  readonly storyId: string
  readonly rootId: string
  readonly orderKey: string
  readonly depth: number
}

/** A comment's row beside what was counted in other rows, all seen at one moment. */
export interface CommentFacts {
  readonly id: string
  readonly storyId: string
  readonly rootId: string
  readonly parentId: string | null
  readonly orderKey: string
  readonly depth: number
  readonly state: string
  readonly shown: boolean
  readonly createdAt: number
  readonly shownReplies: number
  readonly agree: number
  readonly disagree: number
  readonly topScore: number
  readonly controversy: number
  /** Null for a root, and where the parent is not here. */
  readonly parent: ParentFacts | null
  /** Replies that are published, or hold up something below. */
  readonly countedReplies: number
  readonly countedAgree: number
  readonly countedDisagree: number
  /** The state that the last decision on it made; null where none was taken. */
  readonly decidedState: string | null
  /** Whether it is on the list for the search index. */
  readonly isWaiting: boolean
  /** Whether its parent stands in another story because one of the two is being merged or parted: it follows. */
  readonly isOnTheMove: boolean
}

/** Where a comment belongs, as its parent has it. */
export interface Place {
  readonly rootId: string
  readonly depth: number
  readonly orderKey: string
}

/** In the order in which they are to be repaired: the place, then the state, then what is counted. */
export function commentFaults(facts: CommentFacts): Fault[] {
  return [...placeFaults(facts), ...stateFaults(facts), ...countFaults(facts)]
}

/** Null where the parent is not here or belongs to another story: nothing can be derived then. */
export function placeOf(facts: CommentFacts): Place | null {
  const { id, createdAt, parent } = facts
  if (facts.parentId === null) return { rootId: id, depth: 0, orderKey: orderKey(null, createdAt, id) }
  if (!parent || parent.storyId !== facts.storyId) return null
  return {
    rootId: parent.rootId,
    depth: parent.depth + 1,
    orderKey: orderKey(parent.orderKey, createdAt, id),
  }
}

/**
 * The state that the last decision asks for, or null where none speaks against what is kept. What its author
 * deleted stays deleted: no decision stands behind that, and the words are gone.
 */
export function decidedOtherwise({ state, decidedState }: CommentFacts): CommentState | null {
  if (decidedState === null || decidedState === state || state === 'deleted') return null
  return COMMENT_STATES.find((known) => known === decidedState) ?? null
}

function placeFaults(facts: CommentFacts): Fault[] {
  const { id, parentId, parent } = facts
  const place = placeOf(facts)
  if (!place) {
    if (facts.isOnTheMove) return []
    return parent === null
      ? [{ code: 'parent-missing', place: id, kept: parentId, counted: null }]
      : [{ code: 'parent-elsewhere', place: id, kept: facts.storyId, counted: parent.storyId }]
  }
  return differing([
    { code: 'root', place: id, kept: facts.rootId, counted: place.rootId },
    { code: 'depth', place: id, kept: facts.depth, counted: place.depth },
    { code: 'order-key', place: id, kept: facts.orderKey, counted: place.orderKey },
  ])
}

function stateFaults(facts: CommentFacts): Fault[] {
  const { id, state } = facts
  if (!isState(state)) return [{ code: 'state-unknown', place: id, kept: state, counted: null }]
  const decided = decidedOtherwise(facts)
  return decided === null ? [] : [{ code: 'state', place: id, kept: state, counted: decided }]
}

function countFaults(facts: CommentFacts): Fault[] {
  const { id, state, shownReplies, countedReplies } = facts
  const votes = { agree: facts.countedAgree, disagree: facts.countedDisagree }
  // Ranks follow from the counts beside them; where those are wrong, one repair settles both.
  const isCounted = facts.agree === votes.agree && facts.disagree === votes.disagree
  const ranks = `${topScore(facts)} ${controversyScore(facts)}`
  return differing([
    { code: 'shown-replies', place: id, kept: shownReplies, counted: countedReplies },
    {
      code: 'shown',
      place: id,
      kept: Number(facts.shown),
      counted: isState(state) ? Number(isShown({ state, shownReplies })) : Number(facts.shown),
    },
    {
      code: 'votes',
      place: id,
      kept: `${facts.agree} ${facts.disagree}`,
      counted: `${votes.agree} ${votes.disagree}`,
    },
    {
      code: 'ranks',
      place: id,
      kept: isCounted ? `${facts.topScore} ${facts.controversy}` : ranks,
      counted: ranks,
    },
  ])
}

function differing(faults: readonly Fault[]): Fault[] {
  return faults.filter(({ kept, counted }) => kept !== counted)
}

function isState(state: string): state is CommentState {
  return COMMENT_STATES.some((known) => known === state)
}
