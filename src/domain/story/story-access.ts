/** Whether a story takes new words and votes: what moderators decided about it, and how old it is. */
import type { Story } from '#domain/story/story.ts'

/** `closed` by a moderator; `aged`: older than the site lets stories be written under; `moving` to another story, or back. */
export const STORY_ACCESSES = ['open', 'closed', 'aged', 'moving'] as const
export type StoryAccess = (typeof STORY_ACCESSES)[number]

/** The time it is, and how long after its publication a story may be written under; null for ever. */
export interface Moment {
  readonly now: number
  readonly readOnlyAfterMs: number | null
}

type Judged = Pick<Story, 'state' | 'publishedAt' | 'createdAt'>

/** When a story closes by its age, in Unix milliseconds; null where it never does, or has been decided about. */
export function closesAt(story: Judged, { readOnlyAfterMs }: Pick<Moment, 'readOnlyAfterMs'>): number | null {
  if (story.state !== 'open' || readOnlyAfterMs === null) return null
  return (story.publishedAt ?? story.createdAt) + readOnlyAfterMs
}

/** A moderator's word wins over the age, both ways. */
export function storyAccess(story: Judged, moment: Moment): StoryAccess {
  switch (story.state) {
    case 'closed':
      return 'closed'
    case 'merging':
    case 'merged':
    case 'parting':
      return 'moving'
    case 'kept-open':
      return 'open'
    case 'open': {
      const end = closesAt(story, moment)
      return end !== null && moment.now >= end ? 'aged' : 'open'
    }
  }
}

export function isOpen(story: Judged, moment: Moment): boolean {
  return storyAccess(story, moment) === 'open'
}
