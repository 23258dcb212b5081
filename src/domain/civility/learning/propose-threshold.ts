/** Proposes from which score on comments should wait, by the false alarms that moderators would have had. */
import type { JudgedScore } from '#domain/civility/learning/judge-scores.ts'
import {
  FALSE_ALARMS_MAX,
  PROPOSED_HOLD_MAX,
  PROPOSED_HOLD_MIN,
} from '#domain/civility/learning/learning-bounds.ts'

/** Steps of a threshold that somebody can read and compare. */
const STEPS = 100

/** The lowest threshold, in hundredths, at which not too many kept comments would have waited. */
export function proposeThreshold(judged: readonly JudgedScore[]): number {
  const kept = judged.filter(({ isRemoved }) => !isRemoved)
  const allowed = Math.floor(kept.length * FALSE_ALARMS_MAX)
  for (let step = PROPOSED_HOLD_MIN * STEPS; step < PROPOSED_HOLD_MAX * STEPS; step += 1) {
    if (kept.filter(({ score }) => score >= step / STEPS).length <= allowed) return step / STEPS
  }
  return PROPOSED_HOLD_MAX
}
