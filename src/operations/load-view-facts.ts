/** What the views of a page need beside its comments: parents' names, and what is the asker's own. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { MoreRepliesView } from '#contract/views.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story } from '#domain/story/story.ts'
import type { ViewFacts } from '#operations/views/comment-view.ts'
import { HIDDEN_COMMENTS_MAX, OWN_ENTRIES_MAX } from '#domain/limits.ts'
import { isOpen } from '#domain/story/story-access.ts'
import { readingOf } from '#operations/words-of-comment.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { momentOf } from '#operations/moment-of.ts'

const NO_MORE: ReadonlyMap<string, MoreRepliesView> = new Map()

/** Four batches at most: missing parents, the asker's votes, and for moderators the last decisions and the rules. */
export async function loadViewFacts(
  ports: Ports,
  page: {
    readonly actor: Actor | null
    /** The story of all the rows. */
    readonly story: Story | null
    readonly rows: readonly Comment[]
    readonly more?: ReadonlyMap<string, MoreRepliesView>
  },
): Promise<ViewFacts> {
  const { store, clock } = ports
  const { actor, story, rows } = page
  const here = new Map(rows.map((row) => [row.id, row]))
  const absent = rows.flatMap((row) => (row.parentId && !here.has(row.parentId) ? [row.parentId] : []))
  const parents = await store.read.comments([...new Set(absent)])
  const known = new Map([...here, ...parents.map((parent) => [parent.id, parent] as const)])
  const votes =
    actor?.personId && story
      ? await store.read.votesBy({ storyId: story.id, voterId: actor.personId, limit: OWN_ENTRIES_MAX })
      : []
  const forModerator = actor !== null && isModerator(actor)
  const decisions = forModerator ? await store.read.lastDecisions([...here.keys()]) : []
  const waiting = forModerator ? rows.filter(({ state }) => state === 'held').map(({ id }) => id) : []
  return {
    actor,
    now: clock.now(),
    storyIsOpen: story !== null && isOpen(story, momentOf(ports)),
    known,
    votes: new Map(votes.map((vote) => [vote.commentId, vote.value])),
    lastDecisions: new Map(decisions.map((decision) => [decision.commentId, decision])),
    ruleHolds: await store.read.ruleHolds(waiting),
    read: await readHeld(ports, actor, rows),
    more: page.more ?? NO_MORE,
  }
}

/** What waits, read for moderators: why, is most of what they want to know. Only where the site uses scores anyway. */
async function readHeld(
  { settings, civility }: Ports,
  actor: Actor | null,
  rows: readonly Comment[],
): Promise<ViewFacts['read']> {
  const held = rows.filter((row) => row.state === 'held')
  const isWanted = settings.civilityNudge || settings.civilityHoldAt !== null
  if (!isWanted || !actor || !isModerator(actor) || held.length === 0) return new Map()
  const read = await Promise.all(
    held.map(async (row) => [row.id, await readingOf(row.bodyHtml, civility)] as const),
  )
  return new Map(read.flatMap(([id, reading]) => (reading === null ? [] : [[id, reading]])))
}

/** Comments only the asker sees: a moderator all that is hidden, an author what waits of their own. */
export async function loadHidden(
  { store }: Ports,
  { storyId, actor }: { readonly storyId: string; readonly actor: Actor | null },
): Promise<Comment[]> {
  if (!actor) return []
  const everything = isModerator(actor)
  if (!everything && actor.personId === null) return []
  const authorId = everything ? null : actor.personId
  const found = await store.read.hiddenComments({ storyId, authorId, limit: HIDDEN_COMMENTS_MAX })
  return found.filter((comment) => comment.state !== 'deleted' && (everything || comment.state === 'held'))
}

/** Puts hidden comments where they would stand; those of branches that are not on the page stay away. */
export function mergeHidden({
  rows,
  hidden,
  withRoots,
}: {
  readonly rows: readonly Comment[]
  readonly hidden: readonly Comment[]
  readonly withRoots: boolean
}): Comment[] {
  if (hidden.length === 0) return [...rows]
  const here = new Set(rows.map((row) => row.id))
  const rootsHere = new Set(rows.map((row) => row.rootId))
  const fitting = hidden.filter(
    (comment) => !here.has(comment.id) && (comment.depth === 0 ? withRoots : rootsHere.has(comment.rootId)),
  )
  return [...rows, ...fitting].sort((a, b) =>
    a.orderKey < b.orderKey ? -1 : Number(a.orderKey > b.orderKey),
  )
}
