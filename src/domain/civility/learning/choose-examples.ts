/** Which decisions are learned from: each text once, no writer and no moderator more than their share. */
import type { LearningExample } from '#domain/civility/learning/learning-example.ts'
import {
  DECISIONS_MAX,
  MODERATOR_SHARE_MAX,
  OTHERS_DECISIONS_MIN,
  WRITER_DECISIONS_MAX,
} from '#domain/civility/learning/learning-bounds.ts'

export interface ChosenExamples {
  /** Oldest first. */
  readonly examples: readonly LearningExample[]
  readonly moderators: number
  /** Left out because the same words were decided about once more, later. */
  readonly repeats: number
  /** Left out because one writer or one moderator would have had too large a share. */
  readonly beyondShare: number
}

/** Of what goes beyond a share, the oldest goes. */
export function chooseExamples(given: readonly LearningExample[]): ChosenExamples {
  const newestFirst = given.toSorted(newest).slice(0, DECISIONS_MAX)
  const once = withoutRepeats(newestFirst)
  const written = withinWriters(once)
  const shared = withinModerators(written)
  return {
    examples: shared.toReversed(),
    moderators: new Set(shared.map(({ moderatorId }) => moderatorId)).size,
    repeats: newestFirst.length - once.length,
    beyondShare: once.length - shared.length,
  }
}

function newest(a: LearningExample, b: LearningExample): number {
  return b.decidedAt - a.decidedAt || (a.decisionId < b.decisionId ? 1 : -1)
}

/** A text sent a hundred times would stand in both parts and prove itself. */
function withoutRepeats(newestFirst: readonly LearningExample[]): LearningExample[] {
  const seen = new Set<number>()
  return newestFirst.filter(({ fingerprint }) => {
    if (seen.has(fingerprint)) return false
    seen.add(fingerprint)
    return true
  })
}

function withinWriters(newestFirst: readonly LearningExample[]): LearningExample[] {
  const counts = new Map<string, number>()
  return newestFirst.filter(({ writerId }) => {
    if (writerId === null) return true
    const count = (counts.get(writerId) ?? 0) + 1
    counts.set(writerId, count)
    return count <= WRITER_DECISIONS_MAX
  })
}

/** At most one moderator can have more than the share, because it is more than half. */
function withinModerators(newestFirst: readonly LearningExample[]): LearningExample[] {
  const counts = new Map<string, number>()
  for (const { moderatorId } of newestFirst) counts.set(moderatorId, (counts.get(moderatorId) ?? 0) + 1)
  const [busiest, own] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0]
  const others = newestFirst.length - own
  if (others < OTHERS_DECISIONS_MIN) return [...newestFirst]
  const allowed = Math.floor((others * MODERATOR_SHARE_MAX) / (1 - MODERATOR_SHARE_MAX))
  let taken = 0
  return newestFirst.filter(({ moderatorId }) => {
    if (moderatorId !== busiest) return true
    taken += 1
    return taken <= allowed
  })
}
