/** A store as the program opens it: with what operators and benchmarks want to know besides. */
import type { RateCounter } from '#ports/rate-counter.ts'
import type { Store } from '#ports/store.ts'
import type { WriteLane } from '#adapters/sql/write-lane.ts'

export interface SiteStore extends Store {
  readonly laneCounts: WriteLane['counts']
  /** Null where one process has the data to itself. */
  readonly rateCounter: RateCounter | null
}
