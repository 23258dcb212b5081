/** Follows the log of events and tells each of its consumers every event, once and in order. */
import type { LoggedEvent } from '#domain/events/event.ts'
import type { Logger } from '#ports/logger.ts'
import type { StoreReader } from '#ports/store.ts'
import { errorFacts } from '#base/error-facts.ts'

/** Events read at a time. */
const BATCH_MAX = 500

/** Milliseconds between looks at the log where nobody says that it grew: another process may write as well. */
const IDLE_LOOK_MS = 500

export type EventConsumer = (events: readonly LoggedEvent[]) => void

export interface LogFollower {
  /** Adds a consumer; it hears of every event that is read from now on. */
  readonly subscribe: (consumer: EventConsumer) => void
  /** Takes events that were just committed here where they come next, so that they need not be read. */
  readonly hear: (events: readonly LoggedEvent[]) => void
  /** Says that the log may have grown: it is read soon. */
  readonly wake: () => void
  /** The same, and resolves when everything that was committed before has been told, or could not be read. */
  readonly catchUp: () => Promise<void>
  /** The last event that was told. */
  readonly position: () => number
  readonly stop: () => Promise<void>
}

/** Starts behind the newest event there is; `Last-Event-ID` and the like read what lies before by themselves. */
export async function followLog({
  read,
  logger,
  every,
}: {
  readonly read: Pick<StoreReader, 'eventsAfter' | 'lastEvent'>
  readonly logger: Logger
  /** Calls `look` again and again until the returned function is called: the timer is the caller's. */
  readonly every: (look: () => void, intervalMs: number) => () => void
}): Promise<LogFollower> {
  const consumers: EventConsumer[] = []
  let position = await read.lastEvent()
  let reading: Promise<void> | null = null
  let grew = false
  let stopped = false
  const isStopped = (): boolean => stopped

  const readOn = async (): Promise<void> => {
    while (grew && !isStopped()) {
      grew = false
      const events = await read.eventsAfter(position, BATCH_MAX)
      const last = events.at(-1)
      if (!last) continue
      grew ||= events.length === BATCH_MAX
      tellAll(events, last.sequence)
    }
  }
  const tellAll = (events: readonly LoggedEvent[], last: number): void => {
    position = last
    for (const consume of consumers) tell(consume, events, logger)
  }
  const wake = (): void => {
    grew = true
    if (stopped) return
    reading ??= readOn()
      .catch((error: unknown) => logger.error(errorFacts(error), 'the log could not be read'))
      .finally(() => {
        reading = null
        // Something came in between the last look and this.
        if (grew && !stopped) wake()
      })
  }
  const forgetTimer = every(wake, IDLE_LOOK_MS)
  return {
    subscribe: (consumer) => void consumers.push(consumer),
    hear: (events) => {
      const [first, last] = [events[0], events.at(-1)]
      // Whoever is reading has asked from the old position; and before what another node wrote, nothing is told.
      if (stopped || reading || !first || !last || first.sequence !== position + 1) return
      tellAll(events, last.sequence)
    },
    wake,
    catchUp: async () => {
      wake()
      await reading
    },
    position: () => position,
    stop: async () => {
      stopped = true
      forgetTimer()
      await reading
    },
  }
}

/** One consumer's fault must not keep events from the others. */
function tell(consume: EventConsumer, events: readonly LoggedEvent[], logger: Logger): void {
  try {
    consume(events)
  } catch (error) {
    logger.error(errorFacts(error), 'a consumer of the log failed')
  }
}
