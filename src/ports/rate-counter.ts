/** Counts that all nodes of a site keep together, where there may be more than one. */

export interface RateCounter {
  /** Counts one more under `key` and tells how many there are now, and when counting begins anew (Unix milliseconds). */
  readonly add: (
    key: string,
    window: { readonly now: number; readonly lengthMs: number },
  ) => Promise<{ readonly count: number; readonly endsAt: number }>
}
