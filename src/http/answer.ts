/** How outcomes become answers: pages, JSON, or the entry of the table of errors. */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Fragment } from '#pages/words.ts'
import type { HttpContext, HttpTools } from '#http/http-tools.ts'
import { ERRORS, type Problem } from '#contract/errors.ts'
import { answerGoogleProblem } from '#http/answer-google.ts'
import { fromErrorCode } from '#contract/google-problem.ts'
import { isPerspectivePath } from '#contract/perspective.ts'
import { problemPage } from '#pages/small-pages.ts'

const RETRY_SECONDS_WHEN_BUSY = 2

export async function fragmentText(fragment: Fragment): Promise<string> {
  if (typeof fragment === 'string') return fragment
  if (Array.isArray(fragment)) return (await Promise.all(fragment.map(fragmentText))).join('')
  // What a template gives is a String object that says it is escaped already.
  const made: unknown = await fragment
  return String(made)
}

export async function answerPage(
  context: HttpContext,
  fragment: Fragment,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return context.html(await fragmentText(fragment), status)
}

export function isApi(context: HttpContext): boolean {
  return /^\/(?:api\/|embed\/(?!c\/)|oembed$)/.test(context.req.path)
}

/** Counts it, and says after how many seconds the same request makes sense again. */
export function noteProblem(context: HttpContext, tools: HttpTools, { code, values }: Problem): void {
  tools.countProblem(code)
  if (code === 'too-many-requests') context.header('Retry-After', String(values?.['seconds'] ?? 1))
  if (code === 'server-busy') context.header('Retry-After', String(RETRY_SECONDS_WHEN_BUSY))
}

/** JSON for scripts, a page for people; both say what happened and what to do. */
export async function answerProblem(
  context: HttpContext,
  tools: HttpTools,
  problem: Problem,
): Promise<Response> {
  const status = ERRORS[problem.code]
  noteProblem(context, tools, problem)
  if (isPerspectivePath(context.req.path)) {
    const seconds = problem.code === 'server-busy' ? RETRY_SECONDS_WHEN_BUSY : null
    return answerGoogleProblem(context, fromErrorCode(problem.code, seconds))
  }
  const { say } = tools.page.words
  if (isApi(context)) {
    const { code, values } = problem
    const error = { code, what: say(`error.${code}.what`, values), do: say(`error.${code}.do`, values) }
    return context.json({ error }, status)
  }
  return answerPage(context, problemPage(tools.page, problem), status)
}
