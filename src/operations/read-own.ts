/** What is one reader's own in a story: name, votes, comments still in their hands; for scripts on public pages. */
import type { Actor } from '#domain/people/actor.ts'
import type { CommentView } from '#contract/views.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { OWN_ENTRIES_MAX } from '#domain/limits.ts'
import { commentView } from '#operations/views/comment-view.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { loadViewFacts } from '#operations/load-view-facts.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'

export interface OwnView {
  readonly name: string | null
  readonly standing: Actor['standing']
  readonly isModerator: boolean
  readonly votes: Readonly<Record<string, 1 | -1>>
  /** The reader's own comments, newest first, without replies. */
  readonly comments: readonly CommentView[]
}

export async function readOwn(
  ports: Ports,
  { storyId, actor }: { readonly storyId: string; readonly actor: Actor },
): Promise<Outcome<OwnView, Problem>> {
  const { store } = ports
  const story = await findMerged(store.read, storyId)
  if (!story) return failed(problem('story-not-found'))
  const authorId = actor.personId
  const rows =
    authorId === null
      ? []
      : await store.read.commentsBy({ storyId: story.id, authorId, limit: OWN_ENTRIES_MAX })
  const votes =
    authorId === null
      ? []
      : await store.read.votesBy({ storyId: story.id, voterId: authorId, limit: OWN_ENTRIES_MAX })
  const facts = await loadViewFacts(ports, { actor, story, rows })
  return done({
    name: actor.name,
    standing: actor.standing,
    isModerator: isModerator(actor),
    votes: Object.fromEntries(votes.map((vote) => [vote.commentId, vote.value])),
    comments: rows
      .filter((row) => row.state !== 'deleted')
      .map((row) => commentView({ row, replies: [] }, facts)),
  })
}
