/** Pages for readers: the same for everybody, and the ones that are a reader's own. */
import type { Actor } from '#domain/people/actor.ts'
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { EMPTY_COMPOSER, type ComposerState } from '#pages/composer.ts'
import { NO_STORY, SUBJECT_HEADER } from '#http/front/render-page.ts'
import { answerPage, answerProblem, fragmentText } from '#http/answer.ts'
import { commentItem } from '#pages/comment.ts'
import { conversationPage } from '#pages/conversation-page.ts'
import { frontPage } from '#pages/front-page.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { logPage } from '#pages/log-page.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { nameStory } from '#http/front/name-story.ts'
import { pathId } from '#http/read-request.ts'
import { problem } from '#contract/errors.ts'
import { readBranchCursor, readRootCursor, readThreadCursor, writeThreadCursor } from '#contract/cursor.ts'
import { readPublicComment } from '#operations/read-comment.ts'
import { readConversation } from '#operations/read-conversation.ts'
import { readEvents } from '#operations/read-events.ts'
import { readLog } from '#operations/read-log.ts'
import { readOrder } from '#contract/thread.ts'
import { readStories } from '#operations/read-stories.ts'
import { readSequence } from '#contract/live.ts'
import { readThread } from '#operations/read-thread.ts'
import { storyPage } from '#pages/story-page.ts'

const MOVED_PERMANENTLY = 301
const FOUND = 302

/** What a page without scripts says after something was done. */
const NOTICES = {
  posted: 'thread.posted',
  held: 'thread.held',
  repeated: 'thread.repeated',
} as const
export type Notice = keyof typeof NOTICES

export function readingRoutes(tools: HttpTools) {
  const story =
    (isOwn: boolean): Handler =>
    (context) =>
      showStory(context, tools, isOwn)
  const conversation =
    (isOwn: boolean): Handler =>
    (context) =>
      showConversation(context, tools, isOwn)
  return {
    home: async (context) => {
      const before = readRootCursor(context.req.query('before'))
      const found = await readStories(tools.ports, { before })
      return answerPage(context, frontPage(tools.page, { ...found, continued: before !== null }))
    },
    story: story(false),
    ownStory: story(true),
    conversation: conversation(false),
    ownConversation: conversation(true),
    comment: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const found = await readPublicComment(tools.ports, commentId.value)
      if (!found.ok) return answerProblem(context, tools, found.problem)
      const { storyId, view, closesAt } = found.value
      nameStory(context, { id: storyId, closesAt })
      if (!view) return context.json({ comment: null, html: null })
      const here = new Set(view.inReplyTo?.commentId ? [view.inReplyTo.commentId] : [])
      const html = await fragmentText(commentItem(view, { words: tools.page.words, here }))
      return context.json({ comment: view, html })
    },
    events: async (context) => {
      const storyId = pathId(context, 'storyId')
      if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
      const after = readSequence(context.req.query('after'))
      if (after === null) return answerProblem(context, tools, problem('bad-request'))
      return context.json(await readEvents(tools.ports, { storyId: storyId.value, after }))
    },
    log: async (context) => {
      const before = context.req.query('before') ?? ''
      const page = await readLog(tools.ports, { beforeId: isUuidV7(before) ? before : null })
      return answerPage(context, logPage(tools.page, page))
    },
    asset: (context) => {
      const asset = tools.assets.get(context.req.param('name') ?? '')
      if (!asset) return answerProblem(context, tools, problem('not-found'))
      context.header('Content-Type', asset.type)
      // Fonts are compressed already: they are not kept in front.
      if (!asset.type.startsWith('font/')) context.header(SUBJECT_HEADER, NO_STORY)
      // The name holds a hash of the content: it can be kept for ever.
      context.header('Cache-Control', 'public, max-age=31536000, immutable')
      return context.body(asset.bytes)
    },
  } satisfies Record<string, Handler>
}

async function showStory(context: HttpContext, tools: HttpTools, isOwn: boolean): Promise<Response> {
  const storyId = pathId(context, 'storyId')
  if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
  const now = await findMerged(tools.ports.store.read, storyId.value)
  if (now && now.id !== storyId.value) return leadOn(context, { storyId: now.id, isOwn })
  const actor = isOwn ? context.get('actor') : null
  const thread = await readThread(tools.ports, {
    storyId: storyId.value,
    order: readOrder(context.req.query('order')),
    after: readThreadCursor(context.req.query('after')),
    actor,
  })
  if (!thread.ok) return answerProblem(context, tools, thread.problem)
  if (!isOwn) nameStory(context, thread.value.story)
  return answerPage(
    context,
    storyPage(tools.page, {
      thread: thread.value,
      composer: freshComposer(storyId.value, actor),
      isOwn,
      isEmbedded: false,
      notice: isOwn ? noticeText(context, tools) : null,
    }),
  )
}

/** To the page of the story this one was merged into, in the same order; browsers keep the anchor by themselves. */
function leadOn(
  context: HttpContext,
  { storyId, isOwn }: { readonly storyId: string; readonly isOwn: boolean },
): Response {
  const kept = new URLSearchParams()
  const order = context.req.query('order')
  const after = readThreadCursor(context.req.query('after'))
  if (order !== undefined) kept.set('order', readOrder(order))
  // Without the version: that counted the changes of the other story.
  if (after) kept.set('after', writeThreadCursor({ ...after, version: null }))
  const query = kept.size > 0 ? `?${kept.toString()}` : ''
  return context.redirect(`/s/${storyId}${isOwn ? '/yours' : ''}${query}`, isOwn ? FOUND : MOVED_PERMANENTLY)
}

/** An empty form; members are told their name, guests find the one they used last. */
export function freshComposer(storyId: string, actor: Actor | null): ComposerState {
  const isMember = actor?.standing === 'member'
  return {
    ...EMPTY_COMPOSER,
    storyId,
    name: isMember ? '' : (actor?.name ?? ''),
    memberName: isMember ? actor.name : null,
  }
}

async function showConversation(context: HttpContext, tools: HttpTools, isOwn: boolean): Promise<Response> {
  const commentId = pathId(context, 'commentId')
  if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
  const view = await readConversation(tools.ports, {
    commentId: commentId.value,
    after: readBranchCursor(context.req.query('after')),
    actor: isOwn ? context.get('actor') : null,
  })
  if (!view.ok) return answerProblem(context, tools, view.problem)
  if (!isOwn) nameStory(context, view.value.story)
  const notice = isOwn ? noticeText(context, tools) : null
  return answerPage(context, conversationPage(tools.page, { view: view.value, isOwn, notice }))
}

/** What the address says was done, in the words we have for it. */
function noticeText(context: HttpContext, tools: HttpTools): string | null {
  const name = context.req.query('notice') ?? ''
  return Object.hasOwn(NOTICES, name) ? tools.page.words.say(NOTICES[name as Notice]) : null
}
