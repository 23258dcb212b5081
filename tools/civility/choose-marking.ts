/** Chooses which words are shown as marked, by agreement with raters on comments that the weights have not seen. */

import { createCivilityScorer } from '#domain/civility/score-text.ts'
import { markingCut } from '#domain/civility/explain-score.ts'
import type { LanguageWeights, MarkedWords } from '#domain/civility/weights.ts'
import { codePointOffsets } from './fit-marked-words.ts'
import type { LabelledRow } from './read-rows.ts'

/** Log-odds tried. The best lies between, because raters mark less than half of the words. */
const HIGHEST = [-2.25, -2, -1.75, -1.5, -1.25, -1, -0.75, -0.5, 0]
/** Log-odds under the highest down to which a word is marked where it is the strongest. */
const LOWER_BY = [0, 0.5, 1, 1.5, 2]
/** Log-odds under the strongest word within which others are marked. */
const WITHIN = [0.25, 0.5, 1, 1.5, 2, 3]
const GATES = [0.05, 0.1, 0.25]
/** Comments are enough to tell the settings apart. */
const SAMPLE = 3_000

type Marking = Pick<MarkedWords, 'threshold' | 'lowest' | 'within' | 'gate'>

/** What the choice needs to know of a comment: its words' places and log-odds, its toxicity, what raters marked. */
export interface MarkingSample {
  readonly odds: Float64Array
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly toxicity: number
  /** 1 for each UTF-16 unit that raters marked. */
  readonly gold: Uint8Array
}

/** Ties go to the first, simplest setting. */
export function chooseMarking(samples: readonly MarkingSample[]): Marking {
  const used = samples.slice(0, SAMPLE)
  let best: { marking: Marking; agreement: number } | null = null
  for (const gate of GATES) {
    for (const threshold of HIGHEST) {
      for (const lower of LOWER_BY) {
        for (const within of lower === 0 ? [0] : WITHIN) {
          const marking = { threshold, lowest: threshold - lower, within, gate }
          const agreement = used.reduce((sum, sample) => sum + agreementOf(sample, marking), 0)
          if (best === null || agreement > best.agreement) best = { marking, agreement }
        }
      }
    }
  }
  if (best === null) throw new Error('there are no comments to choose by')
  return best.marking
}

/** F1 of marked characters, 1 where neither marks any (the measure of SemEval-2021 Task 5). */
function agreementOf(sample: MarkingSample, marking: Marking): number {
  const wanted = sample.gold.reduce((sum, unit) => sum + unit, 0)
  if (sample.toxicity < marking.gate) return wanted === 0 ? 1 : 0
  const cut = markingCut(sample.odds, marking)
  let marked = 0
  let both = 0
  let last = -2
  sample.odds.forEach((odds, at) => {
    if (odds < cut) return
    // What stands between two marked words that follow each other is marked with them.
    const from = last === at - 1 ? (sample.ends[last] ?? 0) : (sample.starts[at] ?? 0)
    const to = sample.ends[at] ?? 0
    marked += to - from
    for (let unit = from; unit < to; unit += 1) both += sample.gold[unit] ?? 0
    last = at
  })
  if (wanted === 0 || marked === 0) return wanted === marked ? 1 : 0
  return (2 * both) / (wanted + marked)
}

/** Marked characters of a row by UTF-16 unit. */
export function goldUnits(row: LabelledRow): Uint8Array {
  const offsets = codePointOffsets(row.text)
  const gold = new Uint8Array(row.text.length)
  for (const [begin, end] of row.gold ?? []) {
    for (let at = begin; at < end; at += 1) gold.fill(1, offsets[at] ?? 0, offsets[at + 1] ?? row.text.length)
  }
  return gold
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

/** Toxicity of comments under weights that are not shipped. */
export function toxicitiesOf(weights: LanguageWeights, rows: readonly LabelledRow[]): number[] {
  const scorer = createCivilityScorer({ version: 'trial', languages: [weights], listedTerms: {} }, null)
  return rows.map((row) => scorer.score(row.text, weights.language).scores.toxicity ?? 0)
}
