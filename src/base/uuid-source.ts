/** Ids that grow: within one millisecond, and when the clock steps back, the next id still sorts after the last. */
import { UUID_RANDOM_BYTES, orderedUuidV7 } from '#base/uuid.ts'

/** The first id of a millisecond begins in the lower half of 2^36, so that there is always room to count on. */
const FIRST_SEQUENCES = 2 ** 35

/** Values of a whole number of 32 bits. */
const WORD_VALUES = 2 ** 32

/** `now`: Unix milliseconds. `random`: cryptographically strong bytes. RFC 9562, section 6.2, method 2. */
export function createUuidSource(now: () => number, random: (count: number) => Uint8Array): () => string {
  let lastTime = -1
  let sequence = 0
  return () => {
    const time = now()
    const bytes = random(UUID_RANDOM_BYTES)
    if (time > lastTime) {
      lastTime = time
      sequence = firstSequence(bytes)
    } else sequence += 1
    return orderedUuidV7(lastTime, sequence, bytes)
  }
}

/** Of the bytes that `orderedUuidV7` leaves out. */
function firstSequence(bytes: Uint8Array): number {
  const word = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
  return ((bytes[4] ?? 0) * WORD_VALUES + (word >>> 0)) % FIRST_SEQUENCES
}
