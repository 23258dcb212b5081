/** The few dense facts about a comment that single words cannot tell: coarse words in sum, whom they address, links. */

import { TERM_KINDS } from './lexicon.ts'
import { CUE_SIGNALS, readCues } from './read-cues.ts'
import type { Word } from './split-words.ts'
import {
  FLAG_COARSE,
  FLAG_FIRST_PERSON,
  FLAG_IDENTITY,
  FLAG_LINK,
  FLAG_MIXED,
  FLAG_MONEY,
  FLAG_NEGATION,
  FLAG_SECOND_PERSON,
  type KnownWord,
} from './word-store.ts'

const GENERAL = [
  'coarse_severity_max',
  'coarse_count_log',
  'coarse_share_root',
  'coarse_addressed',
  'coarse_near_group',
  'coarse_negated',
  'coarse_first_person',
  'group_named',
  'addressed',
  'masked_words',
  'length_log',
  'short',
] as const
const KINDS = TERM_KINDS.map((kind) => `kind: ${kind}`)
/** For spam only: the sources of the other labels differ in these by how they were collected, not by meaning. */
const SURFACE = [
  'links',
  'digits_share',
  'long_numbers',
  'money',
  'capitals_share',
  'exclamations',
  'all_capitals_words',
] as const

/** For spam only, too: what offers are written with. */
const OFFERS = [
  'short code',
  'telephone number',
  'price',
  'letters mixed with digits',
  'share of letters mixed with digits',
  'link without words',
  'filled message',
  'digits or capitals in a short text',
] as const

/** Names of the signals in their order; a weights file lists them, so that a change of order cannot go unseen. */
export const SIGNALS: readonly string[] = [...GENERAL, ...KINDS, ...SURFACE, ...CUE_SIGNALS, ...OFFERS]
const SURFACE_FROM = GENERAL.length + KINDS.length
const CUES_FROM = SURFACE_FROM + SURFACE.length
const OFFERS_FROM = CUES_FROM + CUE_SIGNALS.length

/** Signals that every attribute may learn from; those of the surface are for spam only. */
export function isOpenToAll(signal: number): boolean {
  return signal < SURFACE_FROM || (signal >= CUES_FROM && signal < OFFERS_FROM)
}

const REACH = 4
const SEVERITY_MAX = 3
const SHORT_WORDS = 8
const LOG_WORDS_SCALE = 6
const SHARE_CHARACTERS_MAX = 2_000
const SHORT_CODE = /(?:^|[^\d])\d{5}(?![\d])/
const TELEPHONE = /(?:^|[^\d])0\d{3}[\d\s-]{6,9}/
const PRICE = /[$£€]\s?\d|\d\s?(?:p|pm|ppm|pw|pp)(?![a-z])|\d\s?(?:dollars|pounds|euros|bucks)/i
/** Characters of one text message when it is paid for by the message: offers fill it, friends do not. */
const MESSAGE_FILLED = [125, 165] as const
const MONEY_SIGNS = new Set(Array.from('$£€¥', (sign) => sign.charCodeAt(0)))
const LONG_NUMBER = /\d[\d\s-]{6,20}\d/
const LONG_NUMBER_DIGITS = 5
const TELEPHONE_DIGITS = 10
const FEW_WORDS = 3
/** Letters; shorter words in capitals are abbreviations more often than shouts. */
const SHOUTED_LETTERS_MIN = 3

export interface SignalInput {
  readonly text: string
  readonly words: readonly Word[]
  readonly known: readonly KnownWord[]
  readonly withCues: boolean
}

