/** The discovery document by which Google's clients learn where this API is and what it takes. */
import { ROUTES } from '#contract/routes.ts'

export const DISCOVERY_VERSION = 'v1alpha1'

type Schema = Readonly<Record<string, unknown>>

const TEXT = { type: 'string' }
const FLAG = { type: 'boolean' }
const FLOAT = { type: 'number', format: 'float' }
const INTEGER = { type: 'integer', format: 'int32' }
const SCORE_TYPE = { type: 'string', enum: ['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY'] }
const ref = (name: string): Schema => ({ $ref: name })
const list = (items: Schema): Schema => ({ type: 'array', items })
const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values })

const IN_COMMON = {
  comment: ref('TextEntry'),
  context: ref('Context'),
  languages: list(TEXT),
  clientToken: TEXT,
  communityId: TEXT,
  sessionId: TEXT,
}

const SCHEMAS: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  AnalyzeCommentRequest: {
    ...IN_COMMON,
    requestedAttributes: mapOf(ref('AttributeParameters')),
    doNotStore: FLAG,
    dropUnsupportedAttributes: FLAG,
    spanAnnotations: FLAG,
  },
  AnalyzeCommentResponse: {
    attributeScores: mapOf(ref('AttributeScores')),
    languages: list(TEXT),
    detectedLanguages: list(TEXT),
    clientToken: TEXT,
  },
  ArticleAndParentComment: { article: ref('TextEntry'), parentComment: ref('TextEntry') },
  AttributeParameters: { scoreType: SCORE_TYPE, scoreThreshold: FLOAT },
  AttributeScores: { summaryScore: ref('Score'), spanScores: list(ref('SpanScore')) },
  Context: {
    entries: list(ref('TextEntry')),
    articleAndParentComment: ref('ArticleAndParentComment'),
  },
  Score: { value: FLOAT, type: SCORE_TYPE },
  SpanScore: { begin: INTEGER, end: INTEGER, score: ref('Score') },
  SuggestCommentScoreRequest: { ...IN_COMMON, attributeScores: mapOf(ref('AttributeScores')) },
  SuggestCommentScoreResponse: {
    clientToken: TEXT,
    detectedLanguages: list(TEXT),
    requestedLanguages: list(TEXT),
  },
  TextEntry: {
    text: TEXT,
    type: { type: 'string', enum: ['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML'] },
  },
}

const PARAMETERS = {
  key: { type: 'string', location: 'query', description: 'A key made with: parley admin api-key make' },
  alt: { type: 'string', location: 'query', default: 'json', enum: ['json'] },
  prettyPrint: { type: 'boolean', location: 'query', default: 'true' },
  quotaUser: { type: 'string', location: 'query' },
  fields: { type: 'string', location: 'query' },
  '$.xgafv': { type: 'string', location: 'query', enum: ['1', '2'] },
}

/** `origin` is the one that answers: clients send everything there. */
export function perspectiveDiscovery(origin: string): Readonly<Record<string, unknown>> {
  const rootUrl = `${origin}/`
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: `commentanalyzer:${DISCOVERY_VERSION}`,
    name: 'commentanalyzer',
    canonicalName: 'Comment Analyzer',
    version: DISCOVERY_VERSION,
    title: "Parley in place of Perspective's API",
    description: 'Scores comments on this server. Nothing that is analysed is stored or sent elsewhere.',
    protocol: 'rest',
    rootUrl,
    baseUrl: rootUrl,
    basePath: '',
    servicePath: '',
    batchPath: 'batch',
    parameters: PARAMETERS,
    resources: {
      comments: {
        methods: {
          analyze: method('analyze', ROUTES.analyze.path, 'AnalyzeComment'),
          suggestscore: method('suggestscore', ROUTES.suggestScore.path, 'SuggestCommentScore'),
        },
      },
    },
    schemas: Object.fromEntries(
      Object.entries(SCHEMAS).map(([id, properties]) => [id, { id, type: 'object', properties }]),
    ),
  }
}

function method(name: string, address: string, message: string): Schema {
  const path = address.slice(1)
  return {
    id: `commentanalyzer.comments.${name}`,
    path,
    flatPath: path,
    httpMethod: 'POST',
    parameters: {},
    parameterOrder: [],
    request: ref(`${message}Request`),
    response: ref(`${message}Response`),
  }
}
