/** Everything an operation may reach for. */
import type { Checker } from '#ports/checker.ts'
import type { Civility } from '#ports/civility.ts'
import type { Clock, Secrets } from '#ports/clock.ts'
import type { Learned } from '#ports/learned.ts'
import type { SiteSettings } from '#ports/site-settings.ts'
import type { Store } from '#ports/store.ts'

export interface Ports {
  readonly store: Store
  readonly clock: Clock
  /** UUIDv7, each sorting after the last. */
  readonly newId: () => string
  /** Cryptographically strong. */
  readonly randomBytes: (count: number) => Uint8Array
  readonly secrets: Secrets
  readonly settings: SiteSettings
  readonly civility: Civility
  /** Null where nobody outside is asked. */
  readonly checker: Checker | null
  readonly learned: Learned
}
