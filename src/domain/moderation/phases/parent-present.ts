/** Phase: a reply needs a published comment of the same story above it. */
import type { Phase } from '#domain/moderation/verdict.ts'

export const parentPresent: Phase = ({ wantsParent, parent, story }) => {
  if (!wantsParent) return null
  const present = parent !== null && parent.storyId === story.id && parent.state === 'published'
  return present ? null : { kind: 'refuse', code: 'parent-gone' }
}
