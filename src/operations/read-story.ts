/** A story without its thread: what a page about one comment, or a form, needs to name it. */
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoryView } from '#contract/views.ts'
import { done, failed } from '#base/outcome.ts'
import { momentOf } from '#operations/moment-of.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { storyView } from '#operations/views/story-view.ts'

export async function readStory(ports: Ports, storyId: string): Promise<Outcome<StoryView, Problem>> {
  const story = await findMerged(ports.store.read, storyId)
  return story ? done(storyView(story, momentOf(ports))) : failed(problem('story-not-found'))
}
