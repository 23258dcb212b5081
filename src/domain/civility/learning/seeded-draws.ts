/** Numbers that look random and are the same for the same seed, so that the same decisions teach the same. */

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, uniform in [0, 1). */
export function seededDraws(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
