/** Where the comments of a story are now: a story that was merged is the one it was merged into. */
import type { Story } from '#domain/story/story.ts'
import type { StoreReader } from '#ports/store.ts'

/** Merges after one another that are followed: a chain never leads in a circle, this bounds a broken one. */
const MERGES_MAX = 50

export async function followMerges(read: Pick<StoreReader, 'story'>, first: Story): Promise<Story> {
  let story = first
  for (let merges = 0; merges < MERGES_MAX && story.state === 'merged'; merges += 1) {
    const next = story.mergedInto === null ? null : await read.story(story.mergedInto)
    if (!next) return story
    story = next
  }
  return story
}

/** Null where there is no such story. */
export async function findMerged(read: Pick<StoreReader, 'story'>, storyId: string): Promise<Story | null> {
  const story = await read.story(storyId)
  return story && followMerges(read, story)
}
