/** A moderator takes the last decision about a story back. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'
import type { Story, StoryState } from '#domain/story/story.ts'
import { appendStoryDecision } from '#operations/append-story-decision.ts'
import { canUndoStory } from '#domain/story/story-decision.ts'
import { done, failed } from '#base/outcome.ts'
import { exhaustive } from '#base/exhaustive.ts'
import { followMerges } from '#operations/follow-merges.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { isSettled } from '#domain/story/can-merge.ts'
import { moveBatch } from '#operations/move-comments.ts'
import { problem, type Problem } from '#contract/errors.ts'

/** One transaction: an `undo` is appended and the story goes back to where it was. */
export async function undoStoryDecision(
  ports: Ports,
  { decisionId, actor }: { readonly decisionId: string; readonly actor: Actor },
): Promise<Outcome<StoryDecision, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  return ports.store.write(async (tx) => {
    const decision = await tx.storyDecision(decisionId)
    const story = decision && (await tx.story(decision.storyId))
    if (!story) return failed(problem('not-found'))
    const last = await tx.lastStoryDecision(story.id)
    if (!canUndoStory(last, story) || last.id !== decision.id) return failed(problem('undo-not-possible'))
    const isPossible = await putBack(tx, story, last)
    if (!isPossible) return failed(problem('undo-not-possible'))
    const entry = { action: 'undo', from: last.to, to: last.from, reason: null, undoes: last.id } as const
    const undone = await appendStoryDecision(tx, ports, { storyId: story.id, actor, entry })
    if (last.action === 'merge') await beginParting(tx, ports, story.id)
    return done(undone)
  })
}

/** False where what was merged is just on its way somewhere else. */
async function putBack(tx: StoreWriter, story: Story, last: StoryDecision): Promise<boolean> {
  switch (last.action) {
    case 'close':
    case 'reopen':
      await tx.setStoryState(last.storyId, last.from as StoryState)
      return true
    case 'move':
      await moveBack(tx, last)
      return true
    case 'merge': {
      const holder = await followMerges(tx, story)
      if (!isSettled(holder)) return false
      await tx.setMerged(story.id, { state: 'parting', into: holder.id })
      return true
    }
    case 'undo':
      return true
    default:
      return exhaustive(last.action)
  }
}

/** The first comments go back at once; of a large story, the rest follows in batches. */
async function beginParting(tx: StoreWriter, ports: Ports, storyId: string): Promise<void> {
  const story = await tx.story(storyId)
  if (story) await moveBatch(tx, ports, { story, after: null })
}

/** The address that was left is the story's own again; the other is free, unless it was the story's before. */
async function moveBack(tx: StoreWriter, last: StoryDecision): Promise<void> {
  const { storyId, from, to } = last
  const wasTheirs = await tx.stoodAt({ storyId, url: to, besides: last.id })
  await tx.setStoryUrl(storyId, from === '' ? null : from)
  if (from !== '') await tx.forgetAddress(from)
  if (wasTheirs) await tx.keepAddress({ storyId, url: to })
}
