/** A key by which a program of somebody else has comments scored; the key itself is told once and never kept. */

export interface ApiKey {
  readonly id: string
  /** What the operator calls it: the system that uses it. */
  readonly name: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

/** A key as it is first stored: by its hash. */
export interface NewApiKey extends ApiKey {
  readonly keyHash: string
}
