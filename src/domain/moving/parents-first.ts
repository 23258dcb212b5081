/** Puts the comments of a file so that every parent stands before its replies, whatever the file's order. */

interface Linked {
  readonly sourceId: string
  readonly parentSourceId: string | null
}

/**
 * Keeps the given order wherever it can. A reply whose parent is not among them keeps its place; of a ring of
 * replies (only a broken file holds one) the first is taken as if it had no parent here. Linear time.
 */
export function parentsFirst<Entry extends Linked>(entries: readonly Entry[]): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.sourceId, entry]))
  const done = new Set<string>()
  const sorted: Entry[] = []
  for (const entry of entries) {
    // Walk up to the first ancestor that is placed, then place the way back down.
    const path: Entry[] = []
    const onPath = new Set<string>()
    let next: Entry | undefined = entry
    while (next && !done.has(next.sourceId) && !onPath.has(next.sourceId)) {
      path.push(next)
      onPath.add(next.sourceId)
      next = next.parentSourceId === null ? undefined : byId.get(next.parentSourceId)
    }
    for (const placed of path.reverse()) {
      done.add(placed.sourceId)
      sorted.push(placed)
    }
  }
  return sorted
}
