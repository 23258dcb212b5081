/** The compile-time proof that a switch or a union was handled completely. */

/** Throws: reaching this means a value outside its own type got in, a broken invariant. */
export function exhaustive(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`)
}
