/** A moderator puts what was learned to use, takes it back, or asks to learn now. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { LearnedThreshold } from '#domain/civility/learning/learned-version.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { mayUseLearned } from '#domain/civility/learning/learned-version.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readThreshold, THRESHOLD_SETTING } from '#operations/learning/read-learned.ts'
import { recordLearning } from '#operations/learning/record-learning.ts'

export interface DecideLearningInput {
  readonly versionId: string
  readonly actor: Actor
}

/** One transaction. Using what is in use changes nothing. */
export async function useLearned(
  ports: Ports,
  { versionId, actor }: DecideLearningInput,
): Promise<Outcome<null, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const model = (await ports.civility.scorer())?.version ?? null
  return ports.store.write(async (tx) => {
    const version = await tx.learnedVersion(versionId)
    if (!version) return failed(problem('not-found'))
    if (version.state === 'in-use') return done(null)
    if (!mayUseLearned(version, model)) return failed(problem('learned-not-usable'))
    const before = await tx.learnedInUse()
    if (before !== null) await tx.setLearnedState(before.id, 'replaced')
    await tx.setLearnedState(versionId, 'in-use')
    await recordLearning(tx, ports, { versionId, actor, decision: { action: 'use', holdAt: null } })
    return done(null)
  })
}

/** One transaction: from the next comment on the stock model's scores stand, and the operator's threshold with them. */
export async function undoLearned(
  ports: Ports,
  { versionId, actor }: DecideLearningInput,
): Promise<Outcome<null, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  return ports.store.write(async (tx) => {
    const version = await tx.learnedVersion(versionId)
    if (!version) return failed(problem('not-found'))
    if (version.state !== 'in-use') return failed(problem('undo-not-possible'))
    await tx.setLearnedState(versionId, 'undone')
    await recordLearning(tx, ports, { versionId, actor, decision: { action: 'undo', holdAt: null } })
    return done(null)
  })
}

/** One transaction: the version's proposed threshold holds, for the scores it was proposed for. */
export async function useThreshold(
  ports: Ports,
  { versionId, actor }: DecideLearningInput,
): Promise<Outcome<null, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const model = (await ports.civility.scorer())?.version ?? null
  return ports.store.write(async (tx) => {
    const version = await tx.learnedVersion(versionId)
    if (!version) return failed(problem('not-found'))
    const used = await tx.learnedInUse()
    const isCorrected = used?.id === versionId
    // Proposed for corrected scores where these did better; then they must be in use.
    const fits = version.figures.proposal.isCorrected ? isCorrected : used?.model !== model
    if (version.model !== model || !fits) return failed(problem('learned-not-usable'))
    const { holdAt } = version.figures.proposal
    const threshold: LearnedThreshold = { holdAt, versionId, model, isCorrected }
    await tx.putSetting(THRESHOLD_SETTING, JSON.stringify(threshold))
    await recordLearning(tx, ports, { versionId, actor, decision: { action: 'use-threshold', holdAt } })
    return done(null)
  })
}

/** One transaction: the operator's threshold holds again. */
export async function undoThreshold(
  ports: Ports,
  { actor }: Pick<DecideLearningInput, 'actor'>,
): Promise<Outcome<null, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  return ports.store.write(async (tx) => {
    const threshold = await readThreshold(tx)
    if (threshold === null) return failed(problem('undo-not-possible'))
    const { versionId, holdAt } = threshold
    await tx.putSetting(THRESHOLD_SETTING, '')
    await recordLearning(tx, ports, { versionId, actor, decision: { action: 'undo-threshold', holdAt } })
    return done(null)
  })
}

/** One transaction: whoever learns hears of it by the log. */
export async function askToLearn(
  ports: Ports,
  { actor }: Pick<DecideLearningInput, 'actor'>,
): Promise<Outcome<null, Problem>> {
  const { personId } = actor
  if (!isModerator(actor) || personId === null) return failed(problem('not-allowed'))
  await ports.store.write((tx) =>
    tx.appendEvents([
      {
        kind: 'learning.asked',
        storyId: null,
        commentId: null,
        personId,
        at: ports.clock.now(),
        facts: { wish: ports.newId() },
      },
    ]),
  )
  return done(null)
}
