/** Stories as readers see them. */
import type { Story } from '#domain/story/story.ts'
import type { StoryTeaserView, StoryView } from '#contract/views.ts'
import { previewText } from '#domain/comment/body/plain-text.ts'

/** Code points of the beginning shown on the front page: two lines on a desk, four on a phone. */
const EXCERPT_CODE_POINTS = 200

export function storyView(story: Story): StoryView {
  const { bodyHtml, createdAt: _, isProvisional: _provisional, ...shown } = story
  return { ...shown, html: bodyHtml, excerpt: previewText(bodyHtml, EXCERPT_CODE_POINTS) }
}

export function storyTeaserView(story: Story): StoryTeaserView {
  return {
    id: story.id,
    headline: story.headline,
    byline: story.byline,
    publishedAt: story.publishedAt,
    language: story.language,
    commentCount: story.commentCount,
    excerpt: previewText(story.bodyHtml, EXCERPT_CODE_POINTS),
  }
}
