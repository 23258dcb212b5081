/** Perspective's comments:analyze on Parley's scores: the checks, the messages and the shape of the answer. */

import { done, failed, type Outcome } from '#base/outcome.ts'
import type { Attribute } from './attribute.ts'
import { splitSentences } from './split-sentences.ts'
import { UNDETERMINED, type CivilityScore, type CivilityScorer } from './score-text.ts'

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
  /** Attributes that the language does not support are left out instead of refused. */
  readonly dropsUnsupported: boolean
  readonly hasTwoContexts: boolean
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
  /** Which attribute does not support which languages, where that is the problem. */
  readonly unsupported?: {
    readonly attribute: string
    readonly requestedLanguages: readonly string[]
    readonly detectedLanguages: readonly string[]
  }
}

/** Bytes of UTF-8, Perspective's own bound. */
const TEXT_BYTES_MAX = 20_480

/** Languages of a request that are tried one after the other; each costs a scoring. */
const LANGUAGES_TRIED_MAX = 4

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
  const problem = requestProblem(request)
  if (problem !== null) return failed(problem)
  const read = scoreInLanguage(request, scorer)
  if (!read.ok) return read
  const { whole, languages } = read.value
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
      if (request.dropsUnsupported) continue
      return failed(unsupportedProblem(name, { requested: request.languages, scored: whole.language }))
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
    detectedLanguages: detectedLanguages(request, scorer, whole),
    ...(request.clientToken === undefined ? {} : { clientToken: request.clientToken }),
  })
}

/**
 * Scores in the first asked language that supports all that is asked, else in the first; where none is asked, in the
 * detected one. `attributes` are names as Perspective writes them.
 */
export function scoreInLanguage(
  asked: Pick<AnalyzeRequest, 'text' | 'languages'> & { readonly attributes: object },
  scorer: CivilityScorer,
): Outcome<{ readonly whole: CivilityScore; readonly languages: readonly string[] }, PerspectiveProblem> {
  const { text, languages } = asked
  const first = scorer.score(text, statedLanguage(languages))
  if (languages.length === 0) {
    if (first.language === UNDETERMINED) {
      return failed(perspectiveProblem('Unable to detect language', 'LANGUAGE_DETECTION_FAILED'))
    }
    return done({ whole: first, languages: [first.language] })
  }
  const supportsAll = ({ scores }: CivilityScore) =>
    Object.keys(asked.attributes).every((name) => {
      const attribute = PERSPECTIVE_ATTRIBUTES[name]
      return attribute !== undefined && scores[attribute] !== undefined
    })
  if (supportsAll(first)) return done({ whole: first, languages })
  for (const language of languages.slice(1, LANGUAGES_TRIED_MAX)) {
    const other = scorer.score(text, scoredLanguage(language))
    if (supportsAll(other)) return done({ whole: other, languages })
  }
  return done({ whole: first, languages })
}

/** What the text itself shows, also where the caller named another language; empty where it shows none. */
export function detectedLanguages(
  { text, languages }: Pick<AnalyzeRequest, 'text' | 'languages'>,
  scorer: CivilityScorer,
  whole: CivilityScore,
): readonly string[] {
  const detected = languages.length === 0 ? whole.language : scorer.detect(text)
  return detected === UNDETERMINED ? [] : [detected]
}

/** The language that a text is scored in first, where the caller names one. */
export function statedLanguage(languages: readonly string[]): string | undefined {
  return languages[0] === undefined ? undefined : scoredLanguage(languages[0])
}

/** "pt-BR" is scored as "pt", and so is "pt_BR", which is how WordPress and others write it. Another script than the usual one is another language to a model that reads letters. */
function scoredLanguage(tag: string): string {
  return /-latn\b/i.test(tag) ? tag.toLowerCase() : (tag.split(/[-_]/)[0] ?? tag).toLowerCase()
}

function unsupportedProblem(
  attribute: string,
  { requested, scored }: { readonly requested: readonly string[]; readonly scored: string },
): PerspectiveProblem {
  const languages = requested.length > 0 ? requested : [scored]
  return {
    ...perspectiveProblem(
      `Attribute ${attribute} does not support request languages: ${languages.join(', ')}`,
      'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
    ),
    unsupported: {
      attribute,
      requestedLanguages: requested,
      detectedLanguages: requested.length > 0 ? [] : [scored],
    },
  }
}

/** What is wrong with the request, before anything is scored. */
export function requestProblem(request: AnalyzeRequest): PerspectiveProblem | null {
  const unfit = textProblem(request)
  if (unfit !== null) return unfit
  const names = Object.keys(request.attributes)
  if (names.length === 0) return perspectiveProblem('Missing requested_attributes', 'NO_REQUESTED_ATTRIBUTES')
  for (const name of names) {
    const type = request.attributes[name]?.scoreType
    const wrong = attributeProblem(name, type)
    if (wrong !== null) return wrong
  }
  return null
}

/** What is wrong with the comment itself, or with what it is said to stand in. */
export function textProblem({
  text,
  textType,
  hasTwoContexts,
}: Pick<AnalyzeRequest, 'text' | 'textType' | 'hasTwoContexts'>): PerspectiveProblem | null {
  if (text.trim() === '') return perspectiveProblem('Comment must be non-empty.', 'COMMENT_EMPTY')
  // A UTF-16 unit is one byte at least, so most texts that are too long need not be encoded.
  if (text.length > TEXT_BYTES_MAX || new TextEncoder().encode(text).length > TEXT_BYTES_MAX) {
    return perspectiveProblem('Comment text too long.', 'COMMENT_TOO_LONG')
  }
  if (textType === 'HTML')
    return perspectiveProblem("Currently, only 'PLAIN_TEXT' comments are supported", 'INVALID_REQUEST')
  if (!['PLAIN_TEXT', 'TEXT_TYPE_UNSPECIFIED'].includes(textType)) {
    return perspectiveProblem('Unknown text type', 'INVALID_REQUEST')
  }
  if (!hasTwoContexts) return null
  return perspectiveProblem(
    'Context can have either entries or article_and_parent_comment, but both fields were populated.',
    'INVALID_REQUEST',
  )
}

/** What Parley cannot honestly score is unknown to it. */
export function attributeProblem(name: string, scoreType = 'PROBABILITY'): PerspectiveProblem | null {
  if (!Object.hasOwn(PERSPECTIVE_ATTRIBUTES, name)) {
    return perspectiveProblem(`Unknown requested attribute: ${name}`, 'INVALID_REQUEST')
  }
  if (['PROBABILITY', 'SCORE_TYPE_UNSPECIFIED'].includes(scoreType)) return null
  return perspectiveProblem(
    `Requested score type ${scoreType} is not supported by attribute ${name}`,
    'INVALID_REQUEST',
  )
}

export function perspectiveProblem(
  message: string,
  errorType: PerspectiveProblem['errorType'],
): PerspectiveProblem {
  return { message, errorType }
}

function probability(value: number): PerspectiveScore {
  return { value, type: 'PROBABILITY' }
}
