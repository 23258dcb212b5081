/** One measured figure: what, on which data, with its interval and the target it is held against. */

import { withInterval, type Interval, type Judged, type Measure } from '#tools/civility/measure.ts'

export interface Figure {
  readonly measure: string
  readonly data: string
  readonly value: number
  readonly low?: number
  readonly high?: number
  readonly rows?: number
  readonly positives?: number
  /** As the issue states it, for its own (closed) data of the same kind; a figure here is on development data. */
  readonly target?: string
}

/** A figure with a resampled interval. */
export function judgedFigure(
  about: { readonly measure: string; readonly data: string; readonly target?: string },
  judged: Judged,
  measure: Measure,
): Figure {
  const interval: Interval = withInterval(judged, measure)
  return {
    ...about,
    value: interval.value,
    low: interval.low,
    high: interval.high,
    rows: judged.scores.length,
    positives: judged.truths.filter((truth) => truth >= 0.5).length,
  }
}

/** One way of scoring, measured: its name heads a column of values. */
export interface Column {
  readonly name: string
  readonly figures: readonly Figure[]
}

/** A plain table for people; the numbers are also in the results file. A figure that several columns have is one row. */
export function tableOf(columns: readonly Column[]): string {
  const all = columns.flatMap(({ figures }) => figures)
  // The first of each counts, in the place where it came first.
  const named = new Map<string, Figure>()
  for (const figure of all) if (!named.has(keyOf(figure))) named.set(keyOf(figure), figure)
  const byKey = columns.map(({ figures }) => new Map(figures.map((figure) => [keyOf(figure), figure])))
  const rows = Array.from(named.values(), (figure) => [
    figure.measure,
    figure.data,
    ...byKey.map((known) => valueOf(known.get(keyOf(figure)))),
    figure.rows === undefined ? '' : `${figure.positives ?? ''}/${figure.rows}`,
    figure.target ?? '',
  ])
  const head = ['measure', 'data', ...columns.map(({ name }) => name), 'positive/rows', 'target']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

function keyOf(figure: Figure): string {
  return `${figure.measure} | ${figure.data}`
}

function valueOf(figure: Figure | undefined): string {
  if (figure === undefined) return ''
  const interval =
    figure.low === undefined ? '' : ` (${shown(figure.low)} to ${shown(figure.high ?? Number.NaN)})`
  return `${shown(figure.value)}${interval}`
}

function shown(value: number): string {
  if (Number.isNaN(value)) return '–'
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(4)
}
