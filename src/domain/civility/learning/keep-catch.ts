/** Shifts a correction so that the site's rule catches as many of the removed comments as it did by the stock model. */
import { corrected, type Correction } from '#domain/civility/learning/correction.ts'
import { CORRECTION_MAX } from '#domain/civility/learning/learning-bounds.ts'
import type { LearningExample } from '#domain/civility/learning/learning-example.ts'

/** Log-odds of one step: finer than a threshold of two digits can tell. */
const STEP = 0.02

/** Log-odds, either way: from the lowest a correction may move to the highest. */
const SHIFT_MAX = 2 * CORRECTION_MAX

/**
 * Added to the bias. What gets better then shows as fewer false alarms, and never as less that is caught: nobody who
 * set a threshold is to find that it lets more through. Where no shift does it, the largest.
 */
export function shiftToKeepCatch(
  correction: Correction,
  removed: readonly LearningExample[],
  holdAt: number,
): number {
  const caughtBefore = removed.filter(({ toxicity }) => toxicity >= holdAt).length
  for (let step = -SHIFT_MAX; step < SHIFT_MAX; step += STEP) {
    const shifted = shiftCorrection(correction, step)
    const caught = removed.filter((example) => corrected(shifted, example, example.toxicity) >= holdAt).length
    if (caught >= caughtBefore) return step
  }
  return SHIFT_MAX
}

export function shiftCorrection(correction: Correction, by: number): Correction {
  return { ...correction, bias: correction.bias + by }
}
