/** What checking needs of the dialect's search index, beside what searching does. */
import type { IndexEntry } from '#adapters/sql/queries/search-index.ts'

type Placed = Pick<IndexEntry, 'commentId' | 'createdAt'>

export interface HeldEntry {
  /** Names the entry, for `drop`. */
  readonly entry: string
  readonly commentId: string
  /** Whether it stands where `remove` will look for it, and is the first one there. */
  readonly isFound: (createdAt: number) => boolean
}

export interface SearchCare {
  /** Those of the comments that are in the index. */
  readonly held: (comments: readonly Placed[]) => Promise<ReadonlySet<string>>
  /** Entries in the index's own order, behind `after`. */
  readonly entries: (page: {
    readonly after: string | null
    readonly limit: number
  }) => Promise<readonly HeldEntry[]>
  readonly drop: (entry: string) => Promise<void>
}
