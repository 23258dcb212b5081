/** Chooses from which log-odds a word is shown as marked, by agreement with raters on the training comments. */

import { createCivilityScorer } from '#domain/civility/score-text.ts'
import type { LanguageWeights, MarkedWords } from '#domain/civility/weights.ts'
import { codePointOffsets } from './fit-marked-words.ts'
import type { LabelledRow } from './read-rows.ts'

/** Log-odds tried. The best lies between, because raters mark less than half of the words. */
const THRESHOLDS = [-2.5, -2, -1.75, -1.5, -1.25, -1, -0.75, -0.5, -0.25, 0, 0.25]
const GATES = [0.1, 0.25, 0.4]
/** Comments are enough to tell the settings apart. */
const SAMPLE = 2_000

/** Ties go to the first, stricter gate last. */
export function chooseMarking(weights: LanguageWeights, rows: readonly LabelledRow[]): MarkedWords {
  const sample = rows.filter((row) => row.gold !== null).slice(0, SAMPLE)
  if (weights.marked === null) throw new Error('there are no marked words to choose a threshold for')
  let best = { marked: weights.marked, agreement: -1 }
  for (const gate of GATES) {
    for (const threshold of THRESHOLDS) {
      const marked = { ...weights.marked, threshold, gate }
      const agreement = spanAgreement({ ...weights, marked }, sample)
      if (agreement > best.agreement) best = { marked, agreement }
    }
  }
  return best.marked
}

/** Mean over comments of the F1 of marked characters, 1 where both mark none (the measure of SemEval-2021 Task 5). */
export function spanAgreement(weights: LanguageWeights, rows: readonly LabelledRow[]): number {
  const scorer = createCivilityScorer({ version: 'trial', languages: [weights], listedTerms: {} }, null)
  const values = rows.map((row) => {
    const found = scorer.score(row.text, weights.language).spans
    return characterF1(
      row,
      found.filter((span) => span.attribute === 'toxicity'),
    )
  })
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** F1 of UTF-16 spans against gold ranges in code points. */
export function characterF1(
  row: LabelledRow,
  found: readonly { readonly start: number; readonly end: number }[],
): number {
  const offsets = codePointOffsets(row.text)
  const gold = new Set<number>()
  for (const [begin, end] of row.gold ?? [])
    for (let at = begin; at < end; at += 1) gold.add(offsets[at] ?? 0)
  const marked = new Set<number>()
  for (const offset of offsets) {
    if (found.some((span) => offset >= span.start && offset < span.end)) marked.add(offset)
  }
  if (gold.size === 0 || marked.size === 0) return gold.size === marked.size ? 1 : 0
  let both = 0
  for (const at of marked) if (gold.has(at)) both += 1
  return (2 * both) / (gold.size + marked.size)
}
