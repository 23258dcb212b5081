/** UUIDv7 (RFC 9562, section 5.7): ids that sort by the millisecond they were made in. */

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** How many random bytes `uuidV7` consumes: 74 bits are used, the version and variant bits overwritten. */
export const UUID_RANDOM_BYTES = 10

/** `timeMs`: Unix milliseconds. `random`: at least 10 bytes. Lower-case canonical form. */
export function uuidV7(timeMs: number, random: Uint8Array): string {
  if (random.length < UUID_RANDOM_BYTES) throw new Error('uuidV7 needs 10 random bytes')
  const time = Math.max(0, Math.trunc(timeMs)).toString(16).padStart(12, '0').slice(-12)
  const tail = Array.from(random.subarray(0, UUID_RANDOM_BYTES), (byte, index) => {
    if (index === 0) return (0x70 | (byte & 0x0f)).toString(16)
    if (index === 2) return (0x80 | (byte & 0x3f)).toString(16)
    return byte.toString(16).padStart(2, '0')
  }).join('')
  const hex = time + tail
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** True for a lower-case UUIDv7 only: an id has exactly one spelling. */
export function isUuidV7(text: string): boolean {
  return UUID_V7.test(text)
}

/** The time an id carries, in Unix milliseconds. Believe it only of ids that were made here. */
export function timeOfUuid(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** `orderedUuidV7` puts a counter into the first random bits: 2^36 of them. */
const SEQUENCE_MAX = 2 ** 36

/** The variant is the upper two bits of this digit; in ids that must sort, the lower two cannot be random. */
const ORDERED_VARIANT = '8'

/**
 * A UUIDv7 whose first 36 random bits are `sequence`: ids of one millisecond sort by it. For imports, where
 * many comments carry one minute and the file's order is all there is.
 */
export function orderedUuidV7(timeMs: number, sequence: number, random: Uint8Array): string {
  if (sequence < 0 || sequence >= SEQUENCE_MAX) throw new Error('sequence out of range')
  const plain = uuidV7(timeMs, random)
  const hex = Math.trunc(sequence).toString(16).padStart(9, '0')
  return `${plain.slice(0, 15)}${hex.slice(0, 3)}-${ORDERED_VARIANT}${hex.slice(3, 6)}-${hex.slice(6, 9)}${plain.slice(27)}`
}
