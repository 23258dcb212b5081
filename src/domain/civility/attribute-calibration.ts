/** Turns a raw sum of weights into a probability, by a monotone curve through measured points. */

/** `sums` ascending, `probabilities` not descending; both of one length. */
export interface Calibration {
  readonly sums: readonly number[]
  readonly probabilities: readonly number[]
}

/** Between two points a straight line; beyond the ends the end's own value (isotonic regression, as Perspective used). */
export function calibrated(calibration: Calibration, sum: number): number {
  const { sums, probabilities } = calibration
  const last = sums.length - 1
  if (last < 0) return 0
  if (sum <= (sums[0] ?? 0)) return probabilities[0] ?? 0
  if (sum >= (sums[last] ?? 0)) return probabilities[last] ?? 0
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) <= sum) low = middle
    else high = middle
  }
  const left = sums[low] ?? 0
  const right = sums[high] ?? 0
  const share = right === left ? 1 : (sum - left) / (right - left)
  const from = probabilities[low] ?? 0
  return from + share * ((probabilities[high] ?? 0) - from)
}
