/** Everything an operation may reach for. */
import type { Clock, Randomness } from '#ports/clock.ts'
import type { Store } from '#ports/store.ts'

export interface Ports {
  readonly store: Store
  readonly clock: Clock
  readonly randomness: Randomness
}
