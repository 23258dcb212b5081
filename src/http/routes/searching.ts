/** Looking for words in a thread: on a page of its own, and as a part for the embed. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import type { Outcome } from '#base/outcome.ts'
import type { SearchView } from '#contract/views.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { done, failed } from '#base/outcome.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { pathId } from '#http/read-request.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readSearchCursor } from '#contract/cursor.ts'
import { searchPage, searchPart } from '#pages/search-page.ts'
import { searchThread } from '#operations/search-thread.ts'

export function searchingRoutes(tools: HttpTools) {
  const search = (
    context: HttpContext,
    storyId: Outcome<string, Problem>,
  ): Promise<Outcome<SearchView, Problem>> | Outcome<SearchView, Problem> =>
    storyId.ok
      ? searchThread(tools.ports, {
          storyId: storyId.value,
          query: context.req.query('q') ?? '',
          after: readSearchCursor(context.req.query('after')),
        })
      : storyId
  return {
    search: async (context) => {
      const found = await search(context, pathId(context, 'storyId'))
      if (!found.ok) return answerProblem(context, tools, found.problem)
      return answerPage(context, searchPage(tools.page, found.value))
    },
    embedSearch: async (context) => {
      const id = context.req.query('story') ?? ''
      const found = await search(context, isUuidV7(id) ? done(id) : failed(problem('story-not-found')))
      if (!found.ok) return answerProblem(context, tools, found.problem)
      return answerPage(context, searchPart(found.value, tools.page.words))
    },
  } satisfies Record<string, Handler>
}
