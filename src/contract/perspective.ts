/** What crosses the wire where Parley stands in for Perspective's API: requests as JSON, and the addresses' paths. */
import { z } from 'zod'
import type { AnalyzeRequest } from '#domain/civility/perspective.ts'
import type { SuggestRequest } from '#domain/civility/suggestion.ts'
import { done, failed, type Outcome } from '#base/outcome.ts'
import { invalidValue, unreadableJson, type GoogleProblem } from '#contract/google-problem.ts'

/** Paths under which everything is asked and answered as Perspective did it. */
const PATHS = /^\/(?:v1alpha1\/|\$discovery\/|discovery\/v1\/)/

export function isPerspectivePath(path: string): boolean {
  return PATHS.test(path)
}

/** Languages named in one request: more than anybody writes one comment in. */
const LANGUAGES_MAX = 20
/** Code points of a community's name that are kept. */
const COMMUNITY_MAX = 200
/** Characters of an address that is kept. */
const SOURCE_URL_MAX = 2_000

/** A number as JSON writes it. */
const NUMBER = /^-?\d{1,20}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/

/** In the JSON of protocol buffers, null says as much as nothing. */
const text = z
  .string()
  .nullish()
  .transform((given) => given ?? undefined)
/** Protocol buffers write numbers as strings too. */
const number = z
  .union([z.number(), z.string().regex(NUMBER).transform(Number)], 'Invalid input: expected number')
  .nullish()
  .transform((given) => given ?? undefined)
const flag = z
  .boolean()
  .nullish()
  .transform((given) => given ?? false)
const textEntry = z.object({ text, type: text })

const context = z
  .object({
    entries: z.array(textEntry).nullish(),
    articleAndParentComment: z.object({}).nullish(),
  })
  .nullish()

const inCommon = {
  comment: textEntry.nullish(),
  context,
  languages: z.array(z.string()).max(LANGUAGES_MAX).nullish(),
  clientToken: text,
  communityId: text,
  sessionId: text,
}

const analyzeBody = z.object({
  ...inCommon,
  requestedAttributes: z
    .record(z.string(), z.object({ scoreType: text, scoreThreshold: number }).nullable())
    .nullish(),
  spanAnnotations: flag,
  dropUnsupportedAttributes: flag,
  /** Nothing that is analysed is ever stored, so both answers are kept. */
  doNotStore: flag,
})

const score = z.object({ value: number, type: text }).nullish()

const suggestBody = z.object({
  ...inCommon,
  attributeScores: z
    .record(
      z.string(),
      z
        .object({
          summaryScore: score,
          spanScores: z.array(z.object({ begin: number, end: number, score })).nullish(),
        })
        .nullable(),
    )
    .nullish(),
})

/** A suggestion as it was sent, with what is kept of where it came from. */
export interface SuggestCall {
  readonly request: SuggestRequest
  readonly requestedLanguages: readonly string[]
  readonly clientToken: string | undefined
  readonly community: string | null
  readonly sourceUrl: string | null
}

export function readAnalyzeRequest(body: string): Outcome<AnalyzeRequest, GoogleProblem> {
  const read = readBody(analyzeBody, body)
  if (!read.ok) return read
  const { requestedAttributes, spanAnnotations, dropUnsupportedAttributes, clientToken } = read.value
  const attributes = Object.entries(requestedAttributes ?? {}).map(([name, asked]) => [
    name,
    {
      ...(asked?.scoreType === undefined ? {} : { scoreType: asked.scoreType }),
      ...(asked?.scoreThreshold === undefined ? {} : { scoreThreshold: asked.scoreThreshold }),
    },
  ])
  return done({
    ...commentOf(read.value),
    attributes: Object.fromEntries(attributes) as AnalyzeRequest['attributes'],
    spanAnnotations,
    dropsUnsupported: dropUnsupportedAttributes,
    ...(clientToken === undefined ? {} : { clientToken }),
  })
}

export function readSuggestRequest(body: string): Outcome<SuggestCall, GoogleProblem> {
  const read = readBody(suggestBody, body)
  if (!read.ok) return read
  const { attributeScores, clientToken, communityId } = read.value
  const attributes = Object.entries(attributeScores ?? {}).map(([name, given]) => [
    name,
    {
      summary: given?.summaryScore ?? null,
      spans: (given?.spanScores ?? []).map((span) => ({ ...span, score: span.score ?? null })),
    },
  ])
  const comment = commentOf(read.value)
  return done({
    request: { ...comment, attributes: Object.fromEntries(attributes) as SuggestRequest['attributes'] },
    requestedLanguages: comment.languages,
    clientToken,
    community: communityId ? Array.from(communityId).slice(0, COMMUNITY_MAX).join('') : null,
    sourceUrl: sourceUrl(read.value.context?.entries?.[0]?.text),
  })
}

function commentOf({
  comment,
  context: around,
  languages,
}: Pick<z.infer<typeof analyzeBody>, 'comment' | 'context' | 'languages'>): Pick<
  AnalyzeRequest,
  'text' | 'textType' | 'languages' | 'hasTwoContexts'
> {
  return {
    text: comment?.text ?? '',
    textType: comment?.type ?? 'TEXT_TYPE_UNSPECIFIED',
    languages: languages ?? [],
    hasTwoContexts: Boolean(around?.entries?.length) && Boolean(around?.articleAndParentComment),
  }
}

/** Coral writes JSON into the first entry of the context, with the address of the comment in it. */
function sourceUrl(entry: string | undefined): string | null {
  const json = entry?.trimStart().startsWith('{') ? parsed(entry) : undefined
  if (typeof json !== 'object' || json === null || !('url' in json) || typeof json.url !== 'string')
    return null
  const url = URL.parse(json.url)
  const isUsable =
    url !== null && ['http:', 'https:'].includes(url.protocol) && url.href.length <= SOURCE_URL_MAX
  return isUsable ? url.href : null
}

function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: string,
): Outcome<z.infer<Schema>, GoogleProblem> {
  const json = parsed(body) ?? parsed(quoteNames(body))
  if (json === undefined) return failed(unreadableJson())
  const checked = schema.safeParse(json)
  if (checked.success) return done(checked.data)
  const [issue] = checked.error.issues
  return failed(invalidValue(issue?.path.join('.') ?? '', issue?.message ?? ''))
}

/** Google reads `{comment: {text: "…"}}` too, and Perspective's own first example was written so. */
function quoteNames(body: string): string {
  return body.replace(/"(?:[^"\\]|\\.)*"|(?<=[{,]\s{0,80})[A-Za-z_]\w{0,80}(?=\s{0,80}:)/gs, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  )
}

/** Fields by the other name that they have: protocol buffers read both, and some programs send what their docs say. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  [
    'requestedAttributes',
    'attributeScores',
    'scoreType',
    'scoreThreshold',
    'summaryScore',
    'spanScores',
    'spanAnnotations',
    'dropUnsupportedAttributes',
    'doNotStore',
    'clientToken',
    'communityId',
    'sessionId',
    'articleAndParentComment',
  ].map((name) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), name]),
)

/** Names of attributes are in capitals, so no attribute is taken for a field. */
function renameFields(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (!Object.keys(value).some((name) => OTHER_NAMES.has(name))) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [OTHER_NAMES.get(name) ?? name, inner]),
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json, renameFields) as unknown
  } catch {
    return undefined
  }
}
