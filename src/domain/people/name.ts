/** The name beside a comment: cleaned for showing, and the key under which two names count as the same. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import {
  countCodePoints,
  hasVisibleText,
  isPlainAscii,
  settleCharacters,
} from '#domain/comment/body/settle-characters.ts'
import { NAME_CODE_POINTS_MAX, NAME_CODE_POINTS_MIN } from '#domain/limits.ts'
import { RESERVED_MARKS } from './reserved-marks.ts'
import { lookAlikeClasses } from './look-alikes.ts'

export interface CheckedName {
  readonly name: string
  readonly key: string
}

export type NameProblem =
  | { readonly kind: 'empty' | 'too-long'; readonly limit: number; readonly actual: number }
  /** Something shows, but no letter, digit or emoji that a reader could address. */
  | { readonly kind: 'unreadable' }
  /** The name carries a mark that Parley itself puts beside names. */
  | { readonly kind: 'reserved'; readonly mark: string }

/**
 * Default-ignorable characters go, but for the joiners (Persian and Indic names, emoji families) and the emoji
 * variation selector; so do LRM and RLM, as a name stands in its own `bdi`.
 */
const INVISIBLE = /(?!\u200C|\u200D|\uFE0F)\p{Default_Ignorable_Code_Point}/gu

/** No spelling needs three in a row. Taken first: it keeps the next pattern from going over long runs again. */
const JOINER_RUN = /(?:\u200C|\u200D|\uFE0F){3,}/g

/** A joiner that has nothing to join on one side. */
const LOOSE_JOINER = /(?:\u200C|\u200D)+(?=\s|$)|(?<=\s|^)(?:\u200C|\u200D|\uFE0F)+/g

/** Every white space, and the braille blank, which shows as one. */
const SPACE = /[\s\u2800]+/g

/** The name as it may be shown: NFC, one line, single spaces, nothing invisible, marks limited. May come out empty. */
export function cleanName(raw: string): string {
  if (isPlainAscii(raw)) return raw.replace(SPACE, ' ').trim()
  return settleCharacters(raw)
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(JOINER_RUN, '')
    .replace(LOOSE_JOINER, '')
    .replace(SPACE, ' ')
    .trim()
}

/** What separates or decorates but does not tell names apart: spaces, punctuation, accents, signs (− ~ +), controls. */
const NOT_TELLING = /[\p{Z}\p{P}\p{Sk}\p{Sm}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu

/**
 * Two names with one key pass for each other: case, accents, spacing, punctuation and invisible characters are
 * ignored and look-alikes of other scripts and of each other (I l 1, O 0, m rn, w vv) counted as one. A name that
 * is nothing but punctuation is its own key. Not for showing.
 */
export function nameKey(name: string): string {
  const key = lookAlikeClasses(name.toWellFormed())
    .replace(NOT_TELLING, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
  return key === '' ? cleanName(name) : key
}

const RESERVED = RESERVED_MARKS.map((mark) => ({ mark, key: nameKey(mark) }))

function reservedMark(name: string): string | undefined {
  const brackets = name.normalize('NFKC').match(/\p{Ps}[^\p{Ps}\p{Pe}]*\p{Pe}/gu) ?? []
  const keys = new Set(brackets.map(nameKey))
  return RESERVED.find(({ key }) => keys.has(key))?.mark
}

/** Checks a name that somebody wants to use. (An imported author keeps their name: use `cleanName`.) */
export function checkName(raw: string): Outcome<CheckedName, NameProblem> {
  const name = cleanName(raw)
  const length = countCodePoints(name)
  if (length > NAME_CODE_POINTS_MAX)
    return failed({ kind: 'too-long', limit: NAME_CODE_POINTS_MAX, actual: length })
  if (length < NAME_CODE_POINTS_MIN || !hasVisibleText(name)) {
    return failed({ kind: 'empty', limit: NAME_CODE_POINTS_MIN, actual: 0 })
  }
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(name))
    return failed({ kind: 'unreadable' })
  const mark = reservedMark(name)
  return mark === undefined ? done({ name, key: nameKey(name) }) : failed({ kind: 'reserved', mark })
}
