/** What was learned from moderators' decisions at one time, whether it is in use, and who said so. */
import type { LearnedFigures, LearnedVerdict } from '#domain/civility/learning/learned-figures.ts'

/**
 * `offered`: better, and waits for a moderator: one took an earlier one back, or it catches less. `replaced`: was in use until a
 * newer one was. `undone`: taken back by a moderator. `refused`: did not do better, or would hold too much.
 */
export const LEARNED_STATES = ['in-use', 'offered', 'replaced', 'undone', 'refused'] as const
export type LearnedState = (typeof LEARNED_STATES)[number]

export interface LearnedVersion {
  readonly id: string
  readonly madeAt: number
  /** The moderator who asked for it; null where it came by itself. */
  readonly askedBy: string | null
  /** The stock model that it corrects; for another one it means nothing. */
  readonly model: string
  readonly state: LearnedState
  readonly verdict: LearnedVerdict
  readonly figures: LearnedFigures
  /** Weights of old versions are forgotten; what they were worth is kept. */
  readonly hasWeights: boolean
}

export const LEARNING_ACTIONS = ['use', 'undo', 'use-threshold', 'undo-threshold'] as const
export type LearningAction = (typeof LEARNING_ACTIONS)[number]

/** One entry of the log: appended, never changed. By a moderator, or by Parley after a night's learning. */
export interface LearningDecision {
  readonly id: string
  readonly versionId: string
  readonly action: LearningAction
  /** The threshold that it is about; null where it is about the correction. */
  readonly holdAt: number | null
  /** Empty where nobody decided. */
  readonly moderatorId: string
  readonly moderatorName: string
  readonly decidedAt: number
}

/** A threshold that a moderator chose. It holds for the scores it was proposed for: of that model, corrected or not. */
export interface LearnedThreshold {
  readonly holdAt: number
  readonly versionId: string
  readonly model: string
  readonly isCorrected: boolean
}

/** Whether a moderator may put it to use. */
export function mayUseLearned(version: LearnedVersion, model: string | null): boolean {
  return (
    version.hasWeights &&
    version.model === model &&
    (version.state === 'offered' || version.state === 'replaced' || version.state === 'undone')
  )
}

/** Once somebody took a correction back, none comes into use by itself until somebody puts one to use. */
export function comesByItself(last: Pick<LearningDecision, 'action'> | null): boolean {
  return last?.action !== 'undo'
}
