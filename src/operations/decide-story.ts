/** A moderator closes or reopens a story. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoryDecision, StorySwitch } from '#domain/story/story-decision.ts'
import { appendStoryDecision } from '#operations/append-story-decision.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { momentOf } from '#operations/moment-of.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { settleReason } from '#operations/settle-reason.ts'
import { storyAccess } from '#domain/story/story-access.ts'
import { storyStateAfter } from '#domain/story/story-decision.ts'

export interface DecideStoryInput {
  readonly storyId: string
  readonly action: StorySwitch
  readonly reason: string | null
  readonly actor: Actor
}

/** One transaction: the decision is appended, the state follows from it. */
export async function decideStory(
  ports: Ports,
  { storyId, action, reason, actor }: DecideStoryInput,
): Promise<Outcome<StoryDecision, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const words = settleReason(reason)
  if (!words.ok) return words
  return ports.store.write(async (tx) => {
    const story = await tx.story(storyId)
    if (!story) return failed(problem('story-not-found'))
    const to = storyStateAfter(storyAccess(story, momentOf(ports)), action)
    if (to === null) return failed(problem('story-decision-not-possible'))
    await tx.setStoryState(story.id, to)
    const entry = { action, from: story.state, to, reason: words.value, undoes: null }
    return done(await appendStoryDecision(tx, ports, { storyId, actor, entry }))
  })
}
