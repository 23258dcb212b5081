/** When a writer is asked to look again before posting, and at which words: rarely, and only at words that carry it. */
import { coarseWords } from './coarse-words.ts'
import { hashWord } from './hash-feature.ts'
import { findListedTerms } from './listed-terms.ts'
import { guessLanguage } from './guess-language.ts'
import type { CivilityScore } from './score-text.ts'
import { wordsBehind, type WeighedWord, type WordKind } from './weighed-words.ts'

/**
 * Probabilities from which words are pointed at, beside the toxicity that the whole comment must reach as well. Set by
 * looking at what development comments would be asked (docs/civility.md, "Before somebody posts"): `npm run bench -- nudge`
 * says how many civil ones that is.
 */
const DUE_FROM = {
  threat: { own: 0.92, toxicity: 0.84 },
  group: { own: 0.75, toxicity: 0.84 },
  person: { own: 0.9, toxicity: 0.84 },
  attack: { own: 0.95, toxicity: 0.95 },
  coarse: { own: 0.85, toxicity: 0.84 },
  spam: { own: 0.98, toxicity: 0 },
} as const satisfies Readonly<Record<WordKind, { readonly own: number; readonly toxicity: number }>>

/** Toxicity that a comment must reach in a language that is scored before a coarse word of our list is pointed at. */
const LISTED_FROM = 0.85
/** Languages whose weights were taught which words people mark; elsewhere the strongest words are often only near. */
const POINTS_AT_WORDS: ReadonlySet<string> = new Set(['en'])
/** Part of an address: a link alone is no advertising. */
const ADDRESS = /[/\d]|\.\p{L}/u
/** Words between quotation marks are told, not said. Units: longer ones are no quotation but two signs. */
const QUOTED = /“[^“”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^«»\n]{1,400}»|"[^"\n]{1,400}"|「[^」\n]{1,400}」/g

/** Nudges for one comment: one for what was written, one for what was put in its place. */
const NUDGES_MAX = 2
/** Words remembered in a form; a comment that weighs in more places is told about the first. */
const TOLD_WORDS_MAX = 60
const BASE_36 = 36
const TOLD = /^([12])((?:\.[0-9a-z]{1,7})*)$/

/**
 * The language a text is asked about in: by its script or its English words, else that of the site. No detector is asked:
 * its tables cost a server more memory than all weights, and a second when they are first needed.
 */
export function languageToAskIn(text: string, siteLanguage: string): string {
  return guessLanguage(text, null) ?? siteLanguage
}

/** The words to ask about, in order; none where nothing need be asked. */
export function wordsToAskAbout(
  text: string,
  score: Pick<CivilityScore, 'language' | 'scores' | 'spans'>,
): readonly WeighedWord[] {
  const words = POINTS_AT_WORDS.has(score.language) ? weighedWords(text, score) : listedWords(text, score)
  if (words.length === 0) return words
  const quoted = [...text.matchAll(QUOTED)].map(({ index, 0: piece }) => ({
    start: index,
    end: index + piece.length,
  }))
  return words.filter(
    (word) => !quoted.some((quotation) => quotation.start <= word.start && word.end <= quotation.end),
  )
}

function weighedWords(text: string, score: Pick<CivilityScore, 'scores' | 'spans'>): readonly WeighedWord[] {
  const toxicity = score.scores.toxicity ?? 0
  const reaches = (kind: WordKind, probability = 0): boolean =>
    probability >= DUE_FROM[kind].own && toxicity >= DUE_FROM[kind].toxicity
  const { threat, identity_attack: group, insult, profanity, spam } = score.scores
  const kinds: WordKind[] = []
  if (reaches('threat', threat)) kinds.push('threat')
  if (reaches('group', group)) kinds.push('group')
  if (reaches('person', insult)) kinds.push('person')
  if (reaches('coarse', profanity)) kinds.push('coarse')
  if (kinds.length === 0 && reaches('attack', toxicity)) kinds.push('attack')
  const words = wordsBehind(text, score, kinds)
  if (!reaches('spam', spam)) return words
  const sold = wordsBehind(text, score, ['spam'])
  const isOnlyAddresses = sold.every(({ start, end }) => ADDRESS.test(text.slice(start, end)))
  return isOnlyAddresses ? words : [...words, ...sold].sort((a, b) => a.start - b.start)
}

function listedWords(
  text: string,
  { language, scores }: Pick<CivilityScore, 'language' | 'scores'>,
): readonly WeighedWord[] {
  if ((scores.toxicity ?? 1) < LISTED_FROM) return []
  return findListedTerms(text, coarseWords(language)).map((place) => ({ ...place, kind: 'coarse' as const }))
}

/** What a writer was asked about before: carried by the form, kept nowhere else. */
export interface Told {
  readonly times: number
  /** Fingerprints. */
  readonly words: ReadonlySet<string>
}

/** Anything but what `writeTold` writes means that nothing was asked yet. */
export function readTold(field: string): Told {
  const [, times, words] = TOLD.exec(field) ?? []
  return { times: Number(times ?? 0), words: new Set(words?.split('.').filter(Boolean)) }
}

export function writeTold({ times, words }: Told): string {
  return [String(Math.min(times, NUDGES_MAX)), ...[...words].slice(0, TOLD_WORDS_MAX)].join('.')
}

export interface NudgeAdvice {
  /** Whether to ask now. */
  readonly isDue: boolean
  /** What will have been told then. */
  readonly told: Told
  /** What became of the words told before: null where none were. */
  readonly outcome: 'changed' | 'as-it-was' | null
}

/** Nobody is asked twice about the same words, and about new ones in their place once. */
export function adviseNudge(text: string, words: readonly WeighedWord[], told: Told): NudgeAdvice {
  const now = new Set(words.map(({ start, end }) => fingerprint(text.slice(start, end))))
  const isNew = [...now].some((word) => !told.words.has(word))
  const isDue = isNew && told.times < NUDGES_MAX
  const remain = [...told.words].every((word) => now.has(word))
  return {
    isDue,
    told: { times: told.times + 1, words: new Set([...told.words, ...now]) },
    outcome: told.times === 0 ? null : remain ? 'as-it-was' : 'changed',
  }
}

/** A shout is the same word. */
function fingerprint(word: string): string {
  return (hashWord(word.toLowerCase(), 0) >>> 0).toString(BASE_36)
}
