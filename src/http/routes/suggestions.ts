/** The list of suggested scores, for moderators. */
import type { Handler, HttpContext, HttpTools } from '#http/http-tools.ts'
import { answerPage, answerProblem } from '#http/answer.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { pathId } from '#http/read-request.ts'
import { readSuggestions, setSuggestionDismissed } from '#operations/review-suggestions.ts'
import { suggestionsPage } from '#pages/suggestions-page.ts'

const SEE_OTHER = 303

export function suggestionRoutes(tools: HttpTools) {
  return {
    suggestions: async (context) => {
      const idOf = (parameter: string): string | null => {
        const id = context.req.query(parameter) ?? ''
        return isUuidV7(id) ? id : null
      }
      const isDismissed = context.req.query('show') === 'dismissed'
      const found = await readSuggestions(tools.ports, {
        actor: context.get('actor'),
        isDismissed,
        beforeId: idOf('before'),
      })
      if (!found.ok) return answerProblem(context, tools, found.problem)
      const page = { ...found.value, isDismissed, justDismissed: idOf('dismissed') }
      return answerPage(context, suggestionsPage(tools.page, page))
    },
    dismissSuggestion: (context) => setDismissed(context, tools, true),
    restoreSuggestion: (context) => setDismissed(context, tools, false),
  } satisfies Record<string, Handler>
}

async function setDismissed(context: HttpContext, tools: HttpTools, isDismissed: boolean): Promise<Response> {
  const suggestionId = pathId(context, 'suggestionId')
  if (!suggestionId.ok) return answerProblem(context, tools, suggestionId.problem)
  const actor = context.get('actor')
  const change = { suggestionId: suggestionId.value, isDismissed, actor }
  const changed = await setSuggestionDismissed(tools.ports, change)
  if (!changed.ok) return answerProblem(context, tools, changed.problem)
  const said = isDismissed ? `?dismissed=${changed.value.id}` : ''
  return context.redirect(`/suggestions${said}`, SEE_OTHER)
}
