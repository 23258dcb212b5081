/** In the place of Perspective's API: scores for programs with a key, in the shapes they know. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import type { PerspectiveProblem } from '#domain/civility/perspective.ts'
import { MODEL_HEADER, STAGE_HEADER, answerGoogle, answerGoogleProblem } from '#http/answer-google.ts'
import { DISCOVERY_VERSION, perspectiveDiscovery } from '#contract/perspective-discovery.ts'
import { analyzeText } from '#operations/analyze-text.ts'
import { civilityOff, fromErrorCode, fromPerspectiveProblem } from '#contract/google-problem.ts'
import { readGoogleBody } from '#http/read-google-body.ts'
import { readAnalyzeRequest, readSuggestRequest } from '#contract/perspective.ts'
import { suggestScore } from '#operations/suggest-score.ts'

export function perspectiveRoutes(tools: HttpTools) {
  const discovery: Handler = (context) => {
    const version = context.req.query('version') ?? DISCOVERY_VERSION
    if (version !== DISCOVERY_VERSION) return answerGoogleProblem(context, fromErrorCode('not-found', null))
    return answerGoogle(context, perspectiveDiscovery(answeringOrigin(context, tools)))
  }
  return {
    analyze: async (context) => {
      const body = await readGoogleBody(context)
      if (!body.ok) return answerGoogleProblem(context, body.problem)
      const request = readAnalyzeRequest(body.value)
      if (!request.ok) return answerGoogleProblem(context, request.problem)
      const analyzed = await analyzeText(tools.ports, request.value)
      if (!analyzed.ok) return refuse(context, analyzed.problem)
      context.header(MODEL_HEADER, analyzed.value.model)
      context.header(STAGE_HEADER, analyzed.value.stage)
      return answerGoogle(context, analyzed.value.answer)
    },
    suggestScore: async (context) => {
      const body = await readGoogleBody(context)
      if (!body.ok) return answerGoogleProblem(context, body.problem)
      const call = readSuggestRequest(body.value)
      if (!call.ok) return answerGoogleProblem(context, call.problem)
      const { request, community, sourceUrl, clientToken } = call.value
      const apiKeyId = context.get('apiKey')?.id ?? ''
      const suggestion = { request, community, sourceUrl, apiKeyId }
      const suggested = await suggestScore(tools.ports, suggestion)
      if (!suggested.ok) return refuse(context, suggested.problem)
      return answerGoogle(context, {
        ...(clientToken === undefined ? {} : { clientToken }),
        detectedLanguages: suggested.value.detectedLanguages,
        requestedLanguages: request.languages,
      })
    },
    discovery,
    discoveryByName: discovery,
  } satisfies Record<string, Handler>
}

function refuse(context: HttpContext, problem: PerspectiveProblem | 'civility-off'): Response {
  const refusal = problem === 'civility-off' ? civilityOff() : fromPerspectiveProblem(problem)
  return answerGoogleProblem(context, refusal)
}

/** Clients send everything to the origin that the document names: the one they asked, if it can be told. */
function answeringOrigin(context: HttpContext, { page, trustsProxy }: HttpTools): string {
  const own = new URL(page.site.publicUrl)
  const { host } = new URL(context.req.url)
  if (host === own.host) return own.origin
  const forwarded = trustsProxy ? context.req.header('X-Forwarded-Proto') : undefined
  return `${forwarded === 'https' ? 'https' : 'http'}://${host}`
}
