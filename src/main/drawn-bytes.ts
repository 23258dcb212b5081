/** Random bytes for ids, drawn from the system many at a time: a draw costs ten times what an id needs otherwise. */

/** Bytes of one draw: for four hundred ids. */
const DRAWN_BYTES = 4_096

/** `fill`: with cryptographically strong bytes. Not for secrets: what is not given out yet waits in memory. */
export function createDrawnBytes(fill: (bytes: Uint8Array) => void): (count: number) => Uint8Array {
  const drawn = new Uint8Array(DRAWN_BYTES)
  let used = DRAWN_BYTES
  return (count) => {
    const given = new Uint8Array(count)
    if (count > DRAWN_BYTES) {
      fill(given)
      return given
    }
    if (used + count > DRAWN_BYTES) {
      fill(drawn)
      used = 0
    }
    given.set(drawn.subarray(used, used + count))
    // Whoever looks into memory later finds no id's chance there.
    drawn.fill(0, used, used + count)
    used += count
    return given
  }
}
