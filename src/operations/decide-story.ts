/** A moderator closes or reopens a story, or takes the last decision about it back. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story, StoryState } from '#domain/story/story.ts'
import type { StoreWriter } from '#ports/store.ts'
import { canUndoStory, storyStateAfter } from '#domain/story/story-decision.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { momentOf } from '#operations/moment-of.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { settleReason } from '#operations/settle-reason.ts'
import { storyAccess } from '#domain/story/story-access.ts'
import type { StoryAction, StoryDecision } from '#domain/story/story-decision.ts'

export interface DecideStoryInput {
  readonly storyId: string
  readonly action: StoryAction
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
    const entry = { action, from: story.state, to, reason: words.value, undoes: null }
    await tx.setStoryState(story.id, to)
    return done(await appendStoryDecision(tx, ports, { story, actor, entry }))
  })
}

/** One transaction: an `undo` is appended and the story goes back to where it was. */
export async function undoStoryDecision(
  ports: Ports,
  { decisionId, actor }: { readonly decisionId: string; readonly actor: Actor },
): Promise<Outcome<StoryDecision, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  return ports.store.write(async (tx) => {
    const decision = await tx.storyDecision(decisionId)
    const story = decision && (await tx.story(decision.storyId))
    if (!story) return failed(problem('not-found'))
    const last = await tx.lastStoryDecision(story.id)
    if (!canUndoStory(last, story) || last.id !== decision.id) return failed(problem('undo-not-possible'))
    const entry = { action: 'undo', from: last.to, to: last.from, reason: null, undoes: last.id } as const
    await tx.setStoryState(story.id, last.from as StoryState)
    return done(await appendStoryDecision(tx, ports, { story, actor, entry }))
  })
}

async function appendStoryDecision(
  tx: StoreWriter,
  { newId, clock }: Ports,
  {
    story,
    actor,
    entry,
  }: {
    readonly story: Story
    readonly actor: Actor
    readonly entry: Pick<StoryDecision, 'action' | 'from' | 'to' | 'reason' | 'undoes'>
  },
): Promise<StoryDecision> {
  const decision: StoryDecision = {
    id: newId(),
    storyId: story.id,
    moderatorId: actor.personId ?? '',
    moderatorName: actor.name ?? '',
    decidedAt: clock.now(),
    ...entry,
  }
  await tx.insertStoryDecision(decision)
  await tx.appendEvents([
    {
      kind: 'story.decided',
      storyId: story.id,
      commentId: null,
      personId: actor.personId,
      at: decision.decidedAt,
      facts: { decision: decision.id, action: decision.action },
    },
  ])
  return decision
}
