/** Puts new comments into the search index behind the readers' backs, a few at a time. */
import type { Logger } from '#ports/logger.ts'
import type { Store } from '#ports/store.ts'
import { errorFacts } from '#base/error-facts.ts'

/** Comments of one go: some ten milliseconds, in which nobody else is served. */
const BATCH_MAX = 100

/** Milliseconds between looks: until then a search looks at new comments one by one. */
const LOOK_MS = 500

export function settleSearch({
  store,
  logger,
  every,
}: {
  readonly store: Pick<Store, 'settleSearch'>
  readonly logger: Logger
  /** Calls `look` again and again until the returned function is called: the timer is the caller's. */
  readonly every: (look: () => void, intervalMs: number) => () => void
}): { readonly stop: () => Promise<void> } {
  let settling: Promise<void> | null = null
  let stopped = false
  const isStopped = (): boolean => stopped
  const settle = async (): Promise<void> => {
    // Each go waits in the lane behind those who write, so a long list delays nobody for long.
    while (!isStopped() && (await store.settleSearch(BATCH_MAX)) > 0);
  }
  const look = (): void => {
    settling ??= settle()
      .catch((error: unknown) => logger.error(errorFacts(error), 'the search index could not be filled'))
      .finally(() => {
        settling = null
      })
  }
  const forgetTimer = every(look, LOOK_MS)
  return {
    stop: async () => {
      stopped = true
      forgetTimer()
      await settling
    },
  }
}
