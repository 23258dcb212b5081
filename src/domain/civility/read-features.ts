/** Turns the words of one comment into the features that the weights are multiplied with. */

import { hashPair, hashRow } from './hash-feature.ts'
import type { Lexicon } from './lexicon.ts'
import { PRONOUN_REACH } from './read-cues.ts'
import { readSignals } from './read-signals.ts'
import { splitWords, type Word } from './split-words.ts'
import {
  CUE_THIRD,
  FLAG_IDENTITY,
  FLAG_NEGATION,
  FLAG_SECOND_PERSON,
  type KnownWord,
  type WordStore,
} from './word-store.ts'

/** A neighbourhood feature: its row, and the word (index into `words`) whose meaning it colours. */
export interface PairFeatures {
  readonly rows: readonly number[]
  readonly at: readonly number[]
}

export interface Features {
  readonly words: readonly Word[]
  readonly known: readonly KnownWord[]
  /** Distinct words, with 1 + ln(count) each (sublinear term frequency; Manning, Raghavan, Schütze, 6.4.1). */
  readonly distinct: readonly KnownWord[]
  readonly counts: readonly number[]
  readonly pairs: PairFeatures
  /** Long comments must not weigh more for being long: powers of the sums of squares. */
  readonly wordNorm: number
  readonly letterNorm: number
  readonly signals: Float64Array
}

/** Words between a cue (you, a group, a negation) and the word it colours. */
const CUE_REACH = 4
const NEGATION_REACH = 3
/** 0.5 would be Euclid's norm; 0.4 lets one coarse word in a long comment count more (better on held-out folds). */
const NORM_POWER = 0.4
const SEED_NEIGHBOURS = 0x1b873593
const SEED_ADDRESSED = 0x3c6ef372
const SEED_GROUP = 0x5be0cd19
const SEED_NEGATED = 0x1f83d9ab

/** Linear in the length of the text. */
export function readFeatures(text: string, store: WordStore, lexicon: Lexicon): Features {
  const words = splitWords(text, lexicon)
  const comment = store.beginComment()
  const known = words.map((word) => store.intern(word.text))
  const { distinct, counts, wordSquares, letterSquares } = countWords(known, comment)
  const pairs = readPairs(known, store, lexicon.readsCues)
  return {
    words,
    known,
    distinct,
    counts,
    pairs,
    wordNorm: Math.max(1, wordSquares + pairs.rows.length) ** NORM_POWER,
    letterNorm: Math.max(1, letterSquares) ** NORM_POWER,
    signals: readSignals({ text, words, known, withCues: lexicon.readsCues }),
  }
}

interface Counted {
  readonly distinct: KnownWord[]
  readonly counts: number[]
  readonly wordSquares: number
  readonly letterSquares: number
}

function countWords(known: readonly KnownWord[], comment: number): Counted {
  const distinct: KnownWord[] = []
  for (const word of known) {
    const { tally } = word
    if (tally.comment === comment) {
      tally.times += 1
      continue
    }
    tally.comment = comment
    tally.times = 1
    distinct.push(word)
  }
  const counts: number[] = []
  let wordSquares = 0
  let letterSquares = 0
  for (const word of distinct) {
    const weight = word.tally.times === 1 ? 1 : 1 + Math.log(word.tally.times)
    counts.push(weight)
    wordSquares += weight * weight
    letterSquares += weight * weight * word.letterCount
  }
  return { distinct, counts, wordSquares, letterSquares }
}

function readPairs(known: readonly KnownWord[], store: WordStore, withCues: boolean): PairFeatures {
  const { wordRows } = store.shape
  const pairs = { rows: [] as number[], at: [] as number[] }
  const add = (hash: number, at: number): void => {
    const row = hashRow(hash, wordRows)
    if (!store.isNewRow(row)) return
    pairs.rows.push(row)
    pairs.at.push(at)
  }
  let addressed = -CUE_REACH - 1
  let group = -CUE_REACH - 1
  let named = -PRONOUN_REACH - 1
  let negated = -NEGATION_REACH - 1
  let before: KnownWord | null = null
  for (let at = 0; at < known.length; at += 1) {
    const word = known[at]
    if (word === undefined) continue
    if (before !== null) add(hashPair(before.hash ^ SEED_NEIGHBOURS, word.hash), at)
    if (at - addressed <= CUE_REACH) add(hashPair(SEED_ADDRESSED, word.hash), at)
    if (at - group <= CUE_REACH) add(hashPair(SEED_GROUP, word.hash), at)
    if (at - negated <= NEGATION_REACH) add(hashPair(SEED_NEGATED, word.hash), at)
    if ((word.flags & FLAG_IDENTITY) !== 0) {
      group = at
      named = at
      for (let back = Math.max(0, at - CUE_REACH); back < at; back += 1) {
        const earlier = known[back]
        if (earlier !== undefined) add(hashPair(SEED_GROUP, earlier.hash), back)
      }
    }
    // "They" soon after a group's name are the group.
    if (withCues && (word.flags & CUE_THIRD) !== 0 && at - named <= PRONOUN_REACH) group = at
    if ((word.flags & FLAG_SECOND_PERSON) !== 0) addressed = at
    if ((word.flags & FLAG_NEGATION) !== 0) negated = at
    before = word
  }
  return pairs
}
