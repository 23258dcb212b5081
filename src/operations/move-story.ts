/** A moderator moves a story to another address; at its old ones it is found still. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'
import { appendStoryDecision } from '#operations/append-story-decision.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { followMerges } from '#operations/follow-merges.ts'
import { isSettled } from '#domain/story/can-merge.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { settleReason } from '#operations/settle-reason.ts'
import { storyUrl } from '#contract/story-url.ts'

export interface MoveStoryInput {
  readonly storyId: string
  /** As typed. */
  readonly address: string
  readonly reason: string | null
  readonly actor: Actor
}

/** Moved; or another story stands at that address, and the two could be merged. */
export type MovedStory =
  | { readonly kind: 'moved'; readonly decision: StoryDecision }
  | { readonly kind: 'taken'; readonly otherId: string }

/** One transaction: the decision is appended, the address changes, the old one is kept. */
export async function moveStory(
  ports: Ports,
  { storyId, address, reason, actor }: MoveStoryInput,
): Promise<Outcome<MovedStory, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const url = storyUrl(address.trim())
  if (url === null) return failed(problem('address-not-usable'))
  const words = settleReason(reason)
  if (!words.ok) return words
  return ports.store.write(async (tx) => {
    const story = await tx.story(storyId)
    if (!story) return failed(problem('story-not-found'))
    if (story.url === url || !isSettled(story)) return failed(problem('story-decision-not-possible'))
    const there = await tx.storyByUrl(url)
    const other = there && (await followMerges(tx, there))
    if (other && other.id !== story.id) return done({ kind: 'taken', otherId: other.id } as const)
    // The address of a story that was merged into this one leads here already, and is kept for taking that back.
    if (there && there.id !== story.id) return failed(problem('story-decision-not-possible'))
    if (there) await tx.forgetAddress(url)
    await tx.setStoryUrl(story.id, url)
    if (story.url !== null) await tx.keepAddress({ storyId, url: story.url })
    const entry = {
      action: 'move',
      from: story.url ?? '',
      to: url,
      reason: words.value,
      undoes: null,
    } as const
    const decision = await appendStoryDecision(tx, ports, { storyId, actor, entry })
    return done({ kind: 'moved', decision } as const)
  })
}
