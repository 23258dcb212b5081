/** Comments as the one who asks may see them: pure, from rows to views. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { CommentView, HeldForView, InReplyToView, MoreRepliesView, ViewerView } from '#contract/views.ts'
import type { Decision } from '#domain/moderation/decision.ts'
import type { RuleHold } from '#ports/spam-memory.ts'
import type { ReadComment } from '#operations/words-of-comment.ts'
import type { ThreadNode } from '#domain/thread/thread-tree.ts'
import { HOLD_RULES } from '#domain/moderation/verdict.ts'
import { SPAM_REASONS } from '#domain/moderation/spam/spam-signals.ts'
import { actionsFor, canUndo } from '#domain/moderation/decision.ts'
import {
  isAuthor,
  isModerator,
  mayDelete,
  mayEdit,
  mayReadText,
  mayVote,
} from '#domain/people/permissions.ts'

/** What the views of one page are made from, loaded before. */
export interface ViewFacts {
  /** Null where the answer is the same for everybody. */
  readonly actor: Actor | null
  readonly now: number
  /** Whether the story of these comments takes replies and votes. */
  readonly storyIsOpen: boolean
  /** Every comment at hand by id: names of those replied to are looked up here. */
  readonly known: ReadonlyMap<string, Comment>
  readonly votes: ReadonlyMap<string, 1 | -1>
  readonly lastDecisions: ReadonlyMap<string, Decision>
  /** For moderators: of comments that wait, the rule they wait for. */
  readonly ruleHolds: ReadonlyMap<string, RuleHold>
  /** What held comments read as, by their id, with the words marked in safe HTML; only for moderators. */
  readonly read: ReadonlyMap<string, ReadComment>
  /** Where branches go on, by the id of the root. */
  readonly more: ReadonlyMap<string, MoreRepliesView>
}

const STRANGER: Actor = { personId: null, standing: 'guest', role: 'reader', name: null }

export function commentView(node: ThreadNode<Comment>, facts: ViewFacts): CommentView {
  const { row } = node
  const readable = mayReadText(facts.actor ?? STRANGER, row)
  return {
    id: row.id,
    storyId: row.storyId,
    depth: row.depth,
    state: row.state,
    author: readable ? { name: row.author.name, standing: row.author.standing } : null,
    html: readable ? (facts.read.get(row.id)?.html ?? row.bodyHtml) : null,
    createdAt: row.createdAt,
    editedAt: readable ? row.editedAt : null,
    inReplyTo: inReplyTo(row, facts),
    agree: row.agree,
    disagree: row.disagree,
    replies: node.replies.map((reply) => commentView(reply, facts)),
    more: facts.more.get(row.id) ?? null,
    isOpen: facts.storyIsOpen,
    viewer: facts.actor === null ? null : viewerView(facts.actor, row, facts),
  }
}

/** Whom a comment answers: by name where we may say it, by link where it is here. */
function inReplyTo(comment: Comment, { known, actor }: ViewFacts): InReplyToView | null {
  if (comment.missingParentName !== null) return { name: comment.missingParentName, commentId: null }
  if (comment.parentId === null) return null
  const parent = known.get(comment.parentId)
  if (!parent) return { name: null, commentId: null }
  const readable = mayReadText(actor ?? STRANGER, parent)
  return { name: readable ? parent.author.name : null, commentId: parent.id }
}

export function viewerView(
  actor: Actor,
  comment: Comment,
  facts: Pick<ViewFacts, 'now' | 'storyIsOpen' | 'votes' | 'lastDecisions' | 'ruleHolds' | 'read'>,
): ViewerView {
  const { votes, lastDecisions, read } = facts
  const last = lastDecisions.get(comment.id) ?? null
  return {
    isAuthor: isAuthor(actor, comment),
    mayEdit: mayEdit(actor, comment, facts),
    mayDelete: mayDelete(actor, comment),
    mayVote: mayVote(actor, comment, facts),
    vote: votes.get(comment.id) ?? 0,
    actions: isModerator(actor) ? actionsFor(comment.state) : [],
    undo: isModerator(actor) && canUndo(last, comment.state) ? last.id : null,
    heldFor: isModerator(actor) ? heldForView(facts.ruleHolds.get(comment.id)) : null,
    readings: read.get(comment.id)?.readings ?? null,
  }
}

/** Rules and reasons of another version, which have no words here, are left out. */
function heldForView(hold: RuleHold | undefined): HeldForView | null {
  const rule = HOLD_RULES.find((known) => known === hold?.rule)
  if (hold === undefined || rule === undefined) return null
  if (rule === 'checker') return { rule, reasons: [], told: hold.reasons }
  return {
    rule,
    reasons: hold.reasons.flatMap((code) => SPAM_REASONS.find((known) => known === code) ?? []),
    told: [],
  }
}
