/** Time and randomness as things that are handed in, so that tests can say what they are. */

export interface Clock {
  /** Unix milliseconds. */
  readonly now: () => number
}

export interface Randomness {
  /** Cryptographically strong bytes. */
  readonly bytes: (count: number) => Uint8Array
}
