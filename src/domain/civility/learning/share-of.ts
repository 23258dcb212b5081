/** A share that was counted, and between which ends it may lie by chance (Wilson's interval, 95 %). */

export interface CountedShare {
  /** In hundredths, whole ones: more exact than the count allows would be a pretence. */
  readonly share: number
  readonly low: number
  readonly high: number
}

/** Standard deviations of a 95 % interval. */
const DEVIATIONS = 1.96

const HUNDREDTHS = 100

/** Null where there is nothing to take a share of. */
export function shareOf(count: number, all: number): CountedShare | null {
  if (all === 0) return null
  const share = count / all
  const spread = DEVIATIONS ** 2 / all
  const middle = share + spread / 2
  const width = DEVIATIONS * Math.sqrt((share * (1 - share)) / all + spread / (4 * all))
  const inHundredths = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * HUNDREDTHS)
  return {
    share: inHundredths(share),
    low: inHundredths((middle - width) / (1 + spread)),
    high: inHundredths((middle + width) / (1 + spread)),
  }
}
