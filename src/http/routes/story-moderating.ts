/** Moderating a story as a whole: closing, reopening, moving, merging, and taking that back. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { ERRORS, problem, type Problem } from '#contract/errors.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { checkFields, pathId, readForm } from '#http/read-request.ts'
import { decideStory } from '#operations/decide-story.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { mergePage } from '#pages/merge-page.ts'
import { mergeStories } from '#operations/merge-stories.ts'
import { movePage } from '#pages/move-page.ts'
import { moveStory } from '#operations/move-story.ts'
import { mergeStoriesRequest, moveStoryRequest, storyDecisionRequest } from '#contract/comment.ts'
import { problemText } from '#pages/small-pages.ts'
import { readStory } from '#operations/read-story.ts'
import { undoStoryDecision } from '#operations/undo-story-decision.ts'

const SEE_OTHER = 303

/** The path of a story's own page. */
const STORY_PATH = /^\/s\/([0-9a-f-]{36})(?:\/yours)?$/

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
    mergeForm: async (context) => {
      const storyId = pathId(context, 'storyId')
      const fields = await readForm(context)
      if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
      const request = fields.ok ? checkFields(mergeStoriesRequest, fields.value) : fields
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const { into: intoId, reason } = request.value
      const actor = context.get('actor')
      const merged = await mergeStories(tools.ports, { storyId: storyId.value, intoId, reason, actor })
      if (!merged.ok) return answerProblem(context, tools, merged.problem)
      return context.redirect(threadOf(merged.value.to), SEE_OTHER)
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

async function moveByForm(context: HttpContext, tools: HttpTools): Promise<Response> {
  const storyId = pathId(context, 'storyId')
  const fields = await readForm(context)
  if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
  const request = fields.ok ? checkFields(moveStoryRequest, fields.value) : fields
  if (!request.ok) return answerProblem(context, tools, request.problem)
  const { address, reason } = request.value
  const otherId = storyIdIn(context, tools, address)
  if (otherId !== null) return askToMerge(context, tools, { storyId: storyId.value, otherId, reason })
  const asked = { storyId: storyId.value, address, reason }
  const moved = await moveStory(tools.ports, { ...asked, actor: context.get('actor') })
  const shown = { ...asked, reason: reason ?? '' }
  if (!moved.ok) return showMove(context, tools, { ...shown, problem: moved.problem })
  if (moved.value.kind === 'taken') {
    return askToMerge(context, tools, { storyId: storyId.value, otherId: moved.value.otherId, reason })
  }
  return context.redirect(threadOf(storyId.value), SEE_OTHER)
}

/** Stories that stand at no other address are named by their own page here. */
function storyIdIn(context: HttpContext, tools: HttpTools, address: string): string | null {
  const url = URL.parse(address.trim())
  const ours = [new URL(tools.page.site.publicUrl).host, context.req.header('Host')]
  const id = STORY_PATH.exec(url?.pathname ?? '')?.[1] ?? ''
  return url && ours.includes(url.host) && isUuidV7(id) ? id : null
}

/** Nothing has happened yet: what would go where is shown, with a button. */
async function askToMerge(
  context: HttpContext,
  tools: HttpTools,
  asked: { readonly storyId: string; readonly otherId: string; readonly reason: string | null },
): Promise<Response> {
  const story = await readStory(tools.ports, asked.storyId)
  const into = await readStory(tools.ports, asked.otherId)
  if (!story.ok) return answerProblem(context, tools, story.problem)
  if (!into.ok) return answerProblem(context, tools, into.problem)
  if (story.value.id === into.value.id) {
    return answerProblem(context, tools, problem('story-decision-not-possible'))
  }
  const reason = asked.reason ?? ''
  return answerPage(context, mergePage(tools.page, { story: story.value, into: into.value, reason }))
}

/** The form, with what was typed and what was wrong with it. */
async function showMove(
  context: HttpContext,
  tools: HttpTools,
  {
    storyId,
    problem: found,
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
  const error = found ? problemText(found, tools.page.words) : null
  const shown = movePage(tools.page, { story: story.value, error, ...typed })
  return answerPage(context, shown, found ? ERRORS[found.code] : 200)
}
