/** A moderator takes the last decision about a story back. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'
import type { StoryState } from '#domain/story/story.ts'
import { appendStoryDecision } from '#operations/append-story-decision.ts'
import { canUndoStory } from '#domain/story/story-decision.ts'
import { done, failed } from '#base/outcome.ts'
import { exhaustive } from '#base/exhaustive.ts'
import { isModerator } from '#domain/people/permissions.ts'
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
    await putBack(tx, last)
    const entry = { action: 'undo', from: last.to, to: last.from, reason: null, undoes: last.id } as const
    return done(await appendStoryDecision(tx, ports, { storyId: story.id, actor, entry }))
  })
}

async function putBack(tx: StoreWriter, last: StoryDecision): Promise<void> {
  switch (last.action) {
    case 'close':
    case 'reopen':
      await tx.setStoryState(last.storyId, last.from as StoryState)
      return
    case 'move':
      await moveBack(tx, last)
      return
    case 'undo':
      return
    default:
      exhaustive(last.action)
  }
}

/** The address that was left is the story's own again; the other is free, unless it was the story's before. */
async function moveBack(tx: StoreWriter, last: StoryDecision): Promise<void> {
  const { storyId, from, to } = last
  const wasTheirs = await tx.stoodAt({ storyId, url: to, besides: last.id })
  await tx.setStoryUrl(storyId, from === '' ? null : from)
  if (from !== '') await tx.forgetAddress(from)
  if (wasTheirs) await tx.keepAddress({ storyId, url: to })
}
