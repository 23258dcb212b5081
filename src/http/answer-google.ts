/** Answers as Google's APIs give them: JSON that any page may read, and refusals in their envelope. */
import type { HttpContext } from '#http/http-tools.ts'
import type { GoogleProblem } from '#contract/google-problem.ts'
import { RESOURCE_POLICY } from '#http/guards/security-headers.ts'

/** Names the version of the weights that scored; the bodies have no place for it. */
export const MODEL_HEADER = 'Parley-Model'

/** `two` where both stages scored; `one` with the reason where the first stands alone. */
export const STAGE_HEADER = 'Parley-Stage'

/** Seconds a browser may remember what a preflight was told: what Chromium takes at most. */
const PREFLIGHT_SECONDS = 7_200

/** Any origin may ask, because only the key counts and no cookie is looked at. */
const SHARED = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': `${MODEL_HEADER}, ${STAGE_HEADER}, Retry-After`,
}

export function answerGoogle(context: HttpContext, body: object): Response {
  share(context)
  return context.json(body)
}

export function answerGoogleProblem(context: HttpContext, problem: GoogleProblem): Response {
  share(context)
  const { code, message, status, details, retrySeconds } = problem
  if (retrySeconds !== null) context.header('Retry-After', String(retrySeconds))
  return context.json({ error: { code, message, status, ...(details.length > 0 ? { details } : {}) } }, code)
}

export function answerGooglePreflight(context: HttpContext, methods: readonly string[]): Response {
  share(context)
  context.header('Access-Control-Allow-Methods', methods.join(', '))
  // A star does not cover `Authorization`, which some clients send beside their key.
  context.header('Access-Control-Allow-Headers', '*, Authorization')
  context.header('Access-Control-Max-Age', String(PREFLIGHT_SECONDS))
  return context.body(null, 204)
}

function share(context: HttpContext): void {
  for (const [name, value] of Object.entries(SHARED)) context.header(name, value)
  context.header(RESOURCE_POLICY, 'cross-origin')
}
