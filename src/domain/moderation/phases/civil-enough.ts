/** Phase: what reads as toxic waits for a moderator, and so does everything that should have been scored and was not. */
import type { Hold, Words } from '#domain/moderation/verdict.ts'

export function civilEnough({ civility }: Pick<Words, 'civility'>): Hold | null {
  // The rule is about scores of languages that can be scored: another one is no reason to wait.
  if (civility === null || civility.toxicity === 'unsupported') return null
  if (civility.toxicity === 'off') return { kind: 'hold', rule: 'civility-off' }
  return civility.toxicity >= civility.holdAt ? { kind: 'hold', rule: 'civility' } : null
}
