/** What moderators decide about a whole story, and the state that follows. */
import type { StoryAccess } from '#domain/story/story-access.ts'
import type { Story, StoryState } from '#domain/story/story.ts'

export const STORY_ACTIONS = ['close', 'reopen'] as const
export type StoryAction = (typeof STORY_ACTIONS)[number]

/** One entry of the moderation log: appended, never changed. `undo` takes the named decision back. */
export interface StoryDecision {
  readonly id: string
  readonly storyId: string
  readonly action: StoryAction | 'undo'
  /** What the decision changed, as it was and as it became: a state of the story. */
  readonly from: string
  readonly to: string
  readonly reason: string | null
  readonly moderatorId: string
  readonly moderatorName: string
  /** The decision this one takes back. */
  readonly undoes: string | null
  readonly decidedAt: number
}

const ACTIONS_FOR: Readonly<Record<StoryAccess, readonly StoryAction[]>> = {
  open: ['close'],
  closed: ['reopen'],
  // Too old, and yet to be opened: or to be closed for good, so that no change of the site's rule opens it.
  aged: ['reopen', 'close'],
}

/** What a moderator may do about a story, in the order it is offered. */
export function storyActionsFor(access: StoryAccess): readonly StoryAction[] {
  return ACTIONS_FOR[access]
}

/** The state after `action`; null where the action does not apply. */
export function storyStateAfter(access: StoryAccess, action: StoryAction): StoryState | null {
  if (!ACTIONS_FOR[access].includes(action)) return null
  return action === 'close' ? 'closed' : 'kept-open'
}

/** Only the last decision about a story can be taken back, once, and only while what it did still stands. */
export function canUndoStory(last: StoryDecision | null, story: Pick<Story, 'state'>): last is StoryDecision {
  return last !== null && last.action !== 'undo' && last.to === story.state
}
