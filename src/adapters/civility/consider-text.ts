/** Asks both stages about a text, as far as the second is there, is wanted and is done in time. */

import type { CivilityAsk, ConsideredScore } from '#ports/civility.ts'
import { blendStages, isInDoubt, type StageBlend, type StageTwoOdds } from '#domain/civility/blend-stages.ts'
import { UNDETERMINED, type CivilityScore, type CivilityScorer } from '#domain/civility/score-text.ts'
import type { StageOneReason } from '#domain/civility/stage.ts'

/** The second stage as far as asking it goes. */
export interface StageTwo {
  readonly blend: StageBlend
  /** What the network says, or why it says nothing. Never rejects. */
  readonly read: (
    text: string,
    ask: Pick<CivilityAsk, 'urgency' | 'deadlineMs'>,
  ) => Promise<StageTwoOdds | Exclude<StageOneReason, 'certain' | 'language'>>
}

/** The second stage reads English, and what shows no language of its own is scored as English by the first, too. */
const READ_LANGUAGES: ReadonlySet<string> = new Set(['en', UNDETERMINED])

/** `stageTwo` is null where there is none; `count` hears how each text ended. */
export async function considerText(
  stages: {
    readonly scorer: CivilityScorer
    readonly stageTwo: StageTwo | null
    readonly count: (outcome: 'two' | StageOneReason) => void
  },
  text: string,
  ask: CivilityAsk,
): Promise<ConsideredScore> {
  const { scorer, stageTwo, count } = stages
  const score = scorer.score(text, ask.language)
  const stopped = reasonNotToAsk(score, ask, stageTwo)
  if (stopped !== null || stageTwo === null) return alone(stopped ?? 'off')
  const said = await stageTwo.read(text, ask)
  if (typeof said === 'string') return alone(said)
  count('two')
  return { ...blendStages(score, said, stageTwo.blend), stage: 'two' }

  function alone(why: StageOneReason): ConsideredScore {
    count(why)
    return { ...score, stage: 'one', why }
  }
}

function reasonNotToAsk(
  { language, scores }: CivilityScore,
  { decidesAt }: CivilityAsk,
  stageTwo: StageTwo | null,
): StageOneReason | null {
  if (!READ_LANGUAGES.has(language)) return 'language'
  const toxicity = scores.toxicity ?? 0
  // Nothing written, nothing to read.
  if (Object.values(scores).every((value) => value === 0)) return 'certain'
  if (stageTwo === null) return 'off'
  if (decidesAt === undefined || isInDoubt(toxicity, decidesAt, stageTwo.blend.doubt)) return null
  return 'certain'
}
