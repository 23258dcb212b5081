/** The checks a new comment passes, in the order that is the policy: the first verdict stands. */
import type { Hold, Phase, Submission, Verdict, Words } from '#domain/moderation/verdict.ts'
import { checkerContent } from '#domain/moderation/phases/checker-content.ts'
import { civilEnough } from '#domain/moderation/phases/civil-enough.ts'
import { nameFree } from '#domain/moderation/phases/name-free.ts'
import { notSpam } from '#domain/moderation/phases/not-spam.ts'
import { parentPresent } from '#domain/moderation/phases/parent-present.ts'
import { storyOpen } from '#domain/moderation/phases/story-open.ts'

/** The checks of the words alone, which a changed comment passes as well. */
const WORDS_PHASES: readonly ((words: Words) => Hold | null)[] = [
  // Are they words to this discussion at all? Before civility: spam needs no judgement of tone, and moderators who
  // look through what waits deal with it by the dozen.
  notSpam,
  civilEnough,
  // Does somebody outside object? Last: the site's own reasons can be explained.
  checkerContent,
]

export const PHASES: readonly Phase[] = [
  // Is this a place to write at all?
  storyOpen,
  parentPresent,
  // Is the writer who the name says?
  nameFree,
  // Are the words such that everybody may see them at once?
  ...WORDS_PHASES,
]

export function checkSubmission(submission: Submission, phases: readonly Phase[] = PHASES): Verdict {
  for (const phase of phases) {
    const verdict = phase(submission)
    if (verdict) return verdict
  }
  return { kind: 'publish' }
}

/** Null where nothing speaks against showing the words to everybody. */
export function checkWords(words: Words): Hold | null {
  for (const phase of WORDS_PHASES) {
    const hold = phase(words)
    if (hold) return hold
  }
  return null
}
