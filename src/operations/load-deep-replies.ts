/** What hangs below a comment that is deeper than order keys nest: level by level, each found by whom it answers. */
import type { Comment } from '#domain/comment/comment.ts'
import type { MoreRepliesView } from '#contract/views.ts'
import type { Ports } from '#ports/ports.ts'
import { BRANCH_COMMENTS_MAX, DEEP_LEVELS_MAX, PAGE_COMMENTS_MAX } from '#domain/limits.ts'

export interface DeepReplies {
  readonly rows: Comment[]
  readonly more: Map<string, MoreRepliesView>
}

interface OpenParent {
  readonly id: string
  readonly afterKey: string | null
}

/** One query for each level; costs the page, however long the chain is. */
export async function loadDeepReplies(
  { store }: Ports,
  { comment, after }: { readonly comment: Comment; readonly after: string | null },
): Promise<DeepReplies> {
  const rows: Comment[] = []
  const more = new Map<string, MoreRepliesView>()
  let parents: OpenParent[] = [{ id: comment.id, afterKey: after }]
  for (let level = 0; level < DEEP_LEVELS_MAX && parents.length > 0; level += 1) {
    const found = await store.read.replies(
      parents.map(({ id, afterKey }) => ({ parentId: id, afterKey, limit: BRANCH_COMMENTS_MAX + 1 })),
    )
    const next: OpenParent[] = []
    for (const parent of parents) {
      const replies = found.filter((reply) => reply.parentId === parent.id)
      const shown = replies.slice(0, Math.min(BRANCH_COMMENTS_MAX, PAGE_COMMENTS_MAX - rows.length))
      rows.push(...shown)
      if (replies.length > shown.length) more.set(parent.id, goingOn(parent, shown.at(-1)))
      for (const reply of shown) if (reply.shownReplies > 0) next.push({ id: reply.id, afterKey: null })
    }
    parents = next
  }
  for (const parent of parents) more.set(parent.id, goingOn(parent, undefined))
  return { rows, more }
}

function goingOn({ id, afterKey }: OpenParent, last: Comment | undefined): MoreRepliesView {
  return { rootId: id, count: null, cursor: last?.orderKey ?? afterKey }
}
