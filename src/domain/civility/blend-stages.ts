/** Makes one probability of what the two stages say, and tells where the second may be left unasked. */

import type { Attribute } from './attribute.ts'
import { calibrated, type Calibration } from './attribute-calibration.ts'
import type { CivilityScore } from './score-text.ts'

/** How much each stage counts for an attribute, in log-odds; the curve makes a probability of the sum. */
export interface BlendHead {
  readonly attribute: Attribute
  readonly one: number
  readonly two: number
  readonly bias: number
  readonly calibration: Calibration
}

/** Stage one's toxicities between which stage two may come to the other side of `decidesAt`. */
export interface DoubtBand {
  readonly decidesAt: number
  readonly low: number
  readonly high: number
}

/** Fitted to two versions, and of use for these alone. */
export interface StageBlend {
  /** "blend-" and the beginning of its file's hash. */
  readonly version: string
  readonly stageOne: string
  readonly stageTwo: string
  readonly heads: readonly BlendHead[]
  /** By `decidesAt`, ascending. */
  readonly doubt: readonly DoubtBand[]
}

/** What stage two says of one text, in log-odds. */
export type StageTwoOdds = Readonly<Partial<Record<Attribute, number>>>

/** Probabilities nearer to 0 or 1 than this count as this, or their log-odds would have no bound. */
const LEAST_PROBABILITY = 1e-6
/** Steps of a stated probability, as in stage one. */
const DECIMALS = 1e6

/** Stage one's calibrated probability as log-odds: what the blend was fitted on. */
export function oddsOf(probability: number): number {
  const kept = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability))
  return Math.log(kept / (1 - kept))
}

/** Attributes that stage two does not know, and the spans, stay stage one's. */
export function blendStages(score: CivilityScore, odds: StageTwoOdds, blend: StageBlend): CivilityScore {
  const scores: Partial<Record<Attribute, number>> = { ...score.scores }
  for (const head of blend.heads) {
    const first = score.scores[head.attribute]
    const second = odds[head.attribute]
    if (first === undefined || second === undefined) continue
    const sum = head.one * oddsOf(first) + head.two * second + head.bias
    scores[head.attribute] = Math.round(calibrated(head.calibration, sum) * DECIMALS) / DECIMALS
  }
  return { ...score, scores, model: `${score.model}+${blend.stageTwo}+${blend.version}` }
}

/** Whether stage two might decide otherwise. Between two measured thresholds the wider of their bands counts. */
export function isInDoubt(toxicity: number, decidesAt: number, doubt: readonly DoubtBand[]): boolean {
  const below = doubt.findLast((band) => band.decidesAt <= decidesAt) ?? doubt[0]
  const above = doubt.find((band) => band.decidesAt >= decidesAt) ?? doubt.at(-1)
  if (below === undefined || above === undefined) return true
  return toxicity >= Math.min(below.low, above.low) && toxicity <= Math.max(below.high, above.high)
}
