/** Stories as readers see them. */
import type { Story } from '#domain/story/story.ts'
import type { StoryTeaserView, StoryView } from '#contract/views.ts'
import { closesAt, storyAccess, type Moment } from '#domain/story/story-access.ts'
import { previewText } from '#domain/comment/body/plain-text.ts'

/** Code points of the beginning shown on the front page: two lines on a desk, four on a phone. */
const EXCERPT_CODE_POINTS = 200

export function storyView(story: Story, moment: Moment): StoryView {
  const { bodyHtml, createdAt: _, isProvisional: _provisional, state: _state, ...shown } = story
  return {
    ...shown,
    access: storyAccess(story, moment),
    closesAt: closingTime(story, moment),
    html: bodyHtml,
    excerpt: previewText(bodyHtml, EXCERPT_CODE_POINTS),
  }
}

/** When an open story closes by its age; null where it does not. Without the rest of the view: its excerpt is not cheap. */
export function closingTime(story: Story, moment: Moment): number | null {
  return storyAccess(story, moment) === 'open' ? closesAt(story, moment) : null
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
