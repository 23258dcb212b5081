/** What a moderator may do about a story as a whole; null for everybody else. */
import type { Actor } from '#domain/people/actor.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story } from '#domain/story/story.ts'
import type { StoryControlsView } from '#contract/views.ts'
import { canUndoStory, storySwitchesFor } from '#domain/story/story-decision.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { momentOf } from '#operations/moment-of.ts'
import { storyAccess } from '#domain/story/story-access.ts'

export async function loadStoryControls(
  ports: Ports,
  { story, actor }: { readonly story: Story; readonly actor: Actor | null },
): Promise<StoryControlsView | null> {
  if (!actor || !isModerator(actor)) return null
  const last = await ports.store.read.lastStoryDecision(story.id)
  return {
    switches: storySwitchesFor(storyAccess(story, momentOf(ports))),
    undo: canUndoStory(last, story) ? last.id : null,
  }
}
