/** Measures a scorer that answers later by asking it for everything first, and then answering from its answers. */

import type { Attribute } from '#domain/civility/attribute.ts'
import type { CivilityScore, CivilityScorer } from '#domain/civility/score-text.ts'

/** One text that measuring asks a scorer for. */
export interface AskedText {
  readonly text: string
  readonly language: string | undefined
}

/**
 * What `measure` will ask for, each text once: a scorer that answers later (a worker, a queue) can answer all of them
 * first and be measured through `answeredScorer`.
 */
export function askedTexts(measure: (scorer: CivilityScorer) => unknown, base: CivilityScorer): AskedText[] {
  const asked = new Map<string, AskedText>()
  measure({
    ...base,
    score: (text, language) => {
      asked.set(keyOf(text, language), { text, language })
      return base.score(text, language)
    },
  })
  return [...asked.values()]
}

/** Scores that replace those of the base scorer, text by text; whatever has none keeps the base's. */
export function answeredScorer(
  base: CivilityScorer,
  answers: readonly {
    readonly asked: AskedText
    readonly scores: Readonly<Partial<Record<Attribute, number>>>
  }[],
): CivilityScorer {
  const known = new Map(answers.map(({ asked, scores }) => [keyOf(asked.text, asked.language), scores]))
  return {
    ...base,
    score: (text, language): CivilityScore => {
      const scored = base.score(text, language)
      return { ...scored, scores: { ...scored.scores, ...known.get(keyOf(text, language)) } }
    },
  }
}

function keyOf(text: string, language: string | undefined): string {
  return `${language ?? ''} ${text}`
}
