/** What learning from moderators needs of a store: their decisions beside the words, and what was learned from them. */
import type { BodyFormat } from '#domain/comment/comment.ts'
import type { KindCounts } from '#domain/civility/learning/learned-figures.ts'
import type { LabelledDecision } from '#domain/civility/learning/learning-example.ts'
import type {
  LearnedState,
  LearnedVersion,
  LearningDecision,
} from '#domain/civility/learning/learned-version.ts'

/**
 * A decision that stands, by a moderator about somebody else's comment, which has not changed since: the last one, not
 * taken back, to remove it or to publish it. A comment that waits, or that its author deleted, is none.
 */
export interface LabelledComment extends LabelledDecision {
  readonly body: string
  readonly bodyFormat: BodyFormat
}

export interface LearningReader {
  /** Newest decision first. */
  readonly labelledComments: (page: {
    readonly beforeId: string | null
    readonly limit: number
  }) => Promise<LabelledComment[]>
  /** Of the newest `limit` of them. */
  readonly labelledCounts: (limit: number) => Promise<KindCounts>
  readonly learnedVersion: (id: string) => Promise<LearnedVersion | null>
  /** Newest first. */
  readonly learnedVersions: (limit: number) => Promise<LearnedVersion[]>
  readonly learnedInUse: () => Promise<Pick<LearnedVersion, 'id' | 'model'> | null>
  /** As they were stored; null where they were forgotten. */
  readonly learnedWeights: (id: string) => Promise<string | null>
  /** The last one about a correction; those about thresholds are left out. */
  readonly lastLearningDecision: () => Promise<LearningDecision | null>
  /** Newest first. */
  readonly learningDecisions: (page: {
    readonly beforeId: string | null
    readonly limit: number
  }) => Promise<LearningDecision[]>
}

export interface LearningWriter {
  readonly insertLearned: (version: Omit<LearnedVersion, 'hasWeights'>, weights: string) => Promise<void>
  readonly setLearnedState: (id: string, state: LearnedState) => Promise<void>
  /** Of all versions but the newest `keep` and the one in use. */
  readonly forgetLearnedWeights: (keep: number) => Promise<void>
  readonly insertLearningDecision: (decision: LearningDecision) => Promise<void>
}
