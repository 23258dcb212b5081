/** Phase: what looks like spam waits for a moderator, and so does everything that should have been weighed and was not. */
import type { Hold, Words } from '#domain/moderation/verdict.ts'

/** Never refuses: a machine is wrong now and then, and a person must be able to see it. */
export function notSpam({ spam }: Pick<Words, 'spam'>): Hold | null {
  if (spam === null) return null
  if (spam.weight.spam >= spam.holdAt) return { kind: 'hold', rule: 'spam', reasons: spam.weight.reasons }
  return spam.isUnscored ? { kind: 'hold', rule: 'spam-off' } : null
}
