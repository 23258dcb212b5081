/** What moderators' decisions have taught this site, as far as it is in use. */
import type { LearnedInUse } from '#domain/civility/learning/correct-toxicity.ts'

export interface Learned {
  /** For this stock model; what was learned for another one is set aside. */
  readonly inUse: (model: string) => Promise<LearnedInUse>
}
