/** The one part of search that differs by dialect: an index of words, asked by story and newest first. */
import type { SearchTerm } from '#domain/search/search-terms.ts'
import type { SearchCare } from '#adapters/sql/queries/search-care.ts'
import type { SearchHit } from '#ports/store.ts'

/** A published comment as the index takes it: words as `wordsOf` reads them, parted by one space. */
export interface IndexEntry {
  /** The story it was written under: a merge moves the comment, and leaves the index as it is. */
  readonly storyId: string
  readonly commentId: string
  readonly createdAt: number
  readonly name: string
  readonly words: string
}

export interface IndexQuery {
  /** The story with all that were merged into it. */
  readonly storyIds: readonly string[]
  readonly terms: readonly SearchTerm[]
  readonly after: string | null
  readonly limit: number
}

export interface SearchIndex {
  /** Nothing of its words stays behind. Taking out what is not in is no failure. */
  readonly remove: (comment: { readonly commentId: string; readonly createdAt: number }) => Promise<void>
  readonly find: (query: IndexQuery) => Promise<SearchHit[]>
  /** At most `limit`. */
  readonly count: (query: Omit<IndexQuery, 'after'>) => Promise<number>
  /** Where a comment stands among hits: sorts by time, as a number. */
  readonly placeOf: (comment: { readonly commentId: string; readonly createdAt: number }) => string
  /** Negative where `a` comes first, which is the newer. */
  readonly compare: (a: string, b: string) => number
  readonly care: SearchCare
}

/** An index that is filled by statements of its own. */
export interface FilledIndex extends SearchIndex {
  /** None of them is in. */
  readonly add: (entries: readonly IndexEntry[]) => Promise<void>
}
