/** A story and comments with nothing remarkable about them, for tests that write past the operations. */
import type { Comment } from '#domain/comment/comment.ts'
import type { Story } from '#domain/story/story.ts'

export function plainStory(id: string, createdAt: number): Story {
  return {
    id,
    url: null,
    headline: 'Ferry',
    byline: null,
    publishedAt: null,
    language: null,
    bodyHtml: '',
    imageUrl: null,
    isProvisional: false,
    sources: [],
    state: 'open',
    commentCount: 0,
    version: 1,
    createdAt,
    mergedInto: null,
  }
}

/** A guest's, published; below `parent`, whose story it is in, or a root of `storyId`. */
export function plainComment(
  id: string,
  {
    storyId,
    parent = null,
    by,
    body,
    createdAt,
  }: Pick<Comment, 'storyId' | 'body' | 'createdAt'> & {
    readonly parent?: Comment | null
    readonly by: string
  },
): Comment {
  return {
    id,
    storyId,
    rootId: parent?.rootId ?? id,
    parentId: parent?.id ?? null,
    orderKey: parent ? `${parent.orderKey}/${id}` : id,
    depth: parent ? parent.depth + 1 : 0,
    author: { personId: by, name: by, standing: 'guest' },
    state: 'published',
    missingParentName: null,
    bodyFormat: 'markdown',
    body,
    bodyHtml: `<p>${body}</p>`,
    createdAt,
    editedAt: null,
    branchCount: 0,
    shownReplies: 0,
    agree: 0,
    disagree: 0,
    movedFrom: null,
  }
}
