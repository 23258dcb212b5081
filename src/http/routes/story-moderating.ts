/** Moderating a story as a whole: closing, reopening, and taking that back. */
import type { Handler, HttpTools } from '#http/http-tools.ts'
import { answerProblem } from '#http/answer.ts'
import { checkFields, pathId, readForm } from '#http/read-request.ts'
import { decideStory, undoStoryDecision } from '#operations/decide-story.ts'
import { storyDecisionRequest } from '#contract/comment.ts'

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
