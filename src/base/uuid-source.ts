/** Ids that grow: within one millisecond, and when the clock steps back, the next id still sorts after the last. */
import { UUID_RANDOM_BYTES, orderedUuidV7, uuidV7 } from '#base/uuid.ts'

/** The first id of a millisecond begins in the lower half of 2^36, so that there is always room to count on. */
const FIRST_SEQUENCES = 2 ** 35

/** The first 36 random bits of an id, read as a number: what the next id of that millisecond counts on from. */
function sequenceOf(id: string): number {
  return Number.parseInt(id.slice(15, 18) + id.slice(20, 23) + id.slice(24, 27), 16)
}

/** `now`: Unix milliseconds. `random`: cryptographically strong bytes. RFC 9562, section 6.2, method 2. */
export function createUuidSource(now: () => number, random: (count: number) => Uint8Array): () => string {
  let lastTime = -1
  let last = ''
  return () => {
    const time = now()
    const bytes = random(UUID_RANDOM_BYTES)
    if (time > lastTime) {
      lastTime = time
      last = orderedUuidV7(time, sequenceOf(uuidV7(time, bytes)) % FIRST_SEQUENCES, bytes)
    } else {
      last = orderedUuidV7(lastTime, sequenceOf(last) + 1, bytes)
    }
    return last
  }
}
