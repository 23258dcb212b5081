/** What hostile and kind words in a comment are said about: a group of people, the reader, or neither. */

import type { Word } from './split-words.ts'
import {
  CUE_ALL,
  CUE_COUNTER,
  CUE_EXCLUDE,
  CUE_GOOD,
  CUE_HATE,
  CUE_SHOULD,
  CUE_THIRD,
  CUE_VERMIN,
  CUE_VICE,
  CUE_VIOLENCE,
  FLAG_COARSE,
  FLAG_FIRST_PERSON,
  FLAG_IDENTITY,
  FLAG_NEGATION,
  FLAG_SECOND_PERSON,
  type KnownWord,
} from './word-store.ts'

/** Names of the signals in the order in which `readCues` writes them. */
export const CUE_SIGNALS = [
  'group hated',
  'group vermin',
  'group vice',
  'group violence',
  'group exclude',
  'group hostile, negated',
  'group hostile, quoted',
  'group hostile, refused',
  'group hostile, generalised',
  'group hostile, demanded',
  'group hostile, own feeling',
  'group hostile, by pronoun only',
  'group hostile, asked',
  'group good',
  'group good, negated',
  'group negated',
  'group named, nothing hostile',
  'you hostile',
  'you good',
  'hostile, nobody near',
  'refusal',
  'nothing coarse or hostile',
  'nothing coarse or hostile, you',
] as const

type CueSignal = (typeof CUE_SIGNALS)[number]
const PLACES = Object.fromEntries(CUE_SIGNALS.map((name, at) => [name, at])) as Record<CueSignal, number>

const HOSTILE_KINDS = [
  [CUE_HATE, PLACES['group hated']],
  [CUE_VERMIN, PLACES['group vermin']],
  [CUE_VICE, PLACES['group vice']],
  [CUE_VIOLENCE, PLACES['group violence']],
  [CUE_EXCLUDE, PLACES['group exclude']],
] as const
const HOSTILE = CUE_HATE | CUE_VERMIN | CUE_VICE | CUE_VIOLENCE | CUE_EXCLUDE
/** Words between a hostile or kind word and whom it is said about. */
const GROUP_REACH = 6
const YOU_REACH = 4
const NEGATION_REACH = 3
/** Words between a generalisation, a demand or a feeling and the hostile word. */
const FRAME_REACH = 5
/** Words after a group's name in which "they" still means the group. */
export const PRONOUN_REACH = 30
/** Characters looked through for quotation marks. */
const QUOTED_WITHIN = 2_000
const QUOTE = 0x22
const QUOTES_OPENING = 0x201c
const QUOTES_CLOSING = 0x201d

export interface CueInput {
  readonly text: string
  readonly words: readonly Word[]
  readonly known: readonly KnownWord[]
  /** The flags of all its words together. */
  readonly flags: number
}

