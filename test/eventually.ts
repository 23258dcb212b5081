/** Waits for what is true soon: caches follow the log, which on a database server takes a moment. */
import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds between looks. */
const LOOK_MS = 20

/** Looks after which the last failure is thrown: a minute, which only something broken takes. */
const LOOKS_MAX = 3_000

export async function eventually(check: () => Promise<void>): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    try {
      await check()
      return
    } catch (error) {
      if (looks === LOOKS_MAX) throw error
    }
    await wait(LOOK_MS)
  }
}
