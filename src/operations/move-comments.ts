/** Moves some comments of a story that is being merged, or taken apart again: a batch at a time, so that others can write. */
import type { MoveCursor, StoreWriter } from '#ports/store.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story, StoryState } from '#domain/story/story.ts'
import { MOVED_COMMENTS_MAX } from '#domain/limits.ts'

export interface MovedBatch {
  readonly isDone: boolean
  /** Where the next batch goes on; only saves looking at what was moved. */
  readonly after: MoveCursor | null
}

export interface MoveCommentsInput {
  readonly storyId: string
  readonly after: MoveCursor | null
}

/** One transaction. What a crash leaves is taken up by the next batch, whoever asks for it. */
export async function moveComments(ports: Ports, { storyId, after }: MoveCommentsInput): Promise<MovedBatch> {
  return ports.store.write(async (tx) => {
    const story = await tx.story(storyId)
    return story ? moveBatch(tx, ports, { story, after }) : { isDone: true, after: null }
  })
}

/** Counts change with the comments; the last batch also ends the move. */
export async function moveBatch(
  tx: StoreWriter,
  ports: Ports,
  { story, after }: { readonly story: Story; readonly after: MoveCursor | null },
): Promise<MovedBatch> {
  const { id, state, mergedInto } = story
  if (mergedInto === null || (state !== 'merging' && state !== 'parting'))
    return { isDone: true, after: null }
  const isMerging = state === 'merging'
  const [from, to] = isMerging ? [id, mergedInto] : [mergedInto, id]
  const origins = isMerging ? null : await originsOf(tx, id)
  const { published, isDone, ...next } = await tx.moveComments({
    from,
    to,
    origins,
    after,
    limit: MOVED_COMMENTS_MAX,
  })
  await tx.touchStory(from, -published)
  await tx.touchStory(to, published)
  if (isDone && isMerging) await tx.setMerged(id, { state: 'merged', into: mergedInto })
  if (isDone && !isMerging) await tx.setMerged(id, { state: await stateBefore(tx, id), into: null })
  await tx.appendEvents(
    [from, to].map((storyId) => ({
      kind: 'story.comments-moved',
      storyId,
      commentId: null,
      personId: null,
      at: ports.clock.now(),
      facts: { from, to, published },
    })),
  )
  return { isDone, after: next.after }
}

/** A story and all that were merged into it: the stories whose comments it takes with it. */
async function originsOf(tx: StoreWriter, storyId: string): Promise<string[]> {
  const origins = [storyId]
  for (const id of origins) origins.push(...(await tx.storiesMergedInto(id)).map((story) => story.id))
  return origins
}

/** The undo that began the parting says what the story was before it was merged. */
async function stateBefore(tx: StoreWriter, storyId: string): Promise<StoryState> {
  return ((await tx.lastStoryDecision(storyId))?.to ?? 'closed') as StoryState
}
