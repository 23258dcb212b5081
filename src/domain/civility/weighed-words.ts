/** The words that weighed, by kinds that a person understands: what writers and moderators are shown of a score. */
import type { Attribute } from './attribute.ts'
import type { CivilityScore } from './score-text.ts'

/** In the order in which they are told: the graver first. `attack` is an attack of no particular kind. */
export const WORD_KINDS = ['threat', 'group', 'person', 'attack', 'coarse', 'spam'] as const
export type WordKind = (typeof WORD_KINDS)[number]

interface TextPlace {
  readonly start: number
  readonly end: number
}

/** UTF-16 offsets into the text that was scored, `end` exclusive. */
export interface WeighedWord extends TextPlace {
  readonly kind: WordKind
}

export const ATTRIBUTE_OF = {
  threat: 'threat',
  group: 'identity_attack',
  person: 'insult',
  attack: 'toxicity',
  coarse: 'profanity',
  spam: 'spam',
} as const satisfies Readonly<Record<WordKind, Attribute>>

export type Degree = 'high' | 'middle' | 'low'

/** What a comment reads as, in words for moderators. */
export interface Reading {
  readonly kind: WordKind
  readonly degree: Degree
  readonly probability: number
}

/** Probabilities from which a moderator is told: one half is where the scorer begins to point at words. */
const READ_FROM = 0.5
const MIDDLE_FROM = 0.75
const HIGH_FROM = 0.9
/** Share of the strongest word's weight; absolute weights say nothing, because in a long text every word weighs less. */
const SHARE_OF_STRONGEST = 0.25
/** Up to a sign that ends a sentence and is followed by a blank, or to the end of a line. */
const SENTENCE = /(?:[^.!?…\n]|[.!?…](?!\s))+[.!?…]*/g
/** Units; a longer sentence is not marked as a whole. */
const SENTENCE_UNITS_MAX = 160
const SIGNS_AFTER = /[\s.,;:!?…"”»)]+$/
const SIGNS_BEFORE = /^[\s.,;:!?…"“„«(]+/
/** Words marked in one comment: more would be the comment. */
const WORDS_MAX = 100

/** The surest first. That it is an attack of some kind is told where nothing says which. */
export function readingsOf({ scores }: Pick<CivilityScore, 'scores'>): readonly Reading[] {
  const readings = WORD_KINDS.flatMap((kind) => {
    const probability = scores[ATTRIBUTE_OF[kind]] ?? 0
    return probability < READ_FROM ? [] : [{ kind, degree: degreeOf(probability), probability }]
  })
  const kinds = new Set(readings.map((reading) => reading.kind))
  const isSaidBetter = kinds.has('person') || kinds.has('group') || kinds.has('threat')
  return readings
    .filter(({ kind }) => kind !== 'attack' || !isSaidBetter)
    .sort((a, b) => b.probability - a.probability)
}

/**
 * The words behind these kinds, in order and apart, each told once: under an attack on a group where there is one, else
 * in the longest stretch, under the kind for which it weighs most.
 */
export function wordsBehind(
  text: string,
  { spans }: Pick<CivilityScore, 'spans'>,
  kinds: readonly WordKind[],
): readonly WeighedWord[] {
  const found = kinds
    .flatMap((kind) => strongOf(kind, spans).map((span) => ({ ...span, kind })))
    .flatMap((span) => withinSentences(text, span.kind === 'group' ? wholeSentence(text, span) : span))
    .sort(
      (a, b) =>
        Number(b.kind === 'group') - Number(a.kind === 'group') ||
        b.end - b.start - (a.end - a.start) ||
        b.weight - a.weight,
    )
  const chosen: WeighedWord[] = []
  for (const { start, end, kind } of found) {
    if (chosen.length === WORDS_MAX) break
    if (chosen.every((word) => word.end <= start || end <= word.start)) chosen.push({ start, end, kind })
  }
  return chosen.sort((a, b) => a.start - b.start)
}

/** An attack on a group is what is said about it: the name alone, marked, would read as if it were the offence. */
function wholeSentence<Span extends TextPlace>(text: string, span: Span): Span {
  const from = Math.max(0, span.start - SENTENCE_UNITS_MAX)
  for (const { index, 0: sentence } of text.slice(from, span.end + SENTENCE_UNITS_MAX).matchAll(SENTENCE)) {
    const start = from + index
    const end = start + sentence.length
    if (start <= span.start && span.end <= end && end - start <= SENTENCE_UNITS_MAX)
      return { ...span, start, end }
  }
  return span
}

/** Neighbours that weigh are one stretch, but nobody reads on over the end of a sentence; signs around it are no words. */
function withinSentences<Span extends TextPlace>(text: string, span: Span): Span[] {
  return [...text.slice(span.start, span.end).matchAll(SENTENCE)].flatMap(({ index, 0: sentence }) => {
    const words = sentence.replace(SIGNS_AFTER, '')
    const before = SIGNS_BEFORE.exec(words)?.[0].length ?? 0
    const start = span.start + index + before
    return words.length > before ? [{ ...span, start, end: span.start + index + words.length }] : []
  })
}

/** What weighs little beside the strongest word of its kind is only in bad company. */
function strongOf(kind: WordKind, spans: CivilityScore['spans']): CivilityScore['spans'] {
  const own = spansOf(kind, spans)
  const least = own.reduce((most, { weight }) => Math.max(most, weight), 0) * SHARE_OF_STRONGEST
  return own.filter(({ weight }) => weight >= least)
}

/** What weighs most in an attack on a group is often the group's name; what makes it one are the toxic words beside it. */
function spansOf(kind: WordKind, spans: CivilityScore['spans']): CivilityScore['spans'] {
  const of = (attribute: Attribute) => spans.filter((span) => span.attribute === attribute)
  const own = of(ATTRIBUTE_OF[kind])
  if (kind !== 'group') return own
  const toxic = of('toxicity')
  return toxic.length > 0 ? toxic : own
}

function degreeOf(probability: number): Degree {
  if (probability >= HIGH_FROM) return 'high'
  return probability >= MIDDLE_FROM ? 'middle' : 'low'
}
