/** What moderators decide about a whole story, and the state that follows. */
import type { StoryAccess } from '#domain/story/story-access.ts'
import type { Story, StoryState } from '#domain/story/story.ts'

/** What opens and closes a story. */
export const STORY_SWITCHES = ['close', 'reopen'] as const
export type StorySwitch = (typeof STORY_SWITCHES)[number]

export type StoryAction = StorySwitch | 'move' | 'merge'

/** One entry of the moderation log: appended, never changed. `undo` takes the named decision back. */
export interface StoryDecision {
  readonly id: string
  readonly storyId: string
  readonly action: StoryAction | 'undo'
  /**
   * What the decision changed, as it was and as it became: the state, the address (empty where there was none); of a
   * merge, the state before and the id of the other story.
   */
  readonly from: string
  readonly to: string
  readonly reason: string | null
  readonly moderatorId: string
  readonly moderatorName: string
  /** The decision this one takes back. */
  readonly undoes: string | null
  readonly decidedAt: number
}

const SWITCHES_FOR: Readonly<Record<StoryAccess, readonly StorySwitch[]>> = {
  open: ['close'],
  closed: ['reopen'],
  // Too old, and yet to be opened: or to be closed for good, so that no change of the site's rule opens it.
  aged: ['reopen', 'close'],
  moving: [],
}

/** What a moderator may switch about a story, in the order it is offered. */
export function storySwitchesFor(access: StoryAccess): readonly StorySwitch[] {
  return SWITCHES_FOR[access]
}

/** The state after `action`; null where the action does not apply. */
export function storyStateAfter(access: StoryAccess, action: StorySwitch): StoryState | null {
  if (!SWITCHES_FOR[access].includes(action)) return null
  return action === 'close' ? 'closed' : 'kept-open'
}

/** Only the last decision about a story can be taken back, once, and only while what it did still stands. */
export function canUndoStory(last: StoryDecision | null, story: Changeable): last is StoryDecision {
  return last !== null && last.action !== 'undo' && last.to === whatStands(last.action, story)
}

type Changeable = Pick<Story, 'state' | 'url' | 'mergedInto'>

function whatStands(action: StoryAction, { state, url, mergedInto }: Changeable): string {
  switch (action) {
    case 'move':
      return url ?? ''
    case 'merge':
      // A merge that is still under way cannot be turned around.
      return state === 'merged' ? (mergedInto ?? '') : ''
    case 'close':
    case 'reopen':
      return state
  }
}
