/** The page about what is learned from moderators' decisions, and what they can do about it. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Problem } from '#contract/errors.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import {
  askToLearn,
  undoLearned,
  undoThreshold,
  useLearned,
  useThreshold,
  type DecideLearningInput,
} from '#operations/learning/decide-learning.ts'
import { learningPage } from '#pages/learning-page.ts'
import { pathId } from '#http/read-request.ts'
import { readLearning } from '#operations/learning/review-learning.ts'

const SEE_OTHER = 303

type Decide = (ports: HttpTools['ports'], input: DecideLearningInput) => Promise<Outcome<null, Problem>>

export function learningRoutes(tools: HttpTools) {
  return {
    learning: async (context) => {
      const found = await readLearning(tools.ports, { actor: context.get('actor') })
      if (!found.ok) return answerProblem(context, tools, found.problem)
      // Until a turn has ended since: who reloads the page later is not told that it goes on.
      const isAsked = Number(context.req.query('asked')) > (found.value.lastTurn?.at ?? 0)
      return answerPage(context, learningPage(tools.page, { ...found.value, isAsked }))
    },
    askToLearn: async (context) => {
      const asked = await askToLearn(tools.ports, { actor: context.get('actor') })
      return asked.ok
        ? context.redirect(`/learning?asked=${tools.ports.clock.now()}`, SEE_OTHER)
        : answerProblem(context, tools, asked.problem)
    },
    useLearned: (context) => decide(context, tools, useLearned),
    undoLearned: (context) => decide(context, tools, undoLearned),
    useThreshold: (context) => decide(context, tools, useThreshold),
    undoThreshold: async (context) => {
      const undone = await undoThreshold(tools.ports, { actor: context.get('actor') })
      return undone.ok
        ? context.redirect('/learning', SEE_OTHER)
        : answerProblem(context, tools, undone.problem)
    },
  } satisfies Record<string, Handler>
}

async function decide(context: HttpContext, tools: HttpTools, by: Decide): Promise<Response> {
  const versionId = pathId(context, 'versionId')
  if (!versionId.ok) return answerProblem(context, tools, versionId.problem)
  const decided = await by(tools.ports, { versionId: versionId.value, actor: context.get('actor') })
  if (!decided.ok) return answerProblem(context, tools, decided.problem)
  return context.redirect('/learning', SEE_OTHER)
}
