/** Hashes words and letter groups to rows of the weight table, without a dictionary (the hashing trick). */

/** FNV-1a, 32 bits (Fowler, Noll, Vo): offset basis and prime. */
const FNV_BASIS = 0x811c9dc5
const FNV_PRIME = 0x01000193
const TWO_TO_32 = 2 ** 32

/** Folds one UTF-16 unit into a running hash. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME)
}

/** Hash of a whole word; `seed` keeps the kinds of features apart. */
export function hashWord(word: string, seed: number): number {
  let hash = FNV_BASIS ^ seed
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at))
  return hash
}

/** Hash of two hashes in this order. */
export function hashPair(first: number, second: number): number {
  return Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ (first >>> 15)
}

/**
 * Spreads a hash over `rows` (the finaliser of MurmurHash3, Appleby), then takes the high bits: any number of rows
 * will do, so the table can be exactly as large as its budget.
 */
export function hashRow(hash: number, rows: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  mixed ^= mixed >>> 16
  return Math.floor(((mixed >>> 0) * rows) / TWO_TO_32)
}

/** Start of a running hash for letter groups of a kind. */
export function hashStart(seed: number): number {
  return FNV_BASIS ^ seed
}
