/** What was said last, anywhere on the site: for a list beside other pages. */
import type { Ports } from '#ports/ports.ts'
import { LATEST_COMMENTS_MAX } from '#domain/limits.ts'
import { previewText } from '#domain/comment/body/plain-text.ts'

/** Code points of each comment's beginning: two lines of a side column. */
const EXCERPT_CODE_POINTS = 140

export interface LatestCommentView {
  readonly id: string
  readonly storyId: string
  readonly headline: string
  readonly author: string
  readonly excerpt: string
  readonly createdAt: number
}

export async function readLatest({ store }: Ports, count: number): Promise<LatestCommentView[]> {
  const limit = Math.min(Math.max(count, 1), LATEST_COMMENTS_MAX)
  const comments = await store.read.latestComments(limit)
  const ids = [...new Set(comments.map((comment) => comment.storyId))]
  const stories = await Promise.all(ids.map((id) => store.read.story(id)))
  const headlines = new Map(stories.map((story) => [story?.id, story?.headline]))
  return comments.map(({ id, storyId, author, bodyHtml, createdAt }) => ({
    id,
    storyId,
    headline: headlines.get(storyId) ?? '',
    author: author.name,
    excerpt: previewText(bodyHtml, EXCERPT_CODE_POINTS),
    createdAt,
  }))
}
