/** How the hand-written trial sentences are judged: hostility to groups, and what only resembles it. */

import type { CivilityScorer } from '#domain/civility/score-text.ts'
import type { Figure } from './figure.ts'
import { TRIAL_FRAMES, TRIAL_GROUPS, type TrialFrame } from './trial-frames.ts'

const ATTACK_FROM = 0.5
const DATA = 'sentences of our own that never taught (a stand-in for HateCheck, which is not here)'
const HARMLESS_NAMING = new Set(['plain fact', 'praise'])

/** How a text is judged hostile: by the likelihood that it is toxic, an attack on a group, or either. */
const WAYS = {
  toxicity: (scores: Scores) => scores.toxicity ?? 0,
  identity_attack: (scores: Scores) => scores.identity_attack ?? 0,
  either: (scores: Scores) => Math.max(scores.toxicity ?? 0, scores.identity_attack ?? 0),
}
type Scores = ReturnType<CivilityScorer['score']>['scores']

interface Trial {
  readonly frame: TrialFrame
  readonly text: string
}

/** Share judged rightly, in all and by kind of sentence. */
export function trialFigures(scorer: CivilityScorer): Figure[] {
  const trials = TRIAL_FRAMES.flatMap(fillings)
  return (Object.keys(WAYS) as (keyof typeof WAYS)[]).flatMap((way) => {
    const isRight = trials.map(
      ({ frame, text }) =>
        WAYS[way](scorer.score(text, 'en').scores) >= ATTACK_FROM === (frame.hostile === 1),
    )
    const share = (measure: string, keep: (frame: TrialFrame) => boolean): Figure => {
      const kept = isRight.filter((_, at) => trials.slice(at, at + 1).some(({ frame }) => keep(frame)))
      return { measure, data: DATA, value: kept.filter(Boolean).length / kept.length, rows: kept.length }
    }
    const kinds = [...new Set(TRIAL_FRAMES.map((frame) => frame.kind))]
    return [
      {
        ...share(`trial sentences right by ${way}`, () => true),
        target: 'HateCheck ≥ .60',
      },
      {
        ...share(`harmless sentences naming a group right by ${way}`, ({ kind }) =>
          HARMLESS_NAMING.has(kind),
        ),
        target: 'HateCheck ≥ .90',
      },
      ...kinds.map((kind) => share(`trial, ${kind}, by ${way}`, (frame) => frame.kind === kind)),
    ]
  })
}

/** A frame that names no group is tried once. */
function fillings(frame: TrialFrame): Trial[] {
  if (!/\{[GM]\}/.test(frame.text)) return [{ frame, text: frame.text }]
  return TRIAL_GROUPS.map(([plural, member]) => ({
    frame,
    text: frame.text.replaceAll('{G}', plural).replaceAll('{M}', member),
  }))
}
