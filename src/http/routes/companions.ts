/** What stands beside the embed: its scripts, the page that shows what to paste, counts, one comment in a frame. */
import type { Asset } from '#ports/assets.ts'
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { COUNTED_ADDRESSES_MAX } from '#domain/limits.ts'
import { problem } from '#contract/errors.ts'
import { RESOURCE_POLICY } from '#http/guards/security-headers.ts'
import { NO_STORY, SUBJECT_HEADER } from '#http/front/render-page.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { commentFrame, oembedAnswer } from '#pages/comment-frame.ts'
import { countComments } from '#operations/find-story.ts'
import { embedPage } from '#pages/embed-page.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { pathId } from '#http/read-request.ts'
import { readComment } from '#operations/read-comment.ts'
import { readStories } from '#operations/read-stories.ts'
import { readStory } from '#operations/read-story.ts'

/**
 * Seconds: the address of a script that others paste never changes, so browsers must look for a new one soon;
 * they keep the old one for a day while they look.
 */
const SCRIPT_CACHE = 'public, max-age=300, stale-while-revalidate=86400'

const COUNTS_CACHE = 'public, max-age=30, stale-while-revalidate=300'

/** The path of a comment's own page. */
const COMMENT_PATH = /^\/c\/([0-9a-f-]{36})$/

export function companionRoutes(tools: HttpTools) {
  return {
    embedPage: async (context) => {
      const { stories } = await readStories(tools.ports, { before: null })
      const story = stories.find(({ commentCount }) => commentCount > 0) ?? stories[0] ?? null
      return answerPage(context, embedPage(tools.page, { story, origins: [...tools.embedOrigins] }))
    },
    embedScript: (context) => answerScript(context, tools.assets.scripts.embed),
    countScript: (context) => answerScript(context, tools.assets.scripts.count),
    counts: async (context) => {
      const urls = context.req.queries('url') ?? []
      if (urls.length > COUNTED_ADDRESSES_MAX) {
        const values = { limit: COUNTED_ADDRESSES_MAX, actual: urls.length }
        return answerProblem(context, tools, problem('too-many-addresses', values))
      }
      const counts = await countComments(tools.ports, urls)
      const { say } = tools.page.words
      context.header('Cache-Control', COUNTS_CACHE)
      return context.json({
        counts: urls.map((url, at) => {
          const count = counts[at] ?? 0
          return { url, count, text: say('front.comments', { count }) }
        }),
      })
    },
    embedComment: async (context) => {
      const commentId = pathId(context, 'commentId')
      if (!commentId.ok) return answerProblem(context, tools, commentId.problem)
      const found = await loadComment(tools, commentId.value)
      if (!found.ok) return answerProblem(context, tools, found.problem)
      const { comment, story } = found.value
      context.set('isFramed', true)
      context.header(RESOURCE_POLICY, 'cross-origin')
      context.header(SUBJECT_HEADER, story.id)
      return answerPage(context, commentFrame(tools.page, { comment, story }))
    },
    oembed: (context) => answerOembed(context, tools),
  } satisfies Record<string, Handler>
}

function answerScript(context: HttpContext, script: Asset): Response {
  context.header('Content-Type', script.type)
  context.header('Cache-Control', SCRIPT_CACHE)
  context.header(RESOURCE_POLICY, 'cross-origin')
  context.header(SUBJECT_HEADER, NO_STORY)
  return context.body(script.bytes)
}

async function answerOembed(context: HttpContext, tools: HttpTools): Promise<Response> {
  if ((context.req.query('format') ?? 'json') !== 'json') {
    return answerProblem(context, tools, problem('format-not-offered'))
  }
  const url = URL.parse(context.req.query('url') ?? '')
  const commentId = COMMENT_PATH.exec(url?.pathname ?? '')?.[1] ?? ''
  const isOurs =
    url !== null && [new URL(tools.page.site.publicUrl).host, context.req.header('Host')].includes(url.host)
  if (!isOurs || !isUuidV7(commentId)) return answerProblem(context, tools, problem('comment-not-found'))
  const found = await loadComment(tools, commentId)
  if (!found.ok) return answerProblem(context, tools, found.problem)
  const maxWidth = Number(context.req.query('maxwidth') ?? Number.NaN)
  const { site, words } = tools.page
  return context.json(oembedAnswer({ ...found.value, base: url.origin, maxWidth }, { site, words }))
}

/** A comment as everybody may read it, with its story. */
async function loadComment(tools: HttpTools, commentId: string) {
  const found = await readComment(tools.ports, { commentId, actor: null })
  if (!found.ok) return found
  const story = await readStory(tools.ports, found.value.view.storyId)
  if (!story.ok) return story
  return { ok: true as const, value: { comment: found.value.view, story: story.value } }
}
