/** What the embed asks for: parts of pages as HTML, and a story for a page seen for the first time. */
import type { Fragment } from '#pages/words.ts'
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import type { Outcome } from '#base/outcome.ts'
import type { StoryView } from '#contract/views.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { branchPart } from '#pages/comment.ts'
import { checkFields, readJson } from '#http/read-request.ts'
import { conversationSection } from '#pages/conversation-page.ts'
import { done, failed } from '#base/outcome.ts'
import { findStory } from '#operations/find-story.ts'
import { freshComposer } from '#http/routes/reading.ts'
import { idsOf, threadSection } from '#pages/thread-section.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { nameStory } from '#http/front/name-story.ts'
import { latestList } from '#pages/latest-list.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readBranchCursor, readThreadCursor } from '#contract/cursor.ts'
import { readConversation } from '#operations/read-conversation.ts'
import { readLatest } from '#operations/read-latest.ts'
import { readOrder } from '#contract/thread.ts'
import { readThread } from '#operations/read-thread.ts'
import { startStory } from '#operations/start-story.ts'
import { startStoryRequest } from '#contract/embed.ts'

/** Comments in the list where the page does not say how many. */
const LATEST_DEFAULT = 5

export function embeddingRoutes(tools: HttpTools) {
  return {
    embedThread: async (context) => {
      const storyId = await askedStory(context, tools)
      if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
      const thread = await readThread(tools.ports, {
        storyId: storyId.value,
        order: readOrder(context.req.query('order')),
        after: readThreadCursor(context.req.query('after')),
        actor: null,
      })
      if (!thread.ok) return answerProblem(context, tools, thread.problem)
      return answerPart(context, {
        story: thread.value.story,
        html: threadSection(
          {
            thread: thread.value,
            composer: freshComposer(storyId.value, null),
            isOwn: false,
            isEmbedded: true,
            notice: null,
          },
          tools.page,
        ),
      })
    },
    embedConversation: async (context) => {
      const view = await askedConversation(context, tools)
      if (!view.ok) return answerProblem(context, tools, view.problem)
      const html = conversationSection({ view: view.value, isOwn: false, notice: null }, tools.page.words)
      return answerPart(context, { story: view.value.story, html })
    },
    embedBranch: async (context) => {
      const view = await askedConversation(context, tools)
      if (!view.ok) return answerProblem(context, tools, view.problem)
      const { comment, story } = view.value
      const html = branchPart(comment, { words: tools.page.words, here: idsOf([comment]) })
      return answerPart(context, { story, html })
    },
    embedLatest: async (context) => {
      const count = Number(context.req.query('count') ?? LATEST_DEFAULT)
      const latest = await readLatest(tools.ports, Number.isInteger(count) ? count : LATEST_DEFAULT)
      return answerPage(context, latestList(latest, tools.page.words))
    },
    startStory: async (context) => {
      const json = await readJson(context)
      const request = json.ok ? checkFields(startStoryRequest, json.value) : json
      if (!request.ok) return answerProblem(context, tools, request.problem)
      const started = await startStory(tools.ports, { ...request.value, allowedOrigins: tools.embedOrigins })
      if (!started.ok) return answerProblem(context, tools, started.problem)
      return context.json({ id: started.value.storyId })
    },
  } satisfies Record<string, Handler>
}

/** The story by its id, or by the address of its page. */
async function askedStory(context: HttpContext, tools: HttpTools): Promise<Outcome<string, Problem>> {
  const id = context.req.query('story')
  if (id !== undefined) return isUuidV7(id) ? done(id) : failed(problem('story-not-found'))
  return findStory(tools.ports, context.req.query('url') ?? '')
}

async function askedConversation(context: HttpContext, tools: HttpTools) {
  const commentId = context.req.query('comment') ?? ''
  if (!isUuidV7(commentId)) return failed(problem('comment-not-found'))
  const after = readBranchCursor(context.req.query('after'))
  return readConversation(tools.ports, { commentId, after, actor: null })
}

function answerPart(
  context: HttpContext,
  part: { readonly story: StoryView; readonly html: Fragment },
): Promise<Response> {
  nameStory(context, part.story)
  return answerPage(context, part.html)
}
