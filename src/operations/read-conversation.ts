/** A reader follows a permalink: one comment, what it answers, and what was answered to it. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { ConversationView, MoreRepliesView } from '#contract/views.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { ANCESTORS_MAX, PAGE_COMMENTS_MAX } from '#domain/limits.ts'
import { commentView, type ViewFacts } from '#operations/views/comment-view.ts'
import { done, failed } from '#base/outcome.ts'
import { loadHidden, loadViewFacts, mergeHidden } from '#operations/load-view-facts.ts'
import { mayReadText } from '#domain/people/permissions.ts'
import { momentOf } from '#operations/moment-of.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { isDeepest } from '#domain/thread/order-key.ts'
import { loadDeepReplies } from '#operations/load-deep-replies.ts'
import { nestReplies, nestRows } from '#domain/thread/thread-tree.ts'
import { isShown } from '#domain/thread/presence.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { storyView } from '#operations/views/story-view.ts'

export interface ReadConversationInput {
  readonly commentId: string
  /** The order key a page of the branch goes on from. */
  readonly after: string | null
  readonly actor: Actor | null
}

/** Ids → load in batches → rules → view. */
export async function readConversation(
  ports: Ports,
  input: ReadConversationInput,
): Promise<Outcome<ConversationView, Problem>> {
  const { store } = ports
  const comment = await store.read.comment(input.commentId)
  if (!comment || !isVisibleTo(comment, input.actor)) return failed(problem('comment-not-found'))
  const story = await store.read.story(comment.storyId)
  if (!story) return failed(problem('story-not-found'))
  const position = await store.read.lastStoryEvent(story.id)
  const ancestors = await store.read.ancestors(comment, ANCESTORS_MAX)
  const loaded = isDeepest(comment.orderKey)
    ? await deepBranch(ports, comment, input)
    : await loadBranch(ports, comment, input)
  const { rows, more } = loaded
  const facts = await loadViewFacts(ports, {
    actor: input.actor,
    story,
    rows: [...ancestors, ...rows],
    more,
  })
  const [self, ...continuing] = loaded.nodes
  if (!self) return failed(problem('comment-not-found'))
  const view = commentView(self, facts)
  const further = continuing.map((node) => commentView(node, facts))
  return done({
    story: storyView(story, momentOf(ports)),
    ancestors: [...ancestors].reverse().map((row) => commentView({ row, replies: [] }, withoutMore(facts))),
    ancestorsCut: ancestors.length === ANCESTORS_MAX && ancestors.at(-1)?.parentId !== null,
    comment: { ...view, replies: [...view.replies, ...further] },
    continued: input.after !== null,
    position,
  })
}

function isVisibleTo(comment: Comment, actor: Actor | null): boolean {
  return isShown(comment) || (comment.state !== 'deleted' && mayReadText(actor ?? NOBODY, comment))
}

/** The comment itself, and what hangs below it from the cursor on. */
async function loadBranch(ports: Ports, comment: Comment, { after, actor }: ReadConversationInput) {
  const found = await ports.store.read.branches([
    {
      rootId: comment.rootId,
      belowKey: comment.orderKey,
      afterKey: after ?? comment.orderKey,
      limit: PAGE_COMMENTS_MAX + 1,
    },
  ])
  const below = found.filter((row) => row.id !== comment.id)
  const shown = below.slice(0, PAGE_COMMENTS_MAX)
  const last = shown.at(-1)
  const more = new Map<string, MoreRepliesView>()
  if (last && below.length > shown.length) {
    more.set(comment.id, { rootId: comment.id, count: null, cursor: last.orderKey })
  }
  const hidden = await loadHidden(ports, { storyId: comment.storyId, actor })
  const inside = hidden.filter((row) => row.id !== comment.id && row.orderKey.startsWith(comment.orderKey))
  const rows = mergeHidden({ rows: [comment, ...shown], hidden: inside, withRoots: false })
  return { rows, more, nodes: nestRows(rows) }
}

/** Below the levels of order keys: replies by whom they answer. */
async function deepBranch(ports: Ports, comment: Comment, { after, actor }: ReadConversationInput) {
  const { rows, more } = await loadDeepReplies(ports, { comment, after })
  const hidden = await loadHidden(ports, { storyId: comment.storyId, actor })
  const here = new Set([comment.id, ...rows.map((row) => row.id)])
  const inside = hidden.filter((row) => row.parentId !== null && here.has(row.parentId) && !here.has(row.id))
  const below = [...rows, ...inside]
  return { rows: [comment, ...below], more, nodes: [nestReplies(comment, below)] }
}

function withoutMore(facts: ViewFacts): ViewFacts {
  return { ...facts, more: new Map() }
}
