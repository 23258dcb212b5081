/** The scorers of comments, loaded when somebody first needs them. */
import type { CivilityScore, CivilityScorer } from '#domain/civility/score-text.ts'
import type { StageOneReason } from '#domain/civility/stage.ts'

/** How a text is to be scored. */
export interface CivilityAsk {
  /** Overrules detection, for callers who know it. */
  readonly language?: string
  /** `now`: somebody waits for the answer. `later`: a list that moderators look at; the others go first. */
  readonly urgency: 'now' | 'later'
  /** Milliseconds after which stage one's answer stands; null to wait until it is done. */
  readonly deadlineMs: number | null
  /** The toxicity at which something will be decided: stage two is asked only where it might decide otherwise. */
  readonly decidesAt?: number
}

/** A score, and which stage it is from; where stage one stands alone, why. */
export type ConsideredScore = CivilityScore &
  ({ readonly stage: 'two' } | { readonly stage: 'one'; readonly why: StageOneReason })

export interface Civility {
  /** Stage one alone, at once. Null while civility is off, for want of weights; the operator's log says why. */
  readonly scorer: () => Promise<CivilityScorer | null>
  /** Loads everything now, so that nobody waits for it later. False while civility is off. */
  readonly prepare: () => Promise<boolean>
  /** Languages that would be scored, were their weights not missing or damaged. */
  readonly lostLanguages: () => Promise<ReadonlySet<string>>
  /** Both stages where the second is there, is wanted and is done in time. Null while civility is off. Never rejects. */
  readonly consider: (text: string, ask: CivilityAsk) => Promise<ConsideredScore | null>
}
