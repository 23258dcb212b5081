/** Moderating in place, and signing in to do it. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { ERRORS, problem } from '#contract/errors.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { checkFields, pathId, readForm } from '#http/read-request.ts'
import { decide, undoDecision } from '#operations/decide.ts'
import { decisionRequest, signInRequest } from '#contract/comment.ts'
import { forgetSession, rememberSession } from '#http/who.ts'
import { isLinkGood, signIn, signOut } from '#operations/sign-in.ts'
import { problemText, readingsPage, revisionsPage, signInPage, youPage } from '#pages/small-pages.ts'
import { readReadings } from '#operations/read-readings.ts'
import { readRevisions } from '#operations/read-comment.ts'
import { returnTo } from '#http/return-to.ts'

const SEE_OTHER = 303

export function moderatingRoutes(tools: HttpTools) {
  return {
    decideForm: async (context) => {
      const commentId = pathId(context, 'commentId')
      const fields = await readForm(context)
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const request = fields.ok ? checkFields(decisionRequest, fields.value) : fields
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const decision = await decide(tools.ports, {
        ...request.value,
        commentId: commentId.value,
        actor: context.get('actor'),
      })
      if (!decision.ok) return answerProblem(context, tools, decision.problem)
      return context.redirect(returnTo(context, commentId.value), SEE_OTHER)
    },
    undoForm: async (context) => {
      const decisionId = pathId(context, 'decisionId')
      if (!decisionId.ok) return answerProblem(context, tools, decisionId.problem)
      const undone = await undoDecision(tools.ports, {
        decisionId: decisionId.value,
        actor: context.get('actor'),
      })
      if (!undone.ok) return answerProblem(context, tools, undone.problem)
      return context.redirect(returnTo(context, undone.value.commentId), SEE_OTHER)
    },
    revisions: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const actor = context.get('actor')
      const found = await readRevisions(tools.ports, { commentId: commentId.value, actor })
      if (!found.ok) return answerProblem(context, tools, found.problem)
      return answerPage(context, revisionsPage(tools.page, found.value))
    },
    readings: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const actor = context.get('actor')
      const found = await readReadings(tools.ports, { commentId: commentId.value, actor })
      if (!found.ok) return answerProblem(context, tools, found.problem)
      return answerPage(context, readingsPage(tools.page, found.value))
    },
  } satisfies Record<string, Handler>
}

export function signInRoutes(tools: HttpTools) {
  return {
    // Opening the link changes nothing: mail programs and previews open links as well.
    signInPage: async (context) => {
      const token = context.req.query('token') ?? ''
      if (!(await isLinkGood(tools.ports, token))) {
        return answerProblem(context, tools, problem('link-used-up'))
      }
      return answerPage(context, signInPage(tools.page, { token, name: '', error: null }))
    },
    signIn: (context) => signInByForm(context, tools),
    you: (context) => {
      const { personId, name, standing, role } = context.get('actor')
      const you = { isKnown: personId !== null, name, standing, isModerator: role === 'moderator' }
      return answerPage(context, youPage(tools.page, you))
    },
    signOut: async (context) => {
      const token = forgetSession(context, tools)
      if (token !== null) await signOut(tools.ports, token)
      return context.redirect('/', SEE_OTHER)
    },
  } satisfies Record<string, Handler>
}

async function signInByForm(context: HttpContext, tools: HttpTools): Promise<Response> {
  const fields = await readForm(context)
  const request = fields.ok ? checkFields(signInRequest, fields.value) : fields
  if (!request.ok) return answerProblem(context, tools, request.problem)
  const signedIn = await signIn(tools.ports, request.value)
  if (!signedIn.ok) {
    if (signedIn.problem.code === 'link-used-up') return answerProblem(context, tools, signedIn.problem)
    const error = problemText(signedIn.problem, tools.page.words)
    return answerPage(
      context,
      signInPage(tools.page, { ...request.value, error }),
      ERRORS[signedIn.problem.code],
    )
  }
  rememberSession(context, tools, signedIn.value.sessionToken)
  return context.redirect('/you', SEE_OTHER)
}
