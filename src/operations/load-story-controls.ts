/** What a moderator may do about a story as a whole; null for everybody else. */
import type { Actor } from '#domain/people/actor.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story } from '#domain/story/story.ts'
import type { StoryControlsView } from '#contract/views.ts'
import { MERGES_OFFERED_MAX } from '#domain/limits.ts'
import { canUndoStory, storySwitchesFor } from '#domain/story/story-decision.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { isSettled } from '#domain/story/can-merge.ts'
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
    mayMove: isSettled(story),
    merges: await offeredMerges(ports, story),
  }
}

/** Newest first: ids begin with the time. */
async function offeredMerges({ store }: Ports, { id }: Story): Promise<StoryControlsView['merges']> {
  const merged = (await store.read.storiesMergedInto(id)).toReversed().slice(0, MERGES_OFFERED_MAX)
  const offered = await Promise.all(
    merged.map(async (story) => ({ story, last: await store.read.lastStoryDecision(story.id) })),
  )
  return offered.flatMap(({ story, last }) =>
    canUndoStory(last, story) ? [{ decisionId: last.id, headline: story.headline }] : [],
  )
}
