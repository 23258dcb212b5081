/** Moves a comment to another state and every count with it: story, branch, and the tombstones above. */
import type { Comment, CommentState } from '#domain/comment/comment.ts'
import type { StoreWriter } from '#ports/store.ts'
import { isShown, publishedChange } from '#domain/thread/presence.ts'

export async function changeState(tx: StoreWriter, comment: Comment, to: CommentState): Promise<void> {
  await tx.setState(comment.id, to)
  const change = publishedChange(comment.state, to)
  if (comment.parentId !== null && change !== 0) await tx.changeBranchCount(comment.rootId, change)
  await tx.touchStory(comment.storyId, change)
  const shownChange = Number(isShown({ ...comment, state: to })) - Number(isShown(comment))
  await carryShown(tx, comment.parentId, shownChange)
}

/**
 * Tells the comments above that one more, or one less, is shown below. Goes on only while that makes a
 * tombstone appear or vanish, so a published parent ends it at once, however deep the thread.
 */
export async function carryShown(tx: StoreWriter, parentId: string | null, change: number): Promise<void> {
  let id = parentId
  let delta = change
  while (id !== null && delta !== 0) {
    const parent = await tx.comment(id)
    if (!parent) return
    await tx.changeShownReplies(id, delta)
    const after = { ...parent, shownReplies: parent.shownReplies + delta }
    delta = Number(isShown(after)) - Number(isShown(parent))
    id = parent.parentId
  }
}
