/** Appends a decision about what was learned, with the event that goes with it. */
import type { Actor } from '#domain/people/actor.ts'
import type { EventKind } from '#domain/events/event.ts'
import type { LearningAction, LearningDecision } from '#domain/civility/learning/learned-version.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'

/** What comes by itself stands in the log by the name of the program. */
const PARLEY = { personId: null, name: 'Parley' } as const

const KINDS: Readonly<Record<LearningAction, EventKind>> = {
  use: 'learning.used',
  undo: 'learning.undone',
  'use-threshold': 'learning.threshold-used',
  'undo-threshold': 'learning.threshold-undone',
}

export async function recordLearning(
  tx: StoreWriter,
  { newId, clock }: Ports,
  {
    versionId,
    actor,
    decision,
  }: {
    readonly versionId: string
    readonly actor: Pick<Actor, 'personId' | 'name'> | null
    readonly decision: Pick<LearningDecision, 'action' | 'holdAt'>
  },
): Promise<void> {
  const { personId, name } = actor ?? PARLEY
  const at = clock.now()
  const { action, holdAt } = decision
  await tx.insertLearningDecision({
    id: newId(),
    versionId,
    action,
    holdAt,
    moderatorId: personId ?? '',
    moderatorName: name ?? '',
    decidedAt: at,
  })
  await tx.appendEvents([
    {
      kind: KINDS[action],
      storyId: null,
      commentId: null,
      personId,
      at,
      facts: { version: versionId, ...(holdAt === null ? {} : { holdAt }) },
    },
  ])
}