/** Writes the signals from `from` on; each is 0 or 1. Linear in the number of words. */
export function readCues(input: CueInput, values: Float64Array, from: number): void {
  const { known } = input
  const namesGroup = (input.flags & FLAG_IDENTITY) !== 0
  const firstGroup = namesGroup ? known.findIndex((word) => (word.flags & FLAG_IDENTITY) !== 0) : -1
  const on = (name: CueSignal): void => {
    values[from + PLACES[name]] = 1
  }
  const addressed = (input.flags & FLAG_SECOND_PERSON) !== 0
  const hostile = (input.flags & (HOSTILE | FLAG_COARSE)) !== 0
  if ((input.flags & CUE_COUNTER) !== 0) on('refusal')
  const negates = (input.flags & FLAG_NEGATION) !== 0
  let groupHostile = false
  for (let at = 0; at < known.length; at += 1) {
    const flags = known[at]?.flags ?? 0
    if ((flags & (HOSTILE | FLAG_COARSE | CUE_GOOD)) === 0) continue
    const isHostile = (flags & (HOSTILE | FLAG_COARSE)) !== 0
    const group = firstGroup === -1 ? NO_GROUP : groupNear(known, at, firstGroup)
    const you =
      addressed && isNear(known, { from: at - YOU_REACH, to: at + YOU_REACH, flags: FLAG_SECOND_PERSON })
    const negated = negates && isNear(known, { from: at - NEGATION_REACH, to: at - 1, flags: FLAG_NEGATION })
    if (isHostile) {
      if (group === NO_GROUP && !you) on('hostile, nobody near')
      if (you && !negated) on('you hostile')
    } else if (you && !negated) on('you good')
    if (group === NO_GROUP) continue
    if (!isHostile) on(negated ? 'group good, negated' : 'group good')
    else if (negated) on('group hostile, negated')
    else if (isQuoted(input, at)) on('group hostile, quoted')
    else {
      groupHostile = true
      for (const [cue, place] of HOSTILE_KINDS) if ((flags & cue) !== 0) values[from + place] = 1
      if (group === BY_PRONOUN) on('group hostile, by pronoun only')
      readFrame(known, at, on)
    }
  }
  if (groupHostile && values[from + PLACES.refusal] === 1) on('group hostile, refused')
  if (groupHostile && input.text.includes('?')) on('group hostile, asked')
  if (firstGroup !== -1) readNamed(known, hostile, on)
  if (!hostile) on(addressed ? 'nothing coarse or hostile, you' : 'nothing coarse or hostile')
}

/** Around a hostile word: is it said of all of them, demanded, or felt by the writer? */
function readFrame(known: readonly KnownWord[], at: number, on: (name: CueSignal) => void): void {
  const around = { from: at - FRAME_REACH, to: at + FRAME_REACH }
  if (isNear(known, { ...around, flags: CUE_ALL })) on('group hostile, generalised')
  if (isNear(known, { ...around, flags: CUE_SHOULD })) on('group hostile, demanded')
  if (isNear(known, { ...around, flags: FLAG_FIRST_PERSON })) on('group hostile, own feeling')
}

function readNamed(known: readonly KnownWord[], hostile: boolean, on: (name: CueSignal) => void): void {
  if (!hostile) on('group named, nothing hostile')
  for (let at = 1; at < known.length; at += 1) {
    if (((known[at]?.flags ?? 0) & FLAG_IDENTITY) === 0) continue
    if (((known[at - 1]?.flags ?? 0) & FLAG_NEGATION) !== 0) on('group negated')
  }
}

const NO_GROUP = 0
const BY_PRONOUN = 1
const BY_NAME = 2

function groupNear(known: readonly KnownWord[], at: number, firstGroup: number): number {
  let found = NO_GROUP
  const to = Math.min(known.length - 1, at + GROUP_REACH)
  for (let other = Math.max(0, at - GROUP_REACH); other <= to; other += 1) {
    const flags = known[other]?.flags ?? 0
    if ((flags & FLAG_IDENTITY) !== 0) return BY_NAME
    const isMeant = other > firstGroup && other - firstGroup <= PRONOUN_REACH
    if (isMeant && (flags & CUE_THIRD) !== 0) found = BY_PRONOUN
  }
  return found
}

function isNear(
  known: readonly KnownWord[],
  where: { readonly from: number; readonly to: number; readonly flags: number },
): boolean {
  const to = Math.min(known.length - 1, where.to)
  for (let at = Math.max(0, where.from); at <= to; at += 1) {
    if (((known[at]?.flags ?? 0) & where.flags) !== 0) return true
  }
  return false
}

/** An odd number of plain quotation marks before the word, or an opening one not yet closed. */
function isQuoted(input: CueInput, at: number): boolean {
  const end = input.words[at]?.start ?? 0
  let plain = 0
  let depth = 0
  for (let unit = Math.max(0, end - QUOTED_WITHIN); unit < end; unit += 1) {
    const sign = input.text.charCodeAt(unit)
    if (sign === QUOTE) plain += 1
    else if (sign === QUOTES_OPENING) depth += 1
    else if (sign === QUOTES_CLOSING) depth -= 1
  }
  return plain % 2 === 1 || depth > 0
}
