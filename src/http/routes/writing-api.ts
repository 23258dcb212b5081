/** Writing by scripts: JSON in, JSON out, with the HTML that the server would have shown. */
import type { CommentView, NudgeView } from '#contract/views.ts'
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { answerProblem, fragmentText } from '#http/answer.ts'
import { castVote } from '#operations/cast-vote.ts'
import { askWriter } from '#http/ask-writer.ts'
import { checkFields, pathId, readJson } from '#http/read-request.ts'
import { commentItem, ownLinks } from '#pages/comment.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { editComment } from '#operations/edit-comment.ts'
import { editCommentRequest, postCommentRequest, previewRequest, voteRequest } from '#contract/comment.ts'
import { NOT_ASKED } from '#contract/nudge.ts'
import { nudgeBox, type NudgePlace } from '#pages/nudge.ts'
import { postComment } from '#operations/post-comment.ts'
import { deleteForm, editor, previewBox, writingAs } from '#pages/composer.ts'
import { problem } from '#contract/errors.ts'
import { previewComment } from '#operations/preview-comment.ts'
import { readComment } from '#operations/read-comment.ts'
import { readOwn } from '#operations/read-own.ts'
import { rememberGuest } from '#http/who.ts'
import { viewPosted } from '#operations/view-posted.ts'

const CREATED = 201
const OK = 200

export function writingApiRoutes(tools: HttpTools) {
  return {
    me: (context) => tellOwn(context, tools),
    editPart: (context) => answerOwnForm(context, tools, 'edit'),
    deletePart: (context) => answerOwnForm(context, tools, 'delete'),
    postComment: (context) => postByScript(context, tools),
    editComment: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const json = await readJson(context)
      const request = json.ok ? checkFields(editCommentRequest, json.value) : json
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const actor = context.get('actor')
      const { body } = request.value
      const asked = await askWriter(tools, { ...request.value, actor })
      if (asked.nudge) {
        return answerNudge(context, tools, {
          nudge: asked.nudge,
          field: `edit-${commentId.value}`,
          isEdit: true,
        })
      }
      const edited = await editComment(tools.ports, { commentId: commentId.value, body, actor })
      if (!edited.ok) return answerProblem(context, tools, edited.problem)
      if (asked.outcome) tools.countNudge(asked.outcome)
      const notice = edited.value.state === 'held' ? tools.page.words.say('thread.held') : null
      return answerComment(context, tools, { commentId: commentId.value, status: OK, notice })
    },
    deleteComment: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const actor = context.get('actor')
      const deleted = await deleteComment(tools.ports, { commentId: commentId.value, actor })
      if (!deleted.ok) return answerProblem(context, tools, deleted.problem)
      const left = await readComment(tools.ports, { commentId: commentId.value, actor })
      // A tombstone where something hangs below; nothing where not.
      const html = left.ok ? await itemText(tools, left.value.view) : null
      return context.json({ id: commentId.value, state: deleted.value.state, html })
    },
    castVote: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const json = await readJson(context)
      const request = json.ok ? checkFields(voteRequest, json.value) : json
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const vote = await castVote(tools.ports, {
        commentId: commentId.value,
        value: request.value.value,
        actor: context.get('actor'),
      })
      if (!vote.ok) return answerProblem(context, tools, vote.problem)
      const { agree, disagree, value, voter } = vote.value
      rememberGuest(context, tools, voter)
      return context.json({ id: commentId.value, agree, disagree, vote: value })
    },
    preview: async (context) => {
      const json = await readJson(context)
      const request = json.ok ? checkFields(previewRequest, json.value) : json
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const { language } = tools.page.words
      const input = { body: request.value.body, actor: context.get('actor'), language }
      const preview = await previewComment(tools.ports, input)
      if (!preview.ok) return answerProblem(context, tools, preview.problem)
      return context.json({ html: await fragmentText(previewBox(preview.value, tools.page.words)) })
    },
  } satisfies Record<string, Handler>
}

