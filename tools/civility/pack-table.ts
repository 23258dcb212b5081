/** Packs the fitted weights of all columns into tables of one byte a weight. */

/** Share of the non-zero weights that may be cut off at the largest byte; the few giants would coarsen all others. */
const CUT_SHARE = 0.0005
const BYTE_MAX = 127

export interface PackedTable {
  readonly table: Int8Array
  readonly steps: readonly number[]
}

/** `columns`: one array of `rows` weights each. */
export function packTable(columns: readonly Float64Array[], rows: number): PackedTable {
  const table = new Int8Array(rows * columns.length)
  const steps = columns.map((weights) => stepOf(weights))
  columns.forEach((weights, column) => {
    const step = steps[column] ?? 1
    for (let row = 0; row < rows; row += 1) {
      const packed = Math.round((weights[row] ?? 0) / step)
      table[row * columns.length + column] = Math.max(-BYTE_MAX, Math.min(BYTE_MAX, packed))
    }
  })
  return { table, steps }
}

function stepOf(weights: Float64Array): number {
  const sizes = weights
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort()
  const largest = sizes[Math.max(0, Math.floor(sizes.length * (1 - CUT_SHARE)) - 1)] ?? BYTE_MAX
  // Six digits are enough and keep the header short.
  return Number((largest / BYTE_MAX).toPrecision(6))
}
