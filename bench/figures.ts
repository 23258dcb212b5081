/** What a benchmark ends with: its figures beside their targets, as a table and as a record. */
import type { MachineFacts } from '#bench/machine.ts'
import { spread, spreadText } from '#bench/median.ts'

export interface Figure {
  readonly what: string
  /** As DESIGN section 8 states it; null for a figure that only explains another. */
  readonly target: string | null
  readonly measured: string
  /** Null where there is no target. */
  readonly isMet: boolean | null
}

export interface Record<Details> {
  readonly machine: MachineFacts
  readonly figures: readonly Figure[]
  readonly details: Details
}

/** A figure without a target: it explains another. */
export function aside(what: string, measured: string): Figure {
  return { what, target: null, measured, isMet: null }
}

export function atLeast(what: string, least: number, { value, text }: Measurement): Figure {
  return { what, target: `≥ ${least}`, measured: text, isMet: value >= least }
}

export function atMost(what: string, most: number, { value, text }: Measurement): Figure {
  return { what, target: `≤ ${most}`, measured: text, isMet: value <= most }
}

/** What is compared, and how it is shown. */
export interface Measurement {
  readonly value: number
  readonly text: string
}

/** The median counts; the range is shown with it. */
export function medianOf(values: readonly number[], places = 2): Measurement {
  const found = spread(values)
  return { value: found.median, text: spreadText(found, places) }
}

/** `machine` is taken before the run, so that its load average is that of others. */
export function report<Details>(
  machine: MachineFacts,
  figures: readonly Figure[],
  details: Details,
): Record<Details> {
  const rows = figures.map(({ what, target, measured, isMet }) => [
    what,
    target ?? '',
    measured,
    isMet === null ? '' : isMet ? 'met' : 'SHORT',
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
    process.stdout.write(`${line.trimEnd()}\n`)
  }
  const { processor, cores, node, date, loadAverage } = machine
  process.stdout.write(`${processor}, ${cores} cores, Node ${node}, ${date}, load ${loadAverage}\n`)
  return { machine, figures, details }
}

/** Progress, for whoever waits. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
