/** Table rows to domain values and back: the only place that knows both spellings. */
import type { Insertable, Selectable } from 'kysely'
import type {
  CommentTable,
  DecisionTable,
  PersonTable,
  StoryDecisionTable,
  StoryTable,
} from '#adapters/sql/tables.ts'
import type { BodyFormat, Comment, CommentState } from '#domain/comment/comment.ts'
import type { Decision } from '#domain/moderation/decision.ts'
import type { Person, Role, Standing } from '#domain/people/actor.ts'
import type { SlotOf } from '#adapters/sql/queries/written-once.ts'
import type { NewComment } from '#ports/store.ts'
import type { Story, StorySource, StoryState } from '#domain/story/story.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { isShown } from '#domain/thread/presence.ts'

export function toComment(row: Selectable<CommentTable>): Comment {
  return {
    id: row.id,
    storyId: row.story_id,
    rootId: row.root_id,
    parentId: row.parent_id,
    orderKey: row.order_key,
    depth: row.depth,
    author: { personId: row.author_id, name: row.author_name, standing: row.author_standing as Standing },
    state: row.state as CommentState,
    missingParentName: row.missing_parent_name,
    bodyFormat: row.body_format as BodyFormat,
    body: row.body,
    bodyHtml: row.body_html,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    branchCount: row.branch_count,
    shownReplies: row.shown_replies,
    agree: row.agree,
    disagree: row.disagree,
    movedFrom: row.from_story === '' ? null : row.from_story,
  }
}

export function fromComment(siteId: string, { comment, source }: NewComment): Insertable<CommentTable> {
  return {
    site_id: siteId,
    id: comment.id,
    story_id: comment.storyId,
    root_id: comment.rootId,
    parent_id: comment.parentId,
    order_key: comment.orderKey,
    depth: comment.depth,
    author_id: comment.author.personId,
    author_name: comment.author.name,
    author_standing: comment.author.standing,
    state: comment.state,
    shown: isShown(comment) ? 1 : 0,
    missing_parent_name: comment.missingParentName,
    body_format: comment.bodyFormat,
    body: comment.body,
    body_html: comment.bodyHtml,
    created_at: comment.createdAt,
    edited_at: comment.editedAt,
    branch_count: comment.branchCount,
    shown_replies: comment.shownReplies,
    agree: comment.agree,
    disagree: comment.disagree,
    top_score: topScore(comment),
    controversy: controversyScore(comment),
    source_format: source?.format ?? null,
    source_id: source?.sourceId ?? null,
    from_story: comment.movedFrom ?? '',
  }
}

/** A slot for every column that `fromComment` fills. */
export function commentSlots(slot: SlotOf): Insertable<CommentTable> {
  return {
    site_id: slot.text('site_id'),
    id: slot.text('id'),
    story_id: slot.text('story_id'),
    root_id: slot.text('root_id'),
    parent_id: slot.text('parent_id'),
    order_key: slot.text('order_key'),
    depth: slot.number('depth'),
    author_id: slot.text('author_id'),
    author_name: slot.text('author_name'),
    author_standing: slot.text('author_standing'),
    state: slot.text('state'),
    shown: slot.number('shown'),
    missing_parent_name: slot.text('missing_parent_name'),
    body_format: slot.text('body_format'),
    body: slot.text('body'),
    body_html: slot.text('body_html'),
    created_at: slot.number('created_at'),
    edited_at: slot.number('edited_at'),
    branch_count: slot.number('branch_count'),
    shown_replies: slot.number('shown_replies'),
    agree: slot.number('agree'),
    disagree: slot.number('disagree'),
    top_score: slot.number('top_score'),
    controversy: slot.number('controversy'),
    source_format: slot.text('source_format'),
    source_id: slot.text('source_id'),
    from_story: slot.text('from_story'),
  }
}

export function toStory(row: Selectable<StoryTable>): Story {
  return {
    id: row.id,
    url: row.url,
    headline: row.headline,
    byline: row.byline,
    publishedAt: row.published_at,
    language: row.language,
    bodyHtml: row.body_html,
    imageUrl: row.image_url,
    isProvisional: row.provisional === 1,
    sources: JSON.parse(row.sources) as StorySource[],
    state: row.state as StoryState,
    commentCount: row.comment_count,
    version: row.version,
    createdAt: row.created_at,
    mergedInto: row.merged_into,
  }
}

export function toDecision(row: Selectable<DecisionTable>): Decision {
  return {
    id: row.id,
    storyId: row.story_id,
    commentId: row.comment_id,
    action: row.action as Decision['action'],
    fromState: row.from_state as CommentState,
    toState: row.to_state as CommentState,
    reason: row.reason,
    moderatorId: row.moderator_id,
    moderatorName: row.moderator_name,
    undoes: row.undoes,
    decidedAt: row.decided_at,
  }
}

export function toStoryDecision(row: Selectable<StoryDecisionTable>): StoryDecision {
  return {
    id: row.id,
    storyId: row.story_id,
    action: row.action as StoryDecision['action'],
    from: row.from_value,
    to: row.to_value,
    reason: row.reason,
    moderatorId: row.moderator_id,
    moderatorName: row.moderator_name,
    undoes: row.undoes,
    decidedAt: row.decided_at,
  }
}

export function toPerson(row: Pick<Selectable<PersonTable>, 'id' | 'standing' | 'role' | 'name'>): Person {
  return { id: row.id, standing: row.standing as Standing, role: row.role as Role, name: row.name }
}
