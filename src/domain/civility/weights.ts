/** The file of weights for one language: how its bytes are laid out, read and checked. */

import { done, failed, type Outcome } from '#base/outcome.ts'
import { isAttribute, type Attribute } from './attribute.ts'
import type { Calibration } from './attribute-calibration.ts'
import type { LexiconData } from './lexicon.ts'
import { SIGNALS } from './read-signals.ts'
import type { TableShape } from './word-store.ts'

/** The column that says whether raters would mark a word, not what the whole comment is. */
export const MARKED_COLUMN = 'marked_word'

/** What an attribute needs besides its column. */
export interface AttributeHead {
  readonly attribute: Attribute
  readonly column: number
  readonly bias: number
  readonly signals: readonly number[]
  /** Weight of the strongest marked word's log-odds: one clear insult counts, however much is said around it. */
  readonly strongestWord: number
  readonly calibration: Calibration
  /** ROC-AUC on folds of the training part that these weights had not seen; said on the model's card. */
  readonly heldOutArea: number
}

/** How marked words are chosen: `column` of the table, its bias, and the least log-odds of a marked word. */
export interface MarkedWords {
  readonly column: number
  readonly bias: number
  /** Log-odds said of a comment without words. */
  readonly floor: number
  readonly threshold: number
  /**
   * Where no word reaches the threshold, those within `within` of the strongest one are marked, down to `lowest`.
   * Absent in the oldest weights, which mark by the threshold alone.
   */
  readonly lowest?: number
  readonly within?: number
  /** Least probability of toxicity at which words are marked at all. */
  readonly gate: number
}

export interface LanguageWeights {
  readonly language: string
  readonly shape: TableShape
  readonly columns: number
  /** Names of the signals that the heads' `signals` weigh, in their order: each version keeps the list it was trained with. */
  readonly signalNames: readonly string[]
  readonly heads: readonly AttributeHead[]
  readonly marked: MarkedWords | null
  readonly lexicon: LexiconData
  /** One step of the int8 weights, per column. */
  readonly wordSteps: readonly number[]
  readonly letterSteps: readonly number[]
  /** Row by row, so that one row is one cache line. */
  readonly wordTable: Int8Array
  readonly letterTable: Int8Array
}

/** Why weights cannot be used; `detail` is for the operator's log. */
export interface WeightsProblem {
  readonly reason: 'missing' | 'damaged' | 'other-format'
  readonly detail: string
}

const MAGIC = 'PARLEYCV'
/** Grows when older readers could no longer read the file. */
export const WEIGHTS_FORMAT = 2
const PREFIX_BYTES = 16
/** Bytes; the lexicons of one language take about 60 KB. */
const HEADER_BYTES_MAX = 4_000_000
const FNV_BASIS = 0x811c9dc5
const FNV_PRIME = 0x01000193

type Header = Omit<LanguageWeights, 'wordTable' | 'letterTable'> & {
  readonly format: number
  readonly checksum: number
}

/** Layout: magic (8), header length and its checksum (4 each, little-endian), header (JSON), the two tables. */
export function writeWeights(weights: LanguageWeights): Uint8Array {
  const { wordTable, letterTable, ...rest } = weights
  const checksum = checksumOf(letterTable, checksumOf(wordTable, FNV_BASIS))
  const header: Header = { format: WEIGHTS_FORMAT, checksum, ...rest }
  const encoded = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(PREFIX_BYTES + encoded.length + wordTable.length + letterTable.length)
  bytes.set(new TextEncoder().encode(MAGIC))
  const view = new DataView(bytes.buffer)
  view.setUint32(8, encoded.length, true)
  view.setUint32(12, checksumOf(encoded, FNV_BASIS), true)
  bytes.set(encoded, PREFIX_BYTES)
  bytes.set(asBytes(wordTable), PREFIX_BYTES + encoded.length)
  bytes.set(asBytes(letterTable), PREFIX_BYTES + encoded.length + wordTable.length)
  return bytes
}

/** Never throws: bytes that are not a weights file of this format give the reason. */
export function readWeights(bytes: Uint8Array): Outcome<LanguageWeights, WeightsProblem> {
  if (bytes.length < PREFIX_BYTES) return damaged(`only ${bytes.length} bytes`)
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    return damaged('not a weights file')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = view.getUint32(8, true)
  if (headerLength > HEADER_BYTES_MAX || PREFIX_BYTES + headerLength > bytes.length)
    return damaged('cut short')
  const encoded = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerLength)
  if (checksumOf(encoded, FNV_BASIS) !== view.getUint32(12, true)) return damaged('header changed')
  const header = parseHeader(encoded)
  if (header === null) return damaged('header is not readable')
  const unreadable = unreadableIn(header)
  if (unreadable !== null) return failed({ reason: 'other-format', detail: unreadable })
  const wordBytes = header.shape.wordRows * header.columns
  const letterBytes = header.shape.letterRows * header.columns
  const tablesAt = PREFIX_BYTES + headerLength
  if (bytes.length !== tablesAt + wordBytes + letterBytes) return damaged('tables cut short')
  const wordTable = copied(bytes.subarray(tablesAt, tablesAt + wordBytes))
  const letterTable = copied(bytes.subarray(tablesAt + wordBytes))
  if (checksumOf(letterTable, checksumOf(wordTable, FNV_BASIS)) !== header.checksum)
    return damaged('tables changed')
  return done({
    ...header,
    heads: header.heads.filter((head) => isAttribute(head.attribute)),
    wordTable,
    letterTable,
  })
}

/** What this Parley cannot compute, or null: an older version asks for fewer signals, in an order of its own. */
function unreadableIn(header: Header): string | null {
  if (header.format !== WEIGHTS_FORMAT) return `format ${header.format}, this Parley reads ${WEIGHTS_FORMAT}`
  const unknown = header.signalNames.filter((name) => !SIGNALS.includes(name))
  return unknown.length === 0 ? null : `unknown signals: ${unknown.join(', ')}`
}

function damaged(detail: string): Outcome<never, WeightsProblem> {
  return failed({ reason: 'damaged', detail })
}

/** The checksum has already shown the header to be what a trainer wrote, so its fields are taken as they are. */
function parseHeader(encoded: Uint8Array): Header | null {
  try {
    return JSON.parse(new TextDecoder().decode(encoded)) as Header
  } catch {
    return null
  }
}

/** FNV-1a, 32 bits: finds accidents, not forgeries; the card's SHA-256 is for those. */
function checksumOf(bytes: Uint8Array | Int8Array, start: number): number {
  let hash = start
  for (let at = 0; at < bytes.length; at += 1) hash = Math.imul(hash ^ ((bytes[at] ?? 0) & 0xff), FNV_PRIME)
  return hash >>> 0
}

/** A copy of its own: `slice` of a Node Buffer would keep the whole file and begin elsewhere. */
function copied(bytes: Uint8Array): Int8Array {
  const table = new Int8Array(bytes.length)
  table.set(bytes)
  return table
}

function asBytes(table: Int8Array): Uint8Array {
  return new Uint8Array(table.buffer, table.byteOffset, table.byteLength)
}
