/** Appends a decision about a story, and the event that tells caches and live readers of it. */
import type { Actor } from '#domain/people/actor.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'

export interface StoryDecisionEntry {
  readonly storyId: string
  readonly actor: Actor
  readonly entry: Pick<StoryDecision, 'action' | 'from' | 'to' | 'reason' | 'undoes'>
}

/** Inside the transaction of what was decided. */
export async function appendStoryDecision(
  tx: StoreWriter,
  { newId, clock }: Ports,
  { storyId, actor, entry }: StoryDecisionEntry,
): Promise<StoryDecision> {
  const decision: StoryDecision = {
    id: newId(),
    storyId,
    moderatorId: actor.personId ?? '',
    moderatorName: actor.name ?? '',
    decidedAt: clock.now(),
    ...entry,
  }
  await tx.insertStoryDecision(decision)
  await tx.appendEvents([
    {
      kind: 'story.decided',
      storyId,
      commentId: null,
      personId: actor.personId,
      at: decision.decidedAt,
      facts: { decision: decision.id, action: decision.action },
    },
  ])
  return decision
}
