/** Has both stages of scoring look at a text and its parts, for a program that waits for the numbers. */
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import type { ConsideredScore } from '#ports/civility.ts'
import type { Ports } from '#ports/ports.ts'
import { ANALYSIS_CIVILITY_WAIT_MS, CONSIDERED_PARTS_MAX } from '#domain/limits.ts'
import { statedLanguage } from '#domain/civility/perspective.ts'

export interface ConsideredTexts {
  /** Answers of these texts what both stages said, and of all others what the first says. */
  readonly scorer: CivilityScorer
  readonly whole: ConsideredScore
}

/** `languages` as the request names them; parts are scored in the language of the whole. Null while civility is off. */
export async function considerTexts(
  { civility }: Pick<Ports, 'civility'>,
  asked: { readonly text: string; readonly languages: readonly string[]; readonly parts: readonly string[] },
): Promise<ConsideredTexts | null> {
  const scorer = await civility.scorer()
  if (scorer === null) return null
  const stated = statedLanguage(asked.languages)
  const { language } = scorer.score(asked.text, stated)
  const texts = [...new Set([asked.text, ...asked.parts.slice(0, CONSIDERED_PARTS_MAX)])]
  // Beside each other, so that all of them have the same deadline.
  const considered = await Promise.all(
    texts.map((text) =>
      civility.consider(text, { language, urgency: 'now', deadlineMs: ANALYSIS_CIVILITY_WAIT_MS }),
    ),
  )
  const [whole] = considered
  if (!whole) return null
  const known = new Map<string, ConsideredScore>()
  considered.forEach((score, at) => {
    if (score) known.set(keyOf(texts[at] ?? '', language), score)
  })
  known.set(keyOf(asked.text, stated), whole)
  const score: CivilityScorer['score'] = (text, of) => known.get(keyOf(text, of)) ?? scorer.score(text, of)
  return { scorer: { ...scorer, score }, whole }
}

function keyOf(text: string, language: string | undefined): string {
  return `${language ?? ''}\n${text}`
}
