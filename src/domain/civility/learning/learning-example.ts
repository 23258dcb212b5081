/** What is learned from: a moderator's decision about a comment, as numbers and hashes, without its words. */
import type { Attribute } from '#domain/civility/attribute.ts'
import type { CivilityScore, CivilityScorer } from '#domain/civility/score-text.ts'
import { UNDETERMINED } from '#domain/civility/score-text.ts'
import { hashPair, hashRow, hashWord } from '#domain/civility/hash-feature.ts'
import { COMMENT_BUCKETS_MAX, WORD_BUCKETS } from '#domain/civility/learning/learning-bounds.ts'

/** What of a comment a correction looks at. */
export interface WeighedText {
  readonly language: string
  readonly scores: Readonly<Partial<Record<Attribute, number>>>
  /** Rows of its different words, ascending. */
  readonly buckets: Uint16Array
}

/** A decision as it comes out of the log. */
export interface LabelledDecision {
  readonly decisionId: string
  readonly commentId: string
  readonly storyId: string
  readonly moderatorId: string
  /** Null where the comment was brought in from elsewhere. */
  readonly writerId: string | null
  readonly isRemoved: boolean
  readonly decidedAt: number
}

export interface LearningExample extends LabelledDecision, WeighedText {
  /** What the stock model says. */
  readonly toxicity: number
  /** The same for the same words, in whatever order and disguise. */
  readonly fingerprint: number
}

/** A text as the stock model sees it, and as a correction does. */
export type StockWeighedText = WeighedText & Pick<LearningExample, 'toxicity' | 'fingerprint'>

/** Keeps these hashes apart from those of the stock model. */
const SEED_LEARNED = 0x6c078965

/** Where the text shows no language, it was scored as this one. */
const SCORED_AS = 'en'

/** Null where toxicity is not scored in this language, or nothing is written. */
export function weighText(
  scorer: Pick<CivilityScorer, 'score' | 'words'>,
  text: string,
): StockWeighedText | null {
  const score = scorer.score(text)
  const { toxicity } = score.scores
  const weighed = toxicity === undefined ? null : weighScored(score, scorer.words(text, score.language))
  return weighed && toxicity !== undefined
    ? { ...weighed, toxicity, fingerprint: weighed.buckets.reduce(hashPair, 0) }
    : null
}

/** What a correction looks at in a text that was scored already; null where nothing is written. */
export function weighScored(
  { language, scores }: Pick<CivilityScore, 'language' | 'scores'>,
  words: readonly string[],
): WeighedText | null {
  const buckets = wordBuckets(words)
  if (buckets.length === 0) return null
  return { language: language === UNDETERMINED ? SCORED_AS : language, scores, buckets }
}

/** Words as the scorer reads them: disguises undone, names of groups all one. */
export function wordBuckets(words: readonly string[]): Uint16Array {
  const found = new Set<number>()
  for (const word of words) {
    if (found.size === COMMENT_BUCKETS_MAX) break
    found.add(hashRow(hashWord(word, SEED_LEARNED), WORD_BUCKETS))
  }
  return Uint16Array.from(found).sort()
}
