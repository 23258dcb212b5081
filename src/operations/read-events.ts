/** What changed in a story since a position of the log: for readers whose connection cannot stay open. */
import type { LiveMessage } from '#contract/live.ts'
import type { Ports } from '#ports/ports.ts'
import { LIVE_CATCH_UP_MAX, liveMessage } from '#contract/live.ts'

export interface StoryChanges {
  readonly messages: readonly LiveMessage[]
  /** Where to go on from. */
  readonly position: number
  /** True where more was missed than is told: the page should be loaded anew. */
  readonly isCut: boolean
}

export async function readEvents(
  { store }: Ports,
  { storyId, after }: { readonly storyId: string; readonly after: number },
): Promise<StoryChanges> {
  const events = await store.read.storyEventsAfter({ storyId, sequence: after, limit: LIVE_CATCH_UP_MAX })
  return {
    messages: events.flatMap((event) => liveMessage(event) ?? []),
    position: events.at(-1)?.sequence ?? after,
    isCut: events.length === LIVE_CATCH_UP_MAX,
  }
}
