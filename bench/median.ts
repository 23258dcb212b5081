/** Several runs to one figure: the median, and the range so that noise can be seen. */

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly values: readonly number[]
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, values }
}

/** `share` between 0 and 1 of values that are sorted already; between two of them, the mean of both by weight. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** "0.82 (0.79–0.85)" */
export function spreadText({ median, min, max }: Spread, places = 2): string {
  const text = (value: number) => value.toFixed(places)
  return `${text(median)} (${text(min)}–${text(max)})`
}
