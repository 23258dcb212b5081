/** Keeps comments of the development parts out of the training parts, whatever file they come from. */

import type { LabelledRow } from './read-rows.ts'
import type { TaughtRow } from './training-sources.ts'

const NOT_SIGNIFICANT = /[^\p{L}\p{N}]+/gu
/** Characters of the comparison key: longer copies differ in signatures and edits at their end. */
const KEY_CHARACTERS = 90

/** Drops training rows whose letters and digits (the first 90) equal those of a development row or of `others`. */
export function withoutDevCopies(
  rows: readonly TaughtRow[],
  others: readonly LabelledRow[] = [],
): TaughtRow[] {
  const dev = rows.filter(({ row }) => row.split === 'dev').map(({ row }) => row)
  const held = new Set([...dev, ...others].map((row) => keyOf(row.text)))
  return rows.filter(({ row }) => row.split === 'dev' || !held.has(keyOf(row.text)))
}

function keyOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(NOT_SIGNIFICANT, '').slice(0, KEY_CHARACTERS)
}
