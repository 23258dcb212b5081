/** The operator's log: JSON, a line each, on standard output. */
import pino from 'pino'
import type { Config } from '#main/config.ts'
import type { Logger } from '#ports/logger.ts'
import { limitRepeats } from '#main/limit-repeats.ts'

/** Written at once, not gathered: the last lines before a crash are the ones that matter. */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  const logger = pino({
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
  return limitRepeats(logger, () => performance.now())
}
