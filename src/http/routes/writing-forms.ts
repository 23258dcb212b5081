/** Writing with forms: everything works without scripts, and words are never lost to a mistake. */
import type { ComposerState } from '#pages/composer.ts'
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import type { PostCommentRequest } from '#contract/comment.ts'
import type { NudgeView } from '#contract/views.ts'
import { ERRORS, problem, type Problem } from '#contract/errors.ts'
import { answerPage, answerProblem, noteProblem } from '#http/answer.ts'
import { askWriter } from '#http/ask-writer.ts'
import { castVote } from '#operations/cast-vote.ts'
import { checkFields, pathId, readForm } from '#http/read-request.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { deletePage, editPage, problemText, writePage } from '#pages/small-pages.ts'
import { editComment } from '#operations/edit-comment.ts'
import { editCommentRequest, postCommentRequest, voteRequest } from '#contract/comment.ts'
import { freshComposer } from '#http/routes/reading.ts'
import { NOT_ASKED } from '#contract/nudge.ts'
import { postComment } from '#operations/post-comment.ts'
import { previewComment } from '#operations/preview-comment.ts'
import { readComment } from '#operations/read-comment.ts'
import { readStory } from '#operations/read-story.ts'
import { rememberGuest } from '#http/who.ts'
import { returnTo } from '#http/return-to.ts'

const SEE_OTHER = 303

export function writingFormRoutes(tools: HttpTools) {
  return {
    replyPage: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const actor = context.get('actor')
      const parent = await readComment(tools.ports, { commentId: commentId.value, actor })
      if (!parent.ok) return answerProblem(context, tools, parent.problem)
      const { storyId, isOpen } = parent.value.view
      if (!isOpen) return answerProblem(context, tools, problem('story-closed'))
      const state = { ...freshComposer(storyId, actor), parentId: commentId.value, id: tools.ports.newId() }
      return showForm(context, tools, { state })
    },
    postForm: (context) => postByForm(context, tools),
    editPage: (context) => showEditor(context, tools, {}),
    editForm: async (context) => {
      const commentId = pathId(context, 'commentId')
      const fields = await readForm(context)
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      if (!fields.ok) return answerProblem(context, tools, fields.problem)
      const request = checkFields(editCommentRequest, fields.value)
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const { body } = request.value
      const actor = context.get('actor')
      const asked = await askWriter(tools, { ...request.value, actor })
      if (asked.nudge) return showEditor(context, tools, { nudge: asked.nudge, body })
      const edited = await editComment(tools.ports, { commentId: commentId.value, body, actor })
      if (!edited.ok)
        return showEditor(context, tools, { problem: edited.problem, body, told: request.value.nudge })
      if (asked.outcome) tools.countNudge(asked.outcome)
      return context.redirect(`/c/${commentId.value}/yours#c-${commentId.value}`, SEE_OTHER)
    },
    deletePage: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const actor = context.get('actor')
      const found = await readComment(tools.ports, { commentId: commentId.value, actor })
      if (!found.ok) return answerProblem(context, tools, found.problem)
      if (!found.value.view.viewer?.mayDelete) return answerProblem(context, tools, problem('not-allowed'))
      return answerPage(context, deletePage(tools.page, found.value.view))
    },
    deleteForm: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const actor = context.get('actor')
      const deleted = await deleteComment(tools.ports, { commentId: commentId.value, actor })
      if (!deleted.ok) return answerProblem(context, tools, deleted.problem)
      return context.redirect(`/s/${deleted.value.storyId}/yours#thread`, SEE_OTHER)
    },
    voteForm: async (context) => {
      const commentId = pathId(context, 'commentId')
      const fields = await readForm(context)
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      if (!fields.ok) return answerProblem(context, tools, fields.problem)
      const request = checkFields(voteRequest, fields.value)
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const { value } = request.value
      const vote = await castVote(tools.ports, {
        commentId: commentId.value,
        value,
        actor: context.get('actor'),
      })
      if (!vote.ok) return answerProblem(context, tools, vote.problem)
      rememberGuest(context, tools, vote.value.voter)
      return context.redirect(returnTo(context, commentId.value), SEE_OTHER)
    },
  } satisfies Record<string, Handler>
}

