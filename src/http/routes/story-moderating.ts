/** Moderating a story as a whole: closing, reopening, moving, and taking that back. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { ERRORS, type Problem } from '#contract/errors.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { checkFields, pathId, readForm } from '#http/read-request.ts'
import { decideStory } from '#operations/decide-story.ts'
import { movePage } from '#pages/move-page.ts'
import { moveStory } from '#operations/move-story.ts'
import { moveStoryRequest, storyDecisionRequest } from '#contract/comment.ts'
import { problemText } from '#pages/small-pages.ts'
import { readStory } from '#operations/read-story.ts'
import { undoStoryDecision } from '#operations/undo-story-decision.ts'

const SEE_OTHER = 303

export function storyModeratingRoutes(tools: HttpTools) {
  return {
    decideStoryForm: async (context) => {
      const storyId = pathId(context, 'storyId')
      const fields = await readForm(context)
      if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
      const request = fields.ok ? checkFields(storyDecisionRequest, fields.value) : fields
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const actor = context.get('actor')
      const decided = await decideStory(tools.ports, { ...request.value, storyId: storyId.value, actor })
      if (!decided.ok) return answerProblem(context, tools, decided.problem)
      return context.redirect(threadOf(storyId.value), SEE_OTHER)
    },
    movePage: async (context) => {
      const storyId = pathId(context, 'storyId')
      if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
      return showMove(context, tools, { storyId: storyId.value, address: '', reason: '' })
    },
    moveForm: (context) => moveByForm(context, tools),
    undoStoryForm: async (context) => {
      const decisionId = pathId(context, 'decisionId')
      if (!decisionId.ok) return answerProblem(context, tools, decisionId.problem)
      const actor = context.get('actor')
      const undone = await undoStoryDecision(tools.ports, { decisionId: decisionId.value, actor })
      if (!undone.ok) return answerProblem(context, tools, undone.problem)
      return context.redirect(threadOf(undone.value.storyId), SEE_OTHER)
    },
  } satisfies Record<string, Handler>
}

/** Where the controls stand. */
function threadOf(storyId: string): string {
  return `/s/${storyId}/yours#thread`
}

async function moveByForm(context: HttpContext, tools: HttpTools): Promise<Response> {
  const storyId = pathId(context, 'storyId')
  const fields = await readForm(context)
  if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
  const request = fields.ok ? checkFields(moveStoryRequest, fields.value) : fields
  if (!request.ok) return answerProblem(context, tools, request.problem)
  const { address, reason } = request.value
  const asked = { storyId: storyId.value, address, reason }
  const moved = await moveStory(tools.ports, { ...asked, actor: context.get('actor') })
  const shown = { ...asked, reason: reason ?? '' }
  if (!moved.ok) return showMove(context, tools, { ...shown, problem: moved.problem })
  return context.redirect(threadOf(storyId.value), SEE_OTHER)
}

/** The form, with what was typed and what was wrong with it. */
async function showMove(
  context: HttpContext,
  tools: HttpTools,
  {
    storyId,
    problem,
    ...typed
  }: {
    readonly storyId: string
    readonly address: string
    readonly reason: string
    readonly problem?: Problem
  },
): Promise<Response> {
  const story = await readStory(tools.ports, storyId)
  if (!story.ok) return answerProblem(context, tools, story.problem)
  const error = problem ? problemText(problem, tools.page.words) : null
  const shown = movePage(tools.page, { story: story.value, error, ...typed })
  return answerPage(context, shown, problem ? ERRORS[problem.code] : 200)
}
