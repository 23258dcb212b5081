/** A reader opens a story: the page of its thread in one order, from one cursor on. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { MoreRepliesView, ThreadView } from '#contract/views.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { RootEntry } from '#ports/store.ts'
import type { ThreadOrder } from '#domain/ranking/orders.ts'
import { BRANCH_COMMENTS_MAX, PAGE_COMMENTS_MAX, PAGE_ROOTS_MAX } from '#domain/limits.ts'
import { commentView } from '#operations/views/comment-view.ts'
import { done, failed } from '#base/outcome.ts'
import { loadHidden, loadViewFacts, mergeHidden } from '#operations/load-view-facts.ts'
import { loadStoryControls } from '#operations/load-story-controls.ts'
import { momentOf } from '#operations/moment-of.ts'
import { nestRows } from '#domain/thread/thread-tree.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { storyView } from '#operations/views/story-view.ts'
import { isSettledOrder } from '#domain/ranking/orders.ts'
import { writeThreadCursor, type ThreadCursorParts } from '#contract/cursor.ts'

export interface ReadThreadInput {
  readonly storyId: string
  readonly order: ThreadOrder
  readonly after: ThreadCursorParts | null
  /** Null for the page that is the same for everybody. */
  readonly actor: Actor | null
}

/** Ids → load in batches → rules → view. Costs the page, whatever the story holds. */
export async function readThread(
  ports: Ports,
  asked: ReadThreadInput,
): Promise<Outcome<ThreadView, Problem>> {
  const story = await findMerged(ports.store.read, asked.storyId)
  if (!story) return failed(problem('story-not-found'))
  const input = {
    ...asked,
    storyId: story.id,
    after: story.id === asked.storyId ? asked.after : placeIn(asked),
  }
  const position = await ports.store.read.lastStoryEvent(story.id)
  const { entries, nextCursor } = await pageOfRoots(ports, input, story.version)
  const branches = await loadBranches(ports, entries)
  const isFirstPage = input.after === null
  const hidden = await loadHidden(ports, input)
  const rows = mergeHidden({ rows: branches.rows, hidden, withRoots: isFirstPage })
  const facts = await loadViewFacts(ports, { actor: input.actor, story, rows, more: branches.more })
  const nodes = new Map(nestRows(rows).map((node) => [node.row.id, node]))
  const rootIds = new Set(entries.map((entry) => entry.id))
  const hiddenRoots = [...nodes.keys()].filter((id) => !rootIds.has(id))
  const roots = [...hiddenRoots, ...rootIds].flatMap((id) => {
    const node = nodes.get(id)
    return node ? [commentView(node, facts)] : []
  })
  return done({
    story: storyView(story, momentOf(ports)),
    order: input.order,
    roots,
    continued: !isFirstPage,
    position,
    nextCursor,
    controls: await loadStoryControls(ports, { story, actor: input.actor }),
  })
}

/** Versions count the changes of one story: a reading that began in another goes on in the order of now. */
function placeIn({ after }: ReadThreadInput): ThreadCursorParts | null {
  return after && { ...after, version: null }
}

/** Ids of what stands on the first page in an order, in the branches that are asked for: the same page, without views. */
export async function idsOnFirstPage(
  ports: Ports,
  { storyId, order, rootIds }: Pick<ReadThreadInput, 'storyId' | 'order'> & { rootIds: ReadonlySet<string> },
): Promise<Set<string>> {
  const { entries } = await pageOfRoots(ports, { storyId, order, after: null }, null)
  const { rows } = await loadBranches(
    ports,
    entries.filter((entry) => rootIds.has(entry.id)),
  )
  return new Set(rows.map((row) => row.id))
}

/** As many roots as fit the page with their branches; at least one. */
async function pageOfRoots(
  { store }: Ports,
  { storyId, order, after }: Pick<ReadThreadInput, 'storyId' | 'order' | 'after'>,
  version: number | null,
) {
  // All pages of one reading keep the order of the version the first was read at.
  const asOf = isSettledOrder(order) ? null : after ? after.version : version
  const found = await store.read.roots({ storyId, order, after, asOf, limit: PAGE_ROOTS_MAX + 1 })
  const entries: RootEntry[] = []
  let comments = 0
  for (const entry of found.slice(0, PAGE_ROOTS_MAX)) {
    comments += 1 + Math.min(entry.branchCount, BRANCH_COMMENTS_MAX - 1)
    if (entries.length > 0 && comments > PAGE_COMMENTS_MAX) break
    entries.push(entry)
  }
  const last = entries.at(-1)
  const nextCursor =
    last && entries.length < found.length ? writeThreadCursor({ ...last, version: asOf }) : null
  return { entries, nextCursor }
}

/** The beginnings of all branches in conversation order, and where each goes on. */
async function loadBranches({ store }: Ports, entries: readonly RootEntry[]) {
  const roots = await store.read.comments(entries.map((entry) => entry.id))
  const queries = roots
    .filter((root) => root.shownReplies > 0)
    .map((root) => ({
      rootId: root.id,
      belowKey: root.orderKey,
      afterKey: root.orderKey,
      // One more than is shown tells whether the branch goes on.
      limit: BRANCH_COMMENTS_MAX,
    }))
  const replies = Map.groupBy(await store.read.branches(queries), (reply) => reply.rootId)
  const rows: Comment[] = []
  const more = new Map<string, MoreRepliesView>()
  for (const root of roots) {
    const found = replies.get(root.id) ?? []
    const shown = found.slice(0, BRANCH_COMMENTS_MAX - 1)
    rows.push(root, ...shown)
    const last = shown.at(-1)
    if (found.length > shown.length && last) {
      const published = shown.filter((reply) => reply.state === 'published').length
      more.set(root.id, { rootId: root.id, count: root.branchCount - published, cursor: last.orderKey })
    }
  }
  return { rows, more }
}
