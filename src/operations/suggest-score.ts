/** A program suggests what a comment should score: it is kept for moderators to look at, and the model learns nothing. */
import type { Outcome } from '#base/outcome.ts'
import type { PerspectiveProblem } from '#domain/civility/perspective.ts'
import type { Ports } from '#ports/ports.ts'
import type { SuggestRequest } from '#domain/civility/suggestion.ts'
import { checkSuggestion, suggestedParts, suggestionProblem } from '#domain/civility/suggestion.ts'
import { considerTexts } from '#operations/consider-texts.ts'
import { done, failed } from '#base/outcome.ts'
import { SUGGESTIONS_KEPT_MAX, SUGGESTION_MS } from '#domain/limits.ts'

export interface SuggestScoreInput {
  readonly request: SuggestRequest
  readonly apiKeyId: string
  readonly community: string | null
  readonly sourceUrl: string | null
}

/** One transaction; what is too old, or too much of one key, goes in it. */
export async function suggestScore(
  ports: Ports,
  { request, ...from }: SuggestScoreInput,
): Promise<Outcome<{ readonly detectedLanguages: readonly string[] }, PerspectiveProblem | 'civility-off'>> {
  if ((await ports.civility.scorer()) === null) return failed('civility-off')
  const unfit = suggestionProblem(request)
  if (unfit !== null) return failed(unfit)
  const { text, languages } = request
  const considered = await considerTexts(ports, { text, languages, parts: suggestedParts(request) })
  if (considered === null) return failed('civility-off')
  const checked = checkSuggestion(request, considered.scorer)
  if (!checked.ok) return checked
  const { detectedLanguages, ...kept } = checked.value
  const createdAt = ports.clock.now()
  const suggestion = {
    ...from,
    ...kept,
    id: ports.newId(),
    text,
    createdAt,
    dismissed: null,
  }
  await ports.store.write(async (tx) => {
    await tx.insertSuggestion(suggestion)
    await tx.forgetSuggestions({
      before: createdAt - SUGGESTION_MS,
      apiKeyId: from.apiKeyId,
      keep: SUGGESTIONS_KEPT_MAX,
    })
    await tx.appendEvents([
      {
        kind: 'suggestion.received',
        storyId: null,
        commentId: null,
        personId: null,
        at: createdAt,
        facts: { suggestion: suggestion.id, key: from.apiKeyId },
      },
    ])
  })
  return done({ detectedLanguages })
}
