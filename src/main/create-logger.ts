/** The operator's log: JSON, a line each, on standard output. */
import pino from 'pino'
import type { Config } from '#main/config.ts'
import type { Logger } from '#ports/logger.ts'
import { limitRepeats } from '#main/limit-repeats.ts'

/** Standard output, where nobody says otherwise. */
const STDOUT_FD = 1

/** Characters of lines that could not be written yet: beyond, new ones are dropped until there is room. */
const WAITING_CHARACTERS_MAX = 1_000_000

/**
 * Written at once, not gathered: the last lines before a crash are the ones that matter. `fd`: where to. A log that
 * cannot be written (its disk is full) loses lines; the server goes on.
 */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>, fd = STDOUT_FD): Logger {
  const destination = pino.destination({ fd, sync: true, maxLength: WAITING_CHARACTERS_MAX })
  destination.on('error', () => {})
  const logger = pino(
    {
      level: logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  return limitRepeats(logger, () => performance.now())
}
