/** Looking for words in a thread. */
import type { Handler, HttpTools } from '#http/http-tools.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { pathId } from '#http/read-request.ts'
import { readSearchCursor } from '#contract/cursor.ts'
import { searchPage } from '#pages/search-page.ts'
import { searchThread } from '#operations/search-thread.ts'

export function searchingRoutes(tools: HttpTools) {
  return {
    search: async (context) => {
      const storyId = pathId(context, 'storyId')
      if (!storyId.ok) return answerProblem(context, tools, storyId.problem)
      const found = await searchThread(tools.ports, {
        storyId: storyId.value,
        query: context.req.query('q') ?? '',
        after: readSearchCursor(context.req.query('after')),
      })
      if (!found.ok) return answerProblem(context, tools, found.problem)
      return answerPage(context, searchPage(tools.page, found.value))
    },
  } satisfies Record<string, Handler>
}
