/** The reason that a moderator gives: trimmed, no longer than a paragraph, null where nothing was said. */
import type { Outcome } from '#base/outcome.ts'
import { REASON_CODE_POINTS_MAX } from '#domain/limits.ts'
import { countCodePoints } from '#domain/comment/body/settle-characters.ts'
import { done, failed } from '#base/outcome.ts'
import { problem, type Problem } from '#contract/errors.ts'

export function settleReason(reason: string | null): Outcome<string | null, Problem> {
  const words = (reason ?? '').trim()
  const length = countCodePoints(words)
  if (length > REASON_CODE_POINTS_MAX) {
    return failed(problem('reason-too-long', { limit: REASON_CODE_POINTS_MAX, actual: length }))
  }
  return done(words === '' ? null : words)
}
