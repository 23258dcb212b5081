/** What checking and repairing need of a store: rows beside what can be counted, and the few writes nobody else does. */
import type { Comment } from '#domain/comment/comment.ts'
import type { CommentFacts, Place } from '#domain/care/comment-faults.ts'
import type { Fault, FaultCode } from '#domain/care/fault.ts'

/** Faults that one question finds over all rows, without looking at each comment. */
export interface Survey {
  readonly code: FaultCode
  /** All there are. */
  readonly count: () => Promise<number>
  readonly find: (limit: number) => Promise<Fault[]>
}

/** An entry of the search index that should not be in it. */
export interface StrayEntry {
  readonly entry: string
  readonly commentId: string
}

export interface StoreCare {
  /** What the database says about its own files; nothing where it finds no damage. May take minutes. */
  readonly integrity: (limit: number) => Promise<string[]>
  /** Comments in the order of their ids, behind `after`. */
  readonly commentFacts: (page: { readonly after: string; readonly limit: number }) => Promise<CommentFacts[]>
  readonly commentFactsOf: (ids: readonly string[]) => Promise<CommentFacts[]>
  readonly totals: () => Promise<{
    readonly stories: number
    readonly comments: number
    readonly events: number
  }>
  readonly surveys: () => Promise<readonly Survey[]>
  /** Those of the comments that the search index does not hold. */
  readonly unindexed: (comments: readonly CommentFacts[]) => Promise<string[]>
  /** Looks at one page of the search index, behind `after`; `next` is null at its end. */
  readonly strayEntries: (page: { readonly after: string | null; readonly limit: number }) => Promise<{
    readonly strays: readonly StrayEntry[]
    readonly next: string | null
  }>
}

/** What a repair reads and writes inside its transaction, beside what everybody may. */
export interface CareWriter {
  readonly factsOf: (ids: readonly string[]) => Promise<CommentFacts[]>
  readonly setPlace: (id: string, place: Place) => Promise<void>
  /** Replies of a comment, in the order of their ids. */
  readonly replyIds: (page: {
    readonly parentId: string
    readonly after: string
    readonly limit: number
  }) => Promise<string[]>
  /** Takes away what only helped readings and searches and belongs to nothing any more. */
  readonly removeLeftovers: () => Promise<void>
  /** Puts published comments on the list for the search index. */
  readonly awaitSearch: (comments: readonly Pick<Comment, 'id' | 'storyId' | 'state'>[]) => Promise<void>
  readonly removeSearchEntry: (entry: string) => Promise<void>
}
