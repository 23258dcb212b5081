/** Phase: what an outside checker would hold waits for a moderator; one that does not know has no say. */
import type { Hold, Words } from '#domain/moderation/verdict.ts'

export function checkerContent({ checked }: Pick<Words, 'checked'>): Hold | null {
  return checked?.kind === 'hold' ? { kind: 'hold', rule: 'checker', reasons: checked.reasons } : null
}
