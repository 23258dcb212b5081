/** UUIDv7 (RFC 9562, section 5.7): ids that sort by the millisecond they were made in. */

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** How many random bytes `uuidV7` consumes: 74 bits are used, the version and variant bits overwritten. */
export const UUID_RANDOM_BYTES = 10

/** Every byte in hexadecimal: looked up, because ids are made all the time. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hex(random: Uint8Array, index: number): string {
  return HEX[random[index] ?? 0] ?? ''
}

/** The first 48 bits, written as an id begins. */
function timePart(timeMs: number): string {
  const time = Math.max(0, Math.trunc(timeMs)).toString(16).padStart(12, '0').slice(-12)
  return `${time.slice(0, 8)}-${time.slice(8)}`
}

/** `timeMs`: Unix milliseconds. `random`: at least 10 bytes. Lower-case canonical form. */
export function uuidV7(timeMs: number, random: Uint8Array): string {
  if (random.length < UUID_RANDOM_BYTES) throw new Error('uuidV7 needs 10 random bytes')
  const version = HEX[0x70 | ((random[0] ?? 0) & 0x0f)]
  const variant = HEX[0x80 | ((random[2] ?? 0) & 0x3f)]
  const node =
    hex(random, 4) + hex(random, 5) + hex(random, 6) + hex(random, 7) + hex(random, 8) + hex(random, 9)
  return `${timePart(timeMs)}-${version}${hex(random, 1)}-${variant}${hex(random, 3)}-${node}`
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
  if (random.length < UUID_RANDOM_BYTES) throw new Error('orderedUuidV7 needs 10 random bytes')
  const count = Math.trunc(sequence).toString(16).padStart(9, '0')
  const chance = hex(random, 5).slice(1) + hex(random, 6) + hex(random, 7) + hex(random, 8) + hex(random, 9)
  return `${timePart(timeMs)}-7${count.slice(0, 3)}-${ORDERED_VARIANT}${count.slice(3, 6)}-${count.slice(6)}${chance}`
}