async function postByScript(context: HttpContext, tools: HttpTools): Promise<Response> {
  const storyId = pathId(context, 'storyId')
  if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
  const json = await readJson(context)
  const request = json.ok ? checkFields(postCommentRequest, json.value) : json
  if (!request.ok) return answerProblem(context, tools, request.problem)
  const actor = context.get('actor')
  const asked = await askWriter(tools, { ...request.value, actor })
  if (asked.nudge) {
    const field = request.value.parentId ?? 'new'
    return answerNudge(context, tools, { nudge: asked.nudge, field, isEdit: false })
  }
  const posted = await postComment(tools.ports, { ...request.value, storyId: storyId.value, actor })
  if (!posted.ok) return answerProblem(context, tools, posted.problem)
  if (asked.outcome) tools.countNudge(asked.outcome)
  const { comment, author, repeated } = posted.value
  rememberGuest(context, tools, author)
  context.set('actor', author)
  const { say } = tools.page.words
  const notice = repeated
    ? say('thread.repeated')
    : say(comment.state === 'held' ? 'thread.held' : 'thread.posted')
  const view = viewPosted(tools.ports, posted.value)
  if (view) return answerView(context, tools, { view, status: CREATED, notice })
  return answerComment(context, tools, { commentId: comment.id, status: repeated ? OK : CREATED, notice })
}

/** Nothing was posted: the box to show in the form, and for other programs what it says. */
async function answerNudge(
  context: HttpContext,
  tools: HttpTools,
  { nudge, ...place }: Omit<NudgePlace, 'told'> & { readonly nudge: NudgeView },
): Promise<Response> {
  const html = await fragmentText(nudgeBox(nudge, { ...place, told: nudge.told }, tools.page.words))
  return context.json({ comment: null, html, notice: null, nudge }, OK)
}

async function answerComment(
  context: HttpContext,
  tools: HttpTools,
  answer: { readonly commentId: string; readonly status: 200 | 201; readonly notice: string | null },
): Promise<Response> {
  const found = await readComment(tools.ports, { commentId: answer.commentId, actor: context.get('actor') })
  if (!found.ok) return answerProblem(context, tools, found.problem)
  return answerView(context, tools, { ...answer, view: found.value.view })
}

async function answerView(
  context: HttpContext,
  tools: HttpTools,
  {
    view,
    status,
    notice,
  }: { readonly view: CommentView; readonly status: 200 | 201; readonly notice: string | null },
): Promise<Response> {
  const html = await itemText(tools, view)
  return context.json({ comment: view, html, notice }, status)
}

function itemText({ page: { words } }: HttpTools, view: CommentView): Promise<string> {
  const here = new Set(view.inReplyTo?.commentId ? [view.inReplyTo.commentId] : [])
  return fragmentText(commentItem(view, { words, here }))
}

/** The forms for changing and deleting, for scripts that open them below the comment. */
async function answerOwnForm(
  context: HttpContext,
  tools: HttpTools,
  act: 'edit' | 'delete',
): Promise<Response> {
  const commentId = pathId(context, 'commentId')
  if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
  const found = await readComment(tools.ports, { commentId: commentId.value, actor: context.get('actor') })
  if (!found.ok) return answerProblem(context, tools, found.problem)
  const { view, source } = found.value
  const { words } = tools.page
  if (act === 'delete') {
    if (!view.viewer?.mayDelete) return answerProblem(context, tools, problem('not-allowed'))
    return context.json({ html: await fragmentText(deleteForm(view.id, words)) })
  }
  if (source === null) {
    return answerProblem(context, tools, problem(view.viewer?.isAuthor ? 'edit-window-over' : 'not-allowed'))
  }
  return context.json({
    html: await fragmentText(
      editor({ commentId: view.id, body: source, error: null, nudge: null, told: NOT_ASKED }, words),
    ),
  })
}

async function tellOwn(context: HttpContext, tools: HttpTools): Promise<Response> {
  const storyId = pathId(context, 'storyId')
  if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
  const actor = context.get('actor')
  const own = await readOwn(tools.ports, { storyId: storyId.value, actor })
  if (!own.ok) return answerProblem(context, tools, own.problem)
  const { comments, ...rest } = own.value
  const { words } = tools.page
  const pieces = comments.map(async (comment) => ({
    id: comment.id,
    state: comment.state,
    parentId: comment.inReplyTo?.commentId ?? null,
    links: await fragmentText(ownLinks(comment, words)),
    // What the public page does not hold.
    html:
      comment.state === 'held' ? await fragmentText(commentItem(comment, { words, here: new Set() })) : null,
  }))
  const isMember = rest.standing === 'member' && rest.name !== null
  return context.json({
    ...rest,
    writingAs: isMember ? await fragmentText(writingAs(rest.name ?? '', words)) : null,
    comments: await Promise.all(pieces),
  })
}
