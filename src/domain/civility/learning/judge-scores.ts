/** How well scores tell removed comments from kept ones: log-loss and area under the curve, both kinds weighing alike. */

export interface JudgedScore {
  readonly score: number
  readonly isRemoved: boolean
  /** Stories are drawn as a whole: what is said in one is alike. */
  readonly storyId: string
}

export interface ScoreQuality {
  readonly logLoss: number
  readonly area: number
}

/** Loss of a score that was sure and wrong; without a bound one such comment would decide. */
const PROBABILITY_MIN = 0.001

/** Weighs each comment anew, for the same comments in the same order. */
export type Judge = (importance: ArrayLike<number>) => ScoreQuality

/** Sorts once: judging a draw of the bootstrap is then one walk over the comments. */
export function createJudge(judged: readonly JudgedScore[]): Judge {
  const order = judged.map((_, at) => at).sort((a, b) => (judged[a]?.score ?? 0) - (judged[b]?.score ?? 0))
  const scores = Float64Array.from(order, (at) => judged[at]?.score ?? 0)
  const removed = Uint8Array.from(order, (at) => (judged[at]?.isRemoved === true ? 1 : 0))
  const losses = scores.map((score, at) => {
    const inside = Math.min(1 - PROBABILITY_MIN, Math.max(PROBABILITY_MIN, score))
    return -Math.log(removed[at] === 1 ? inside : 1 - inside)
  })
  return (importance) => {
    const sums = { removed: 0, kept: 0, lossRemoved: 0, lossKept: 0, pairs: 0 }
    let at = 0
    while (at < order.length) {
      const score = scores[at]
      let removedHere = 0
      let keptHere = 0
      for (; at < order.length && scores[at] === score; at += 1) {
        const weight = importance[order[at] ?? 0] ?? 0
        if (removed[at] === 1) {
          removedHere += weight
          sums.lossRemoved += weight * (losses[at] ?? 0)
        } else {
          keptHere += weight
          sums.lossKept += weight * (losses[at] ?? 0)
        }
      }
      // Equal scores are half right.
      sums.pairs += removedHere * (sums.kept + keptHere / 2)
      sums.removed += removedHere
      sums.kept += keptHere
    }
    return {
      logLoss: (sums.lossRemoved / sums.removed + sums.lossKept / sums.kept) / 2,
      area: sums.pairs / (sums.removed * sums.kept),
    }
  }
}

export interface HeldCounts {
  readonly removed: number
  readonly kept: number
}

/** How many of each kind reach a threshold. */
export function countHeld(judged: readonly JudgedScore[], holdAt: number): HeldCounts {
  const held = judged.filter(({ score }) => score >= holdAt)
  const removed = held.filter(({ isRemoved }) => isRemoved).length
  return { removed, kept: held.length - removed }
}
