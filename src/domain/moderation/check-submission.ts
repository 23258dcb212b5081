/** The checks a new comment passes, in the order that is the policy: the first verdict stands. */
import type { Phase, Submission, Verdict } from '#domain/moderation/verdict.ts'
import { civilEnough } from '#domain/moderation/phases/civil-enough.ts'
import { nameFree } from '#domain/moderation/phases/name-free.ts'
import { parentPresent } from '#domain/moderation/phases/parent-present.ts'
import { storyOpen } from '#domain/moderation/phases/story-open.ts'

export const PHASES: readonly Phase[] = [
  // Is this a place to write at all?
  storyOpen,
  parentPresent,
  // Is the writer who the name says?
  nameFree,
  // Are the words such that everybody may see them at once?
  civilEnough,
]

export function checkSubmission(submission: Submission, phases: readonly Phase[] = PHASES): Verdict {
  for (const phase of phases) {
    const verdict = phase(submission)
    if (verdict) return verdict
  }
  return { kind: 'publish' }
}
