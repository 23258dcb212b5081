/** What the rule about civility is told of a score: the stock model's, or that of the site's own correction. */
import type { CivilityScore } from '#domain/civility/score-text.ts'
import { corrected, type Correction } from '#domain/civility/learning/correction.ts'
import { weighScored } from '#domain/civility/learning/learning-example.ts'

/** What is in use for the stock model at hand; all of it null where nothing is. */
export interface LearnedInUse {
  readonly correction: Correction | null
  readonly versionId: string | null
  /** The threshold that a moderator chose in place of the operator's. */
  readonly holdAt: number | null
}

export interface CorrectedToxicity {
  readonly toxicity: number
  /** The version that moved it; missing where the stock model's score stands. */
  readonly correctedBy?: string
}

/** Only ever called with a score: where there is none, nothing is corrected and the rule for that case stands. */
export function correctToxicity(
  toxicity: number,
  { correction, versionId }: LearnedInUse,
  scored: {
    readonly score: Pick<CivilityScore, 'language' | 'scores'>
    /** The words of the text; asked for only where they are looked at. */
    readonly words: () => readonly string[]
  },
): CorrectedToxicity {
  if (correction === null || versionId === null) return { toxicity }
  const text = weighScored(scored.score, scored.words())
  if (text === null || !correction.languages.includes(text.language)) return { toxicity }
  return { toxicity: corrected(correction, text, toxicity), correctedBy: versionId }
}
