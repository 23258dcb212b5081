/** Parts decisions into those to learn from and newer ones to be judged by, no story in both. */

interface Placed {
  readonly storyId: string
  readonly decidedAt: number
  readonly isRemoved: boolean
}

export interface SplitExamples<Example> {
  readonly earlier: readonly Example[]
  readonly later: readonly Example[]
}

export interface SplitNeeds {
  readonly shares: readonly number[]
  readonly ofEachKindMin: number
  readonly storiesMin: number
}

/**
 * The later part is of stories first decided about after the cut. What was decided after it in older stories is in
 * neither part. Null where no share leaves enough of each kind in the later part and something of each in the earlier.
 */
export function splitExamples<Example extends Placed>(
  oldestFirst: readonly Example[],
  { shares, ofEachKindMin, storiesMin }: SplitNeeds,
): SplitExamples<Example> | null {
  const begun = new Map<string, number>()
  for (const { storyId, decidedAt } of oldestFirst) {
    begun.set(storyId, Math.min(begun.get(storyId) ?? decidedAt, decidedAt))
  }
  for (const share of shares) {
    const cut = oldestFirst[Math.floor(oldestFirst.length * (1 - share))]?.decidedAt
    if (cut === undefined) continue
    const earlier = oldestFirst.filter(({ decidedAt }) => decidedAt < cut)
    const later = oldestFirst.filter(({ storyId }) => (begun.get(storyId) ?? 0) >= cut)
    const stories = new Set(later.map(({ storyId }) => storyId)).size
    if (stories < storiesMin || fewest(later) < ofEachKindMin || fewest(earlier) === 0) continue
    return { earlier, later }
  }
  return null
}

function fewest(examples: readonly Placed[]): number {
  const removed = examples.filter(({ isRemoved }) => isRemoved).length
  return Math.min(removed, examples.length - removed)
}
