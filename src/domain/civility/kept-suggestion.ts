/** A suggested score as it waits for a moderator: it changes no model and no comment. */

import type { SuggestedScore } from './suggestion.ts'

export interface KeptSuggestion {
  readonly id: string
  readonly apiKeyId: string
  /** As the caller names it, where it does. */
  readonly community: string | null
  readonly language: string
  readonly text: string
  /** Where the comment stands, where the caller says so. */
  readonly sourceUrl: string | null
  readonly scores: readonly SuggestedScore[]
  /** Which version of the weights Parley's own scores are from. */
  readonly model: string
  readonly createdAt: number
  readonly dismissed: { readonly at: number; readonly by: string } | null
}