async function postByForm(context: HttpContext, tools: HttpTools): Promise<Response> {
  const storyId = pathId(context, 'storyId')
  const fields = await readForm(context)
  if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
  if (!fields.ok) return answerProblem(context, tools, fields.problem)
  const request = checkFields(postCommentRequest, fields.value)
  if (!request.ok) return answerProblem(context, tools, request.problem)
  const actor = context.get('actor')
  const state = filledIn(storyId.value, context, request.value)
  const intendsPreview = fields.value['intent'] === 'preview'
  const limited = await tools.rates.take(intendsPreview ? 'previews' : 'comments', {
    personId: actor.personId,
    addressKey: context.get('addressKey'),
  })
  if (limited) return showForm(context, tools, { state, problem: limited })
  if (intendsPreview) {
    const { language } = tools.page.words
    const preview = await previewComment(tools.ports, { body: request.value.body, actor, language })
    if (!preview.ok) return showForm(context, tools, { state, problem: preview.problem })
    const id = state.id ?? tools.ports.newId()
    return showForm(context, tools, { state: { ...state, id, preview: preview.value } })
  }
  const submission = { ...request.value, storyId: storyId.value }
  const id = idOf(submission, context, tools)
  const asked = await askWriter(tools, { ...submission, actor })
  if (asked.nudge) {
    // From here on the form carries an id: sent twice, it is one comment.
    return showForm(context, tools, {
      state: { ...state, id: id ?? tools.ports.newId(), nudge: asked.nudge },
    })
  }
  const posted = await postComment(tools.ports, { ...submission, id, actor })
  if (!posted.ok) return showForm(context, tools, { state, problem: posted.problem })
  if (asked.outcome) tools.countNudge(asked.outcome)
  const { comment, author, repeated } = posted.value
  rememberGuest(context, tools, author)
  const notice = repeated ? 'repeated' : comment.state === 'held' ? 'held' : 'posted'
  const path = comment.parentId === null ? `/s/${comment.storyId}` : `/c/${comment.id}`
  return context.redirect(`${path}/yours?notice=${notice}#c-${comment.id}`, SEE_OTHER)
}

/** Public pages carry no id, and who has never written here no cookie: then the words themselves say what is one submission. */
function idOf(
  submission: PostCommentRequest & { readonly storyId: string },
  context: HttpContext,
  tools: HttpTools,
): string | null {
  if (submission.id !== null || context.get('actor').personId !== null) return submission.id
  const { storyId, parentId, body } = submission
  const addressKey = context.get('addressKey')
  return tools.firstWords.idFor(
    { addressKey, storyId, parentId, body, name: submission.name ?? '' },
    tools.ports.clock.now(),
  )
}

function filledIn(storyId: string, context: HttpContext, request: PostCommentRequest): ComposerState {
  return {
    ...freshComposer(storyId, context.get('actor')),
    parentId: request.parentId,
    id: request.id,
    body: request.body,
    name: request.name ?? '',
    told: request.nudge ?? NOT_ASKED,
  }
}

/** The form on a page of its own, with everything that was typed still in it. */
async function showForm(
  context: HttpContext,
  tools: HttpTools,
  shown: { readonly state: ComposerState; readonly problem?: Problem },
): Promise<Response> {
  const { state } = shown
  const story = await readStory(tools.ports, state.storyId)
  if (!story.ok) return answerProblem(context, tools, story.problem)
  const parent =
    state.parentId === null
      ? null
      : await readComment(tools.ports, { commentId: state.parentId, actor: context.get('actor') })
  const error = shown.problem ? problemText(shown.problem, tools.page.words) : null
  const page = writePage(tools.page, {
    story: story.value,
    parent: parent?.ok ? parent.value.view : null,
    composer: { ...state, error },
  })
  if (shown.problem) noteProblem(context, tools, shown.problem)
  return answerPage(context, page, shown.problem ? ERRORS[shown.problem.code] : 200)
}

async function showEditor(
  context: HttpContext,
  tools: HttpTools,
  shown: {
    readonly problem?: Problem
    readonly nudge?: NudgeView
    readonly body?: string
    readonly told?: string | null
  },
): Promise<Response> {
  const commentId = pathId(context, 'commentId')
  if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
  const actor = context.get('actor')
  const found = await readComment(tools.ports, { commentId: commentId.value, actor })
  if (!found.ok) return answerProblem(context, tools, found.problem)
  const { view, source, editableUntil } = found.value
  // Too late to be saved, the words of its author are shown all the same: they can be copied into a reply.
  const body = view.viewer?.isAuthor ? (shown.body ?? source) : source
  if (body === null) {
    return answerProblem(context, tools, problem(view.viewer?.isAuthor ? 'edit-window-over' : 'not-allowed'))
  }
  const page = editPage(tools.page, {
    comment: view,
    body,
    error: shown.problem ? problemText(shown.problem, tools.page.words) : null,
    nudge: shown.nudge ?? null,
    told: shown.told ?? NOT_ASKED,
    until: editableUntil,
  })
  if (shown.problem) noteProblem(context, tools, shown.problem)
  return answerPage(context, page, shown.problem ? ERRORS[shown.problem.code] : 200)
}
