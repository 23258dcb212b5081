/** Decides whom each comment of a Drupal page answers: what links say goes before what nesting shows. */
import type { MarkedComment } from './drupal-comments.ts'

export interface MarkedParent {
  /** Id of the parent, where it is on the page. */
  readonly id: string | null
  /** The name answered; null for a root that answers nobody. */
  readonly name: string | null
}

const NOBODY: MarkedParent = { id: null, name: null }

function byLink(comments: readonly MarkedComment[]): readonly MarkedParent[] {
  const authors = new Map(comments.map(({ id, author }) => [id, author]))
  return comments.map(({ replyTo }) => {
    if (replyTo === null) return NOBODY
    const author = authors.get(replyTo.id)
    return author === undefined
      ? { id: null, name: replyTo.name ?? `#${replyTo.id}` }
      : { id: replyTo.id, name: author }
  })
}

/** `div.indented` follows the parent: the parent is the last comment one level further out. */
function byNesting(comments: readonly MarkedComment[]): readonly MarkedParent[] {
  const path: (MarkedComment | undefined)[] = []
  return comments.map((comment) => {
    path.length = Math.min(path.length, comment.depth)
    const parent = comment.depth === 0 ? undefined : path[comment.depth - 1]
    path[comment.depth] = comment
    if (comment.depth === 0) return NOBODY
    return parent === undefined ? { id: null, name: '?' } : { id: parent.id, name: parent.author }
  })
}

/**
 * The parents in the order of the comments. A page that links any reply to its parent links all of them, so there a
 * comment without a link is a root, wherever it is shown; nesting decides only on pages without any such link.
 */
export function markedParents(comments: readonly MarkedComment[]): readonly MarkedParent[] {
  return comments.some(({ replyTo }) => replyTo !== null) ? byLink(comments) : byNesting(comments)
}
