/** Where a comment stands among hits of a search: a number made of its time, so that the newest come first. */

/** Bits of a place below the millisecond: comments of one millisecond get numbers of their own. */
const TIE_BITS = 20n

/** Places tried for one comment: two that share time and all tie bits are rare, three never met. */
export const PLACE_PROBES = 8

/** After the last place there can be: the greatest number of 64 bits. */
const BEHIND_ALL = 2n ** 63n - 1n

/** Takes the lowest 20 of the 36 bits by which ids of one millisecond are told apart (domain/thread/order-key.ts). */
export function firstPlace({
  commentId,
  createdAt,
}: {
  readonly commentId: string
  readonly createdAt: number
}): bigint {
  const tie = BigInt(`0x${commentId.slice(21, 23)}${commentId.slice(24, 27)}`)
  return (BigInt(Math.max(0, Math.trunc(createdAt))) << TIE_BITS) + tie
}

/** The place of `first` and those behind it that is not among `taken`. */
export function freePlace(first: bigint, taken: ReadonlySet<bigint>): bigint {
  let place = first
  while (taken.has(place)) place += 1n
  return place
}

/** Exclusive bound of a page behind `after`, which comes from an address and may be any number. */
export function placeBound(after: string | null): bigint {
  const place = after === null ? BEHIND_ALL : BigInt(after)
  return place < BEHIND_ALL ? place : BEHIND_ALL
}

/** Negative where `a` comes first, which is the newer. */
export function comparePlaces(a: string, b: string): number {
  return BigInt(a) < BigInt(b) ? 1 : a === b ? 0 : -1
}
