/** Counts of comments that come in together, worked out once instead of one by one. */
import type { Comment } from '#domain/comment/comment.ts'
import { isShown } from '#domain/thread/presence.ts'

export interface SettledCounts {
  /** The same comments with their counts, in the same order. */
  readonly comments: readonly Comment[]
  /** How many of the comments are published. */
  readonly published: number
  /** Replies that comments outside this set gained: shown ones, by the parent's id. */
  readonly shownOutside: ReadonlyMap<string, number>
  /** Published comments that branches outside this set gained, by the root's id. */
  readonly branchOutside: ReadonlyMap<string, number>
}

/** `comments`: parents before their replies, counts still zero. Linear time. */
export function settleCounts(comments: readonly Comment[]): SettledCounts {
  const here = new Set(comments.map((comment) => comment.id))
  const shown = new Map<string, number>()
  const branch = new Map<string, number>()
  let published = 0
  // From the last to the first: what hangs below a comment is counted before the comment itself.
  for (const comment of comments.toReversed()) {
    if (comment.state === 'published') {
      published += 1
      if (comment.parentId !== null) add(branch, comment.rootId)
    }
    const shownReplies = shown.get(comment.id) ?? 0
    if (comment.parentId !== null && isShown({ ...comment, shownReplies })) add(shown, comment.parentId)
  }
  const isOutside = ([id]: readonly [string, number]): boolean => !here.has(id)
  return {
    comments: comments.map((comment) => ({
      ...comment,
      shownReplies: shown.get(comment.id) ?? 0,
      branchCount: branch.get(comment.id) ?? 0,
    })),
    published,
    shownOutside: new Map([...shown].filter(isOutside)),
    branchOutside: new Map([...branch].filter(isOutside)),
  }
}

function add(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1)
}