/** Values lie between 0 and about 2. */
export function readSignals(input: SignalInput): Float64Array {
  const { words, known } = input
  const values = new Float64Array(SIGNALS.length)
  const near = nearness(known)
  let severityMax = 0
  let coarse = 0
  let masked = 0
  let flags = 0
  for (let at = 0; at < known.length; at += 1) {
    const word = known[at]
    if (word === undefined) continue
    flags |= word.flags
    if (words[at]?.masked === true || word.scrambled) masked += 1
    if ((word.flags & FLAG_IDENTITY) !== 0) values[7] = 1
    if ((word.flags & FLAG_SECOND_PERSON) !== 0) values[8] = 1
    if ((word.flags & FLAG_COARSE) === 0) continue
    coarse += 1
    severityMax = Math.max(severityMax, word.severity)
    if (near(at, FLAG_SECOND_PERSON)) values[3] = 1
    if (near(at, FLAG_IDENTITY)) values[4] = 1
    if (near(at, FLAG_NEGATION)) values[5] = 1
    if (near(at, FLAG_FIRST_PERSON)) values[6] = 1
    for (let kind = 0; kind < KINDS.length; kind += 1) {
      if ((word.kinds & (1 << kind)) !== 0) values[GENERAL.length + kind] = 1
    }
  }
  values[0] = severityMax / SEVERITY_MAX
  values[1] = Math.log1p(coarse)
  values[2] = Math.sqrt(coarse / Math.max(1, known.length))
  values[9] = Math.log1p(masked)
  values[10] = Math.log1p(known.length) / LOG_WORDS_SCALE
  values[11] = known.length <= SHORT_WORDS ? 1 : 0
  readSurface(input, values)
  if (input.withCues) readCues({ ...input, flags }, values, CUES_FROM)
  return values
}

function nearness(known: readonly KnownWord[]): (at: number, flag: number) => boolean {
  return (at, flag) => {
    const limit = Math.min(known.length - 1, at + REACH)
    for (let other = Math.max(0, at - REACH); other <= limit; other += 1) {
      if (((known[other]?.flags ?? 0) & flag) !== 0) return true
    }
    return false
  }
}

function readSurface(input: SignalInput, values: Float64Array): void {
  // The beginning is enough for shares, and keeps this in bounded time.
  const text =
    input.text.length > SHARE_CHARACTERS_MAX ? input.text.slice(0, SHARE_CHARACTERS_MAX) : input.text
  const signs = countSigns(text)
  let links = 0
  let money = signs.money
  let mixed = 0
  for (const word of input.known) {
    if ((word.flags & FLAG_LINK) !== 0) links += 1
    else if ((word.flags & FLAG_MONEY) !== 0) money += 1
    else if ((word.flags & FLAG_MIXED) !== 0) mixed += 1
  }
  const length = Math.max(1, text.length)
  const from = SURFACE_FROM
  values[from] = Math.log1p(links)
  values[from + 1] = Math.sqrt(signs.digits / length)
  values[from + 2] = signs.digits >= LONG_NUMBER_DIGITS && LONG_NUMBER.test(text) ? 1 : 0
  values[from + 3] = Math.log1p(money)
  values[from + 4] = Math.sqrt(signs.capitals / length)
  values[from + 5] = Math.log1p(signs.exclamations) / 2
  values[from + 6] = Math.log1p(signs.shouts) / 2
  if (!input.withCues) return
  const words = input.known.length
  const hasDigits = signs.digits > 0
  values[OFFERS_FROM] = signs.digits >= LONG_NUMBER_DIGITS && SHORT_CODE.test(text) ? 1 : 0
  values[OFFERS_FROM + 1] = signs.digits >= TELEPHONE_DIGITS && TELEPHONE.test(text) ? 1 : 0
  values[OFFERS_FROM + 2] = hasDigits && PRICE.test(text) ? 1 : 0
  values[OFFERS_FROM + 3] = Math.log1p(mixed)
  values[OFFERS_FROM + 4] = Math.sqrt(mixed / Math.max(1, words))
  values[OFFERS_FROM + 5] = links > 0 && words <= FEW_WORDS ? 1 : 0
  values[OFFERS_FROM + 6] = text.length >= MESSAGE_FILLED[0] && text.length <= MESSAGE_FILLED[1] ? 1 : 0
  values[OFFERS_FROM + 7] = words <= SHORT_WORDS && (signs.shouts > 0 || hasDigits) ? 1 : 0
}

function countSigns(
  text: string,
): Record<'digits' | 'capitals' | 'exclamations' | 'shouts' | 'money', number> {
  const counts = { digits: 0, capitals: 0, exclamations: 0, shouts: 0, money: 0 }
  let run = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x41 && unit <= 0x5a) {
      counts.capitals += 1
      run += 1
      if (run === SHOUTED_LETTERS_MIN) counts.shouts += 1
      continue
    }
    run = 0
    if (unit >= 0x61 && unit <= 0x7a) continue
    if (unit >= 0x30 && unit <= 0x39) counts.digits += 1
    else if (unit === 0x21) counts.exclamations += 1
    else if (MONEY_SIGNS.has(unit)) counts.money += 1
  }
  return counts
}
