/** Perspective's comments:suggestscore: what somebody else thinks a comment should score, checked and set beside ours. */

import { done, failed, type Outcome } from '#base/outcome.ts'
import {
  attributeProblem,
  detectedLanguages,
  PERSPECTIVE_ATTRIBUTES,
  perspectiveProblem,
  scoreInLanguage,
  textProblem,
  type AnalyzeRequest,
  type PerspectiveProblem,
} from './perspective.ts'
import type { CivilityScore, CivilityScorer } from './score-text.ts'

export interface GivenScore {
  readonly value?: number | undefined
  readonly type?: string | undefined
}

export interface GivenScores {
  readonly summary: GivenScore | null
  readonly spans: readonly {
    readonly begin?: number | undefined
    readonly end?: number | undefined
    readonly score: GivenScore | null
  }[]
}

export interface SuggestRequest extends Pick<
  AnalyzeRequest,
  'text' | 'textType' | 'languages' | 'hasTwoContexts'
> {
  readonly attributes: Readonly<Record<string, GivenScores>>
}

interface Part {
  readonly begin: number
  readonly end: number
}

/** One suggested number, for the whole comment or for a part of it, beside what Parley says. */
export interface SuggestedScore {
  /** As Perspective writes it. */
  readonly attribute: string
  readonly suggested: number
  /** Null where the language does not support the attribute. */
  readonly scored: number | null
  /** UTF-16 offsets, `end` exclusive; null for the whole comment. */
  readonly part: Part | null
}

export interface CheckedSuggestion {
  readonly scores: readonly SuggestedScore[]
  /** What the comment was scored in. */
  readonly language: string
  readonly detectedLanguages: readonly string[]
  /** Which version of the weights the scores are from. */
  readonly model: string
}

/** Numbers of one request: every attribute for the whole and for a dozen sentences. */
const SUGGESTED_SCORES_MAX = 100

/** How many times the parts of a suggestion may cover its comment: each part is scored, and scoring takes time. */
const COVERED_TIMES_MAX = 2

/** Checks a suggestion and scores its comment; the model learns nothing from it. */
export function checkSuggestion(
  request: SuggestRequest,
  scorer: CivilityScorer,
): Outcome<CheckedSuggestion, PerspectiveProblem> {
  const unfit = suggestionProblem(request)
  if (unfit !== null) return failed(unfit)
  const read = scoreInLanguage(request, scorer)
  if (!read.ok) return read
  const { whole } = read.value
  const scoresOfParts = new Map<string, CivilityScore>()
  const scoredPart = (part: Part): CivilityScore => {
    const known = scoresOfParts.get(partKey(part))
    const scored = known ?? scorer.score(request.text.slice(part.begin, part.end), whole.language)
    scoresOfParts.set(partKey(part), scored)
    return scored
  }
  const scores = Object.entries(request.attributes).flatMap(([name, { summary, spans }]) => {
    const attribute = PERSPECTIVE_ATTRIBUTES[name]
    const suggested = (score: GivenScore | null, part: SuggestedScore['part']): SuggestedScore[] => {
      if (score?.value === undefined || attribute === undefined) return []
      const scored = part === null ? whole : scoredPart(part)
      return [{ attribute: name, suggested: score.value, scored: scored.scores[attribute] ?? null, part }]
    }
    return [
      ...suggested(summary, null),
      ...spans.flatMap(({ begin = 0, end = 0, score }) => suggested(score, { begin, end })),
    ]
  })
  return done({
    scores,
    language: whole.language,
    detectedLanguages: detectedLanguages(request, scorer, whole),
    model: whole.model,
  })
}

/** What is wrong with a suggestion, before anything is scored. */
export function suggestionProblem(request: SuggestRequest): PerspectiveProblem | null {
  return textProblem(request) ?? givenProblem(request)
}

/** The parts of the comment that scores are suggested for, each once. */
export function suggestedParts({ text, attributes }: SuggestRequest): readonly string[] {
  const spans = Object.values(attributes).flatMap((given) => given.spans)
  return [...new Set(spans.map(({ begin = 0, end = 0 }) => text.slice(begin, end)))]
}

function givenProblem({ text, attributes }: SuggestRequest): PerspectiveProblem | null {
  const entries = Object.entries(attributes)
  if (entries.length === 0) return malformed('attribute_scores must not be empty.')
  let count = 0
  for (const [name, { summary, spans }] of entries) {
    const given = [...(summary === null ? [] : [summary]), ...spans.map(({ score }) => score)]
    if (given.length === 0) return malformed(`The scores of attribute ${name} must not be empty.`)
    for (const score of given) {
      const wrong = attributeProblem(name, score?.type) ?? valueProblem(name, score)
      if (wrong !== null) return wrong
    }
    for (const { begin, end } of spans) {
      if (begin === undefined || end === undefined) {
        return malformed(`Every span score of attribute ${name} needs begin and end.`)
      }
      const isPart = Number.isInteger(begin) && Number.isInteger(end) && begin >= 0 && begin < end
      if (!isPart || end > text.length) {
        return malformed(`A span score of attribute ${name} lies outside of the comment.`)
      }
    }
    count += given.length
  }
  if (count > SUGGESTED_SCORES_MAX) {
    return malformed(`At most ${SUGGESTED_SCORES_MAX} scores can be suggested at once.`)
  }
  if (coveredUnits(attributes) <= COVERED_TIMES_MAX * text.length) return null
  return malformed('The span scores of a suggestion overlap too much.')
}

function valueProblem(name: string, score: GivenScore | null): PerspectiveProblem | null {
  const value = score?.value
  if (value !== undefined && value >= 0 && value <= 1) return null
  return malformed(`Every score of attribute ${name} needs a value from 0 to 1.`)
}

function malformed(message: string): PerspectiveProblem {
  return perspectiveProblem(message, 'INVALID_REQUEST')
}

/** UTF-16 units of all different parts together. */
function coveredUnits(attributes: SuggestRequest['attributes']): number {
  const spans = Object.values(attributes).flatMap((given) => given.spans)
  const parts = spans.map(({ begin = 0, end = 0 }) => ({ begin, end }))
  const different = new Map(parts.map((part) => [partKey(part), part.end - part.begin]))
  return different.values().reduce((sum, units) => sum + units, 0)
}

function partKey({ begin, end }: Part): string {
  return `${begin}-${end}`
}
