/** Finds the stretches of the original text that made an attribute's score, for writers and moderators to see. */

import type { Attribute } from './attribute.ts'
import type { Features } from './read-features.ts'
import type { AttributeHead, LanguageWeights, MarkedWords } from './weights.ts'
import type { Weighed } from './weigh-words.ts'

/** UTF-16 offsets into the text as it was written, `end` exclusive; `weight` in log-odds of the attribute. */
export interface CivilitySpan {
  readonly start: number
  readonly end: number
  readonly attribute: Attribute
  readonly weight: number
}

/** Probability from which an attribute is explained: below, there is nothing to point at. */
const EXPLAINED_FROM = 0.5
/** Share of the strongest word's weight that a word needs to be shown beside it. */
const SHARE_OF_STRONGEST = 0.4
/** Log-odds; words that add less explain nothing. */
const WEIGHT_MIN = 0.15
/** Attributes that are a way of being toxic by single words; the others are often said in harmless ones. */
const BY_MARKED_WORDS: ReadonlySet<Attribute> = new Set([
  'toxicity',
  'severe_toxicity',
  'insult',
  'profanity',
])

export interface Explained {
  readonly weights: LanguageWeights
  readonly features: Features
  readonly weighed: Weighed
  /** Log-odds that raters would mark each word, or null where the language has no such weights. */
  readonly wordOdds: Float64Array | null
  readonly probabilities: ReadonlyMap<Attribute, number>
}

/** In the order of the text, then of the attributes. Spans begin and end on code points, as words do. */
export function explainScore(input: Explained): readonly CivilitySpan[] {
  const due = input.weights.heads.filter(
    (head) => (input.probabilities.get(head.attribute) ?? 0) >= EXPLAINED_FROM,
  )
  const marked = markedWords(input)
  if (due.length === 0 && marked.size === 0) return []
  const byWord = input.weighed.byWord()
  const heads = marked.size > 0 ? withToxicity(due, input.weights) : due
  const spans = heads.flatMap((head) => spansOf(input, { head, byWord, marked }))
  return spans.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** A marked word counts as toxic even where the comment as a whole stays under one half. */
function withToxicity(due: readonly AttributeHead[], weights: LanguageWeights): readonly AttributeHead[] {
  if (due.some((head) => head.attribute === 'toxicity')) return due
  return [...weights.heads.filter((head) => head.attribute === 'toxicity'), ...due]
}

function markedWords(input: Explained): ReadonlySet<number> {
  const { marked } = input.weights
  const chosen = new Set<number>()
  if (marked === null || (input.probabilities.get('toxicity') ?? 0) < marked.gate) return chosen
  if (input.wordOdds === null) return chosen
  const cut = markingCut(input.wordOdds, marked)
  input.wordOdds.forEach((odds, at) => {
    if (odds >= cut) chosen.add(at)
  })
  return chosen
}

/** The log-odds from which a comment's words are marked. */
export function markingCut(
  odds: Float64Array,
  marking: Pick<MarkedWords, 'threshold' | 'lowest' | 'within'>,
): number {
  const { threshold, lowest = threshold, within = 0 } = marking
  let strongest = Number.NEGATIVE_INFINITY
  for (const value of odds) if (value > strongest) strongest = value
  return Math.min(threshold, Math.max(lowest, strongest - within))
}

interface Choice {
  readonly head: AttributeHead
  readonly byWord: Float64Array
  readonly marked: ReadonlySet<number>
}

function spansOf(input: Explained, choice: Choice): CivilitySpan[] {
  const { columns } = input.weights
  const weightAt = (at: number): number => choice.byWord[at * columns + choice.head.column] ?? 0
  const isChosen = wordChooser(input, choice, weightAt)
  const spans: CivilitySpan[] = []
  let last = -2
  input.features.words.forEach((word, at) => {
    if (!isChosen(at)) return
    const open = spans[spans.length - 1]
    if (open !== undefined && at === last + 1) {
      spans[spans.length - 1] = {
        ...open,
        end: Math.max(open.end, word.end),
        weight: open.weight + weightAt(at),
      }
    } else {
      spans.push({ start: word.start, end: word.end, attribute: choice.head.attribute, weight: weightAt(at) })
    }
    last = at
  })
  return spans
}

function wordChooser(
  input: Explained,
  choice: Choice,
  weightAt: (at: number) => number,
): (at: number) => boolean {
  const { attribute } = choice.head
  if (input.weights.marked !== null && BY_MARKED_WORDS.has(attribute)) {
    if (attribute === 'toxicity') return (at) => choice.marked.has(at)
    return (at) => choice.marked.has(at) && weightAt(at) > 0
  }
  let strongest = 0
  for (let at = 0; at < input.features.words.length; at += 1) strongest = Math.max(strongest, weightAt(at))
  const least = Math.max(WEIGHT_MIN, strongest * SHARE_OF_STRONGEST)
  return (at) => weightAt(at) >= least
}
