/** Phase: a closed story takes no comments. */
import type { Phase } from '#domain/moderation/verdict.ts'

export const storyOpen: Phase = ({ story }) =>
  story.isOpen ? null : { kind: 'refuse', code: 'story-closed' }
