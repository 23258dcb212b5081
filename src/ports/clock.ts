/** Time and secrets as things that are handed in, so that tests can say what they are. */

export interface Clock {
  /** Unix milliseconds. */
  readonly now: () => number
}

export interface Secrets {
  /** 256 random bits as URL-safe text: what a link or a session cookie carries. */
  readonly newToken: () => string
  /** What is stored instead of a token, so that a copy of the database signs nobody in. */
  readonly hash: (token: string) => string
}
