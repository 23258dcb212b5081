/** Perspective's comments:analyze on Parley's scores: the checks, the messages and the shape of the answer. */

import { done, failed, type Outcome } from '#base/outcome.ts'
import type { Attribute } from './attribute.ts'
import { splitSentences } from './split-sentences.ts'
import type { CivilityScorer } from './score-text.ts'

/** What of a request counts here, once its JSON has the right types. */
export interface AnalyzeRequest {
  readonly text: string
  readonly textType: string
  /** Attribute names as asked, each with its threshold and score type where given. */
  readonly attributes: Readonly<
    Record<string, { readonly scoreType?: string; readonly scoreThreshold?: number }>
  >
  /** Empty when the caller leaves detection to the service. */
  readonly languages: readonly string[]
  readonly spanAnnotations: boolean
  readonly clientToken?: string
}

interface PerspectiveScore {
  readonly value: number
  readonly type: 'PROBABILITY'
}

/** Offsets are UTF-16 units, `end` exclusive, as Perspective's were. */
interface SpanScore {
  readonly begin: number
  readonly end: number
  readonly score: PerspectiveScore
}

export interface AnalyzeResponse {
  /** Absent when every attribute stayed under its threshold. */
  readonly attributeScores?: Readonly<
    Record<string, { readonly summaryScore: PerspectiveScore; readonly spanScores: readonly SpanScore[] }>
  >
  readonly languages: readonly string[]
  readonly detectedLanguages: readonly string[]
  readonly clientToken?: string
}

export interface PerspectiveProblem {
  readonly message: string
  readonly errorType:
    | 'COMMENT_TOO_LONG'
    | 'COMMENT_EMPTY'
    | 'NO_REQUESTED_ATTRIBUTES'
    | 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'
    | 'LANGUAGE_DETECTION_FAILED'
    | 'INVALID_REQUEST'
}

/** Bytes of UTF-8, Perspective's own bound. */
const TEXT_BYTES_MAX = 20_480

/** Only what Parley can honestly score; every other name is answered as an unknown attribute. */
export const PERSPECTIVE_ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  TOXICITY: 'toxicity',
  SEVERE_TOXICITY: 'severe_toxicity',
  IDENTITY_ATTACK: 'identity_attack',
  INSULT: 'insult',
  PROFANITY: 'profanity',
  THREAT: 'threat',
  SPAM: 'spam',
}

/** Answers as Perspective did; with `spanAnnotations` one span a sentence, without it one over the whole text. */
export function analyzeComment(
  request: AnalyzeRequest,
  scorer: CivilityScorer,
): Outcome<AnalyzeResponse, PerspectiveProblem> {
  const problem = problemOf(request)
  if (problem !== null) return failed(problem)
  const asked = request.languages[0]?.split('-')[0]?.toLowerCase()
  const whole = scorer.score(request.text, asked)
  if (asked === undefined && whole.language === 'und') {
    return invalid('Unable to detect language', 'LANGUAGE_DETECTION_FAILED')
  }
  const languages = request.languages.length > 0 ? request.languages : [whole.language]
  const ranges = request.spanAnnotations
    ? splitSentences(request.text)
    : [{ start: 0, end: request.text.length }]
  const parts = ranges.map((range) => ({
    range,
    scores: scorer.score(request.text.slice(range.start, range.end), whole.language).scores,
  }))
  const attributeScores: Record<string, { summaryScore: PerspectiveScore; spanScores: SpanScore[] }> = {}
  for (const [name, { scoreThreshold }] of Object.entries(request.attributes)) {
    const attribute = PERSPECTIVE_ATTRIBUTES[name]
    const value = attribute === undefined ? undefined : whole.scores[attribute]
    if (attribute === undefined || value === undefined) {
      return invalid(
        `Attribute ${name} does not support request languages: ${languages.join(', ')}`,
        'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
      )
    }
    if (scoreThreshold !== undefined && value < scoreThreshold) continue
    attributeScores[name] = {
      summaryScore: probability(value),
      spanScores: parts.map(({ range, scores }) => ({
        begin: range.start,
        end: range.end,
        score: probability(scores[attribute] ?? value),
      })),
    }
  }
  return done({
    ...(Object.keys(attributeScores).length === 0 ? {} : { attributeScores }),
    languages,
    detectedLanguages: [whole.language],
    ...(request.clientToken === undefined ? {} : { clientToken: request.clientToken }),
  })
}

function problemOf(request: AnalyzeRequest): PerspectiveProblem | null {
  const names = Object.keys(request.attributes)
  if (request.text.trim() === '') return problem('Comment must be non-empty.', 'COMMENT_EMPTY')
  if (new TextEncoder().encode(request.text).length > TEXT_BYTES_MAX) {
    return problem('Comment text too long.', 'COMMENT_TOO_LONG')
  }
  if (request.textType === 'HTML')
    return problem("Currently, only 'PLAIN_TEXT' comments are supported", 'INVALID_REQUEST')
  if (!['PLAIN_TEXT', 'TEXT_TYPE_UNSPECIFIED'].includes(request.textType)) {
    return problem('Unknown text type', 'INVALID_REQUEST')
  }
  if (names.length === 0) return problem('Missing requested_attributes', 'NO_REQUESTED_ATTRIBUTES')
  for (const name of names) {
    if (!Object.hasOwn(PERSPECTIVE_ATTRIBUTES, name)) {
      return problem(`Unknown requested attribute: ${name}`, 'INVALID_REQUEST')
    }
    const type = request.attributes[name]?.scoreType ?? 'PROBABILITY'
    if (!['PROBABILITY', 'SCORE_TYPE_UNSPECIFIED'].includes(type)) {
      const message = `Requested score type ${type} is not supported by attribute ${name}`
      return problem(message, 'INVALID_REQUEST')
    }
  }
  return null
}

function problem(message: string, errorType: PerspectiveProblem['errorType']): PerspectiveProblem {
  return { message, errorType }
}

function invalid(
  message: string,
  errorType: PerspectiveProblem['errorType'],
): Outcome<never, PerspectiveProblem> {
  return failed(problem(message, errorType))
}

function probability(value: number): PerspectiveScore {
  return { value, type: 'PROBABILITY' }
}
