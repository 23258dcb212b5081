/** Asks an outside checker about somebody's words, where there is one, and waits for it no longer than a writer would. */
import type { Actor } from '#domain/people/actor.ts'
import type { CheckedWords } from '#ports/checker.ts'
import type { CheckerAnswer } from '#domain/moderation/verdict.ts'
import type { Ports } from '#ports/ports.ts'
import { CHECKER_REASONS_MAX, CHECKER_WAIT_MS } from '#domain/limits.ts'
import { isModerator } from '#domain/people/permissions.ts'

const UNKNOWN: CheckerAnswer = { kind: 'unknown' }

/** Null where nobody is asked. A checker that fails or takes too long has no say: talk does not depend on it. */
export async function askChecker(
  { checker }: Pick<Ports, 'checker'>,
  { words, actor }: { readonly words: CheckedWords; readonly actor: Actor },
): Promise<CheckerAnswer | null> {
  if (checker === null || isModerator(actor)) return null
  const patience = new AbortController()
  const tooLate = Promise.withResolvers<CheckerAnswer>()
  const timer = setTimeout(() => {
    tooLate.resolve(UNKNOWN)
    patience.abort()
  }, CHECKER_WAIT_MS)
  const asked = (async () => checker.check(words, patience.signal))().catch(() => UNKNOWN)
  const answer = await Promise.race([asked, tooLate.promise])
  clearTimeout(timer)
  return answer.kind === 'hold'
    ? { kind: 'hold', reasons: answer.reasons.slice(0, CHECKER_REASONS_MAX) }
    : answer
}
