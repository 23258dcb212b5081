/** The scorer of comments, loaded when somebody first needs it. */
import type { CivilityScorer } from '#domain/civility/score-text.ts'

export interface Civility {
  /** Null while civility is off, for want of weights; the operator's log says why. */
  readonly scorer: () => Promise<CivilityScorer | null>
  /** Languages that would be scored, were their weights not missing or damaged. */
  readonly lostLanguages: () => Promise<ReadonlySet<string>>
}
