/** A reader opens the front page: stories, newest first. */
import type { Ports } from '#ports/ports.ts'
import type { RootCursor } from '#ports/store.ts'
import type { StoryTeaserView } from '#contract/views.ts'
import { PAGE_STORIES_MAX } from '#domain/limits.ts'
import { storyTeaserView } from '#operations/views/story-view.ts'
import { writeRootCursor } from '#contract/cursor.ts'

export interface StoriesPage {
  readonly stories: readonly StoryTeaserView[]
  readonly nextCursor: string | null
}

export async function readStories(
  { store }: Ports,
  { before }: { readonly before: RootCursor | null },
): Promise<StoriesPage> {
  const found = await store.read.stories({ before, limit: PAGE_STORIES_MAX + 1 })
  const shown = found.slice(0, PAGE_STORIES_MAX)
  const last = shown.at(-1)
  const nextCursor =
    last && found.length > shown.length ? writeRootCursor({ value: last.createdAt, id: last.id }) : null
  return { stories: shown.map(storyTeaserView), nextCursor }
}
