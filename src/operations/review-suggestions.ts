/** A moderator goes through the scores that programs suggested: looks, dismisses, and puts back. */
import type { Actor } from '#domain/people/actor.ts'
import type { KeptSuggestion } from '#domain/civility/kept-suggestion.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { API_KEYS_LISTED_MAX, PAGE_SUGGESTIONS_MAX, SUGGESTION_MS } from '#domain/limits.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { problem, type Problem } from '#contract/errors.ts'

export interface SuggestionView extends KeptSuggestion {
  /** What the operator calls the key it came by. */
  readonly keyName: string
}

export interface SuggestionsPage {
  readonly suggestions: readonly SuggestionView[]
  readonly nextCursor: string | null
}

/** Newest first. What is past its time is not shown, even where nothing has come since that would take it away. */
export async function readSuggestions(
  { store, clock }: Ports,
  input: { readonly actor: Actor; readonly isDismissed: boolean; readonly beforeId: string | null },
): Promise<Outcome<SuggestionsPage, Problem>> {
  if (!isModerator(input.actor)) return failed(problem('not-allowed'))
  const { isDismissed, beforeId } = input
  const found = await store.read.suggestions({ isDismissed, beforeId, limit: PAGE_SUGGESTIONS_MAX + 1 })
  const shown = found.slice(0, PAGE_SUGGESTIONS_MAX)
  const names = new Map((await store.read.apiKeys(API_KEYS_LISTED_MAX)).map(({ id, name }) => [id, name]))
  const oldest = clock.now() - SUGGESTION_MS
  const suggestions = shown
    .filter(({ createdAt }) => createdAt >= oldest)
    .map((suggestion) => ({ ...suggestion, keyName: names.get(suggestion.apiKeyId) ?? '' }))
  const hasMore = found.length > shown.length && suggestions.length === shown.length
  return done({ suggestions, nextCursor: hasMore ? (shown.at(-1)?.id ?? null) : null })
}

/** One transaction. Dismissing what is dismissed, or putting back what waits, changes nothing. */
export async function setSuggestionDismissed(
  { store, clock }: Ports,
  input: { readonly suggestionId: string; readonly isDismissed: boolean; readonly actor: Actor },
): Promise<Outcome<KeptSuggestion, Problem>> {
  const { suggestionId, isDismissed, actor } = input
  const { personId } = actor
  if (!isModerator(actor) || personId === null) return failed(problem('not-allowed'))
  return store.write(async (tx) => {
    const suggestion = await tx.suggestion(suggestionId)
    if (!suggestion) return failed(problem('not-found'))
    if ((suggestion.dismissed !== null) === isDismissed) return done(suggestion)
    const at = clock.now()
    const dismissed = isDismissed ? { at, by: personId } : null
    await tx.setDismissed(suggestionId, dismissed)
    await tx.appendEvents([
      {
        kind: isDismissed ? 'suggestion.dismissed' : 'suggestion.restored',
        storyId: null,
        commentId: null,
        personId,
        at,
        facts: { suggestion: suggestionId },
      },
    ])
    return done({ ...suggestion, dismissed })
  })
}
