/** What both stages say of the rows that neither learned from, attribute by attribute, as the blend is fitted on it. */

import type { Attribute } from '#domain/civility/attribute.ts'
import { oddsOf, type StageTwoOdds } from '#domain/civility/blend-stages.ts'
import type { CivilityScore } from '#domain/civility/score-text.ts'
import type { BlendSample } from './fit-blend.ts'
import { identityTerms } from './identity-terms.ts'
import { CALIBRATE_ON } from './train-english.ts'
import { COMMON_INTERCEPT, ENGLISH_SOURCES, SOURCE_WEIGHTS, type TaughtRow } from './training-sources.ts'

/** A row, and both stages' answers. */
export interface ReadRow {
  readonly taught: TaughtRow
  readonly first: CivilityScore
  readonly second: StageTwoOdds
}

/** Attacks on groups are calibrated against harmless comments that name one, as in stage one. */
const NAMES_GROUP = new RegExp(`\\b(?:${identityTerms().join('|')})\\b`, 'i')

/** Rows that say something about the attribute, and that both stages score for it. */
export function blendSamples(rows: readonly ReadRow[], attribute: Attribute): BlendSample[] {
  const weights: Readonly<Record<string, number>> = SOURCE_WEIGHTS[attribute]
  const calibrateOn: ReadonlySet<string> = new Set(CALIBRATE_ON[attribute])
  return rows.flatMap(({ taught: { row, labels }, first, second }) => {
    const target = labels[attribute]
    const one = first.scores[attribute]
    const two = second[attribute]
    if (target === undefined || one === undefined || two === undefined) return []
    const isFit = attribute !== 'identity_attack' || target >= 0.5 || NAMES_GROUP.test(row.text)
    const sample = {
      one: oddsOf(one),
      two,
      target,
      weight: weights[row.source] ?? 0,
      source: COMMON_INTERCEPT.has(row.source) ? 0 : 1 + ENGLISH_SOURCES.indexOf(row.source),
      calibrates: calibrateOn.has(row.source) && isFit,
    }
    return sample.weight > 0 || sample.calibrates ? [sample] : []
  })
}
