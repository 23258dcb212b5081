/** The words that weighed, by kinds that a person understands: what writers and moderators are shown of a score. */
import type { Attribute } from './attribute.ts'
import type { CivilityScore } from './score-text.ts'

/** In the order in which they are told: the graver first. `attack` is an attack of no particular kind. */
export const WORD_KINDS = ['threat', 'group', 'person', 'attack', 'coarse', 'spam'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** UTF-16 offsets into the text that was scored, `end` exclusive. */
export interface WeighedWord {
  readonly start: number
  readonly end: number
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
 * The words behind these kinds, each told once: under an attack on a group where there is one, else under the kind for
 * which it weighs most.
 */
export function wordsBehind(
  { spans }: Pick<CivilityScore, 'spans'>,
  kinds: readonly WordKind[],
  weightMin = 0,
): readonly WeighedWord[] {
  const byPlace = new Map<string, WeighedWord & { readonly weight: number }>()
  for (const kind of kinds) {
    for (const { start, end, weight } of spansOf(kind, spans)) {
      if (weight < weightMin) continue
      const place = `${start} ${end}`
      const known = byPlace.get(place)
      if (known?.kind === 'group' || (known && known.weight >= weight)) continue
      byPlace.set(place, { start, end, kind, weight })
    }
  }
  return [...byPlace.values()]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .slice(0, WORDS_MAX)
    .map(({ start, end, kind }) => ({ start, end, kind }))
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
