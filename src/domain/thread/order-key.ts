/** Order keys: one string per comment, so that sorting a branch by it gives conversation order. */
import { ORDER_KEY_LEVELS_MAX } from '#domain/limits.ts'

/** 64 digits in ascending ASCII order, so that byte order is number order in every store. */
const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const BITS_PER_DIGIT = 6

/** Digits for a 48-bit Unix time in milliseconds: the same width as in a UUIDv7. */
const TIME_DIGITS = 8
/** Digits for 36 bits of the id: two replies to one comment in one millisecond still get different keys. */
const TIE_DIGITS = 6

/** Characters of one level of an order key. */
export const SEGMENT_LENGTH = TIME_DIGITS + TIE_DIGITS

/** Sorts after every digit: `key + AFTER_BRANCH` is the exclusive end of everything below `key`. */
export const AFTER_BRANCH = '~'

/** The 36 bits after the version digit and variant of a UUIDv7: 12 of rand_a, 24 of rand_b. */
const TIE_HEX = /^[0-9a-f]{8}-[0-9a-f]{4}-7([0-9a-f]{3})-[89ab]([0-9a-f]{3})-([0-9a-f]{3})/

/**
 * The key of a comment under `parentKey` (null for a root): the parent's key and a segment made of time and
 * id. Nothing else enters, so any order of inserts gives the same thread and siblings need no counter. Below
 * ORDER_KEY_LEVELS_MAX levels a reply takes its place by time under the deepest ancestor that has a level.
 */
export function orderKey(parentKey: string | null, createdAt: number, id: string): string {
  const above = (parentKey ?? '').slice(0, (ORDER_KEY_LEVELS_MAX - 1) * SEGMENT_LENGTH)
  return above + digits(createdAt, TIME_DIGITS) + digits(tieOf(id), TIE_DIGITS)
}

/** How many levels deep a key stands: 0 for a root. At most ORDER_KEY_LEVELS_MAX - 1. */
export function keyLevel(key: string): number {
  return key.length / SEGMENT_LENGTH - 1
}

/** Whether replies below it have no levels of their own: their keys say nothing about whom they answer. */
export function isDeepest(key: string): boolean {
  return keyLevel(key) >= ORDER_KEY_LEVELS_MAX - 1
}

function tieOf(id: string): number {
  const parts = TIE_HEX.exec(id)
  if (!parts) throw new Error(`not a UUIDv7: ${id}`)
  return Number.parseInt(`${parts[1]}${parts[2]}${parts[3]}`, 16)
}

/** Big-endian base 64 of fixed width. Division instead of shifts: the numbers exceed 32 bits. */
function digits(value: number, width: number): string {
  let rest = Math.max(0, Math.trunc(value))
  let text = ''
  for (let place = 0; place < width; place += 1) {
    const base = 2 ** BITS_PER_DIGIT
    text = (DIGITS[rest % base] ?? '') + text
    rest = Math.floor(rest / base)
  }
  return text
}
