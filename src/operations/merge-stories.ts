/** A moderator merges a story into another: its comments go there with all that hangs on them, its addresses lead there. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'
import { appendStoryDecision } from '#operations/append-story-decision.ts'
import { canMerge } from '#domain/story/can-merge.ts'
import { done, failed } from '#base/outcome.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { moveBatch } from '#operations/move-comments.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { settleReason } from '#operations/settle-reason.ts'

export interface MergeStoriesInput {
  readonly storyId: string
  readonly intoId: string
  readonly reason: string | null
  readonly actor: Actor
}

/** One transaction: the decision is appended and the first comments move; of a large story, the rest follows in batches. */
export async function mergeStories(
  ports: Ports,
  { storyId, intoId, reason, actor }: MergeStoriesInput,
): Promise<Outcome<StoryDecision, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const words = settleReason(reason)
  if (!words.ok) return words
  return ports.store.write(async (tx) => {
    const story = await tx.story(storyId)
    const into = await findMerged(tx, intoId)
    if (!story || !into) return failed(problem('story-not-found'))
    const arriving = (await tx.storiesMergedInto(story.id)).filter(({ state }) => state !== 'merged').length
    if (!canMerge({ story, into, arriving })) return failed(problem('story-decision-not-possible'))
    const entry = {
      action: 'merge',
      from: story.state,
      to: into.id,
      reason: words.value,
      undoes: null,
    } as const
    const decision = await appendStoryDecision(tx, ports, { storyId, actor, entry })
    await tx.setMerged(story.id, { state: 'merging', into: into.id })
    await moveBatch(tx, ports, {
      story: { ...story, state: 'merging', mergedInto: into.id },
      after: null,
    })
    return done(decision)
  })
}
