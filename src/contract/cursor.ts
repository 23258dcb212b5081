/** Cursors as they stand in addresses: where a page ended, readable and checked. */
import { isUuidV7 } from '#base/uuid.ts'

/** Sort values are times, counts or scores, as JavaScript writes a number: the smallest scores with an exponent. */
const ROOT_CURSOR = /^(-?\d{1,16}(?:\.\d{1,25})?(?:e-\d{1,3})?)_([0-9a-f-]{36})$/
/** 32 levels of 14 digits (domain/thread/order-key.ts). */
const BRANCH_CURSOR = /^[-0-9A-Z_a-z]{14,448}$/

export interface RootCursorParts {
  readonly value: number
  readonly id: string
}

export function writeRootCursor({ value, id }: RootCursorParts): string {
  return `${value}_${id}`
}

/** Null for anything that is not a cursor of ours. */
export function readRootCursor(text: string | undefined): RootCursorParts | null {
  const parts = ROOT_CURSOR.exec(text ?? '')
  if (!parts?.[1] || !parts[2] || !isUuidV7(parts[2])) return null
  return { value: Number(parts[1]), id: parts[2] }
}

/** A page of a thread in an order that votes and replies change also knows the version its reading began at. */
export interface ThreadCursorParts extends RootCursorParts {
  readonly version: number | null
}

const VERSION = /^\d{1,15}$/

export function writeThreadCursor({ version, ...root }: ThreadCursorParts): string {
  return version === null ? writeRootCursor(root) : `${writeRootCursor(root)}_${version}`
}

/** Null for anything that is not a cursor of ours. Without a version, the order of now is meant. */
export function readThreadCursor(text: string | undefined): ThreadCursorParts | null {
  const [value, id, version, ...rest] = (text ?? '').split('_')
  const root = readRootCursor(`${value}_${id}`)
  if (!root || rest.length > 0 || (version !== undefined && !VERSION.test(version))) return null
  return { ...root, version: version === undefined ? null : Number(version) }
}

/** A branch cursor is the order key it ended at. Null for anything else. */
export function readBranchCursor(text: string | undefined): string | null {
  return text !== undefined && BRANCH_CURSOR.test(text) ? text : null
}

/** A place among hits: digits of a 64-bit number, with an id where a store needs one. */
const SEARCH_CURSOR = /^\d{1,19}(?:_[0-9a-f-]{36})?$/

/** Null for anything that is not a cursor of ours. */
export function readSearchCursor(text: string | undefined): string | null {
  return text !== undefined && SEARCH_CURSOR.test(text) ? text : null
}
