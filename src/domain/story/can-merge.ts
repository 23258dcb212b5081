/** When two stories can be merged, and when a merge can be taken apart again. */
import type { Story } from '#domain/story/story.ts'

type Judged = Pick<Story, 'id' | 'state'>

/** A story whose comments stand still: neither merged nor on its way to be. */
export function isSettled({ state }: Pick<Story, 'state'>): boolean {
  return state === 'open' || state === 'kept-open' || state === 'closed'
}

/** `arriving`: how many stories are on their way into `story`; what arrives later would be left behind. */
export function canMerge({
  story,
  into,
  arriving,
}: {
  readonly story: Judged
  readonly into: Judged
  readonly arriving: number
}): boolean {
  return story.id !== into.id && isSettled(story) && isSettled(into) && arriving === 0
}
