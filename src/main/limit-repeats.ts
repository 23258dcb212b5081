/** Keeps the log readable while something is away: the same failure is told a few times, then counted. */
import type { Logger } from '#ports/logger.ts'

/** Milliseconds of one count. */
const WINDOW_MS = 10_000

/** Lines about one failure in that time: enough to see its rhythm. */
const LINES_MAX = 5

/** Failures told apart; with more at once, old counts are forgotten. */
const FAILURES_MAX = 100

interface Count {
  readonly since: number
  lines: number
  unsaid: number
}

/** Failures are the same where message and error are. `now` in milliseconds, of a clock that never goes back. */
export function limitRepeats(logger: Logger, now: () => number): Logger {
  const counts = new Map<string, Count>()
  return {
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
    error: (facts, message) => {
      const key = JSON.stringify([message, facts['error'], facts['message']])
      const known = counts.get(key)
      const isOver = known !== undefined && now() - known.since >= WINDOW_MS
      if (known && !isOver) {
        known.lines += 1
        if (known.lines > LINES_MAX) known.unsaid += 1
        else logger.error(facts, message)
        return
      }
      if (counts.size >= FAILURES_MAX) counts.clear()
      counts.set(key, { since: now(), lines: 1, unsaid: 0 })
      const unsaid = known?.unsaid ?? 0
      logger.error(unsaid === 0 ? facts : { ...facts, unsaid }, message)
    },
  }
}
