/** The scorer: one comment in, probabilities and the words behind them out, the same every time. */

import { ATTRIBUTES, type Attribute } from './attribute.ts'
import { calibrated } from './attribute-calibration.ts'
import { explainScore, type CivilitySpan } from './explain-score.ts'
import { guessLanguage, type LanguageDetector } from './guess-language.ts'
import { buildLexicon, type Lexicon } from './lexicon.ts'
import { findListedTerms } from './listed-terms.ts'
import { readFeatures } from './read-features.ts'
import { SIGNALS } from './read-signals.ts'
import { WordWeigher } from './weigh-words.ts'
import type { LanguageWeights } from './weights.ts'

/** What a version of the scorer consists of. */
export interface CivilityModel {
  /** Names the weights for good: the same version never scores differently. */
  readonly version: string
  readonly languages: readonly LanguageWeights[]
  /** Coarse words by language code, for languages without weights; folded. */
  readonly listedTerms: Readonly<Record<string, readonly string[]>>
}

export interface CivilityScore {
  /** ISO 639-1, or "und" where the text shows no language. */
  readonly language: string
  /** Probability at a base rate of one half, per attribute that this language supports. */
  readonly scores: Readonly<Partial<Record<Attribute, number>>>
  /** Attributes that cannot honestly be scored in this language. */
  readonly unsupported: readonly Attribute[]
  readonly spans: readonly CivilitySpan[]
  readonly model: string
}

export interface CivilityScorer {
  readonly version: string
  /** `language` overrules detection, for callers who know it. */
  readonly score: (text: string, language?: string) => CivilityScore
  /** The words as they are weighed: disguises undone, all names of groups one word. None without weights. */
  readonly words: (text: string, language?: string) => readonly string[]
  /** The language the text shows, by its beginning; "und" where it shows none. */
  readonly detect: (text: string) => string
}

/** Where the text shows no language of its own ("lol", ":-)"), this one's weights are the best guess. */
const FALLBACK_LANGUAGE = 'en'
export const UNDETERMINED = 'und'
/**
 * Probability of profanity where a listed word stands in a language without weights. Chosen, not measured: below
 * 0.8, so that a list alone never reaches the usual threshold of moderators.
 */
const LISTED_TERM_PROBABILITY = 0.75
/** Steps of a stated probability; fine enough that ranks are kept. */
const DECIMALS = 1e6

interface Engine {
  readonly weights: LanguageWeights
  readonly weigher: WordWeigher
  readonly lexicon: Lexicon
  /** Where each signal that the heads weigh stands among those that are read. */
  readonly signalPlaces: readonly number[]
}

/** Builds the look-up tables once; `detect` is asked only where script and common words leave doubt. */
export function createCivilityScorer(model: CivilityModel, detect: LanguageDetector | null): CivilityScorer {
  const engines = new Map<string, Engine>()
  for (const weights of model.languages) {
    const lexicon = buildLexicon(weights.lexicon)
    const signalPlaces = weights.signalNames.map((name) => SIGNALS.indexOf(name))
    const weigher = new WordWeigher(weights, lexicon)
    engines.set(weights.language, { weights, lexicon, weigher, signalPlaces })
  }
  const engineOf = (language: string): Engine | undefined =>
    engines.get(language === UNDETERMINED ? FALLBACK_LANGUAGE : language)
  return {
    version: model.version,
    detect: (text) => guessLanguage(text, detect) ?? UNDETERMINED,
    words: (text, stated) => {
      const engine = engineOf(stated ?? guessLanguage(text, detect) ?? UNDETERMINED)
      if (engine === undefined) return []
      engine.weigher.makeRoom()
      const features = readFeatures(text, engine.weigher.store, engine.lexicon)
      // NOTE: Words become known by being weighed: one that was only read would be taken as weighed at the next text.
      engine.weigher.weigh(features)
      return features.known.map((word) => word.text)
    },
    score: (text, stated) => {
      const language = stated ?? guessLanguage(text, detect) ?? UNDETERMINED
      const engine = engineOf(language)
      if (engine === undefined) return scoreByList(model, text, language)
      return { language, model: model.version, ...scoreByWeights(engine, text) }
    },
  }
}

function scoreByWeights(
  engine: Engine,
  text: string,
): Pick<CivilityScore, 'scores' | 'unsupported' | 'spans'> {
  const { weights, weigher, lexicon, signalPlaces } = engine
  weigher.makeRoom()
  const features = readFeatures(text, weigher.store, lexicon)
  const weighed = weigher.weigh(features)
  const probabilities = new Map<Attribute, number>()
  const wordOdds = weights.marked === null ? null : weigher.markWords(features, weights.marked)
  const strongest = strongestOf(wordOdds, weights.marked?.floor ?? 0)
  for (const head of weights.heads) {
    let sum = head.bias + (weighed.sums[head.column] ?? 0) + head.strongestWord * strongest
    for (let signal = 0; signal < head.signals.length; signal += 1) {
      sum += (head.signals[signal] ?? 0) * (features.signals[signalPlaces[signal] ?? -1] ?? 0)
    }
    // Nothing written, nothing to object to: the intercept alone would be the sources' base rate.
    const probability = features.words.length === 0 ? 0 : calibrated(head.calibration, sum)
    probabilities.set(head.attribute, Math.round(probability * DECIMALS) / DECIMALS)
  }
  return {
    scores: Object.fromEntries(probabilities),
    unsupported: ATTRIBUTES.filter((attribute) => !probabilities.has(attribute)),
    spans: explainScore({ weights, features, weighed, wordOdds, probabilities }),
  }
}

function strongestOf(wordOdds: Float64Array | null, floor: number): number {
  let strongest = floor
  if (wordOdds !== null) for (const odds of wordOdds) if (odds > strongest) strongest = odds
  return strongest
}

function scoreByList(model: CivilityModel, text: string, language: string): CivilityScore {
  const listed = model.listedTerms[language]
  const base = { language, model: model.version }
  if (listed === undefined) return { ...base, scores: {}, unsupported: ATTRIBUTES, spans: [] }
  const found = findListedTerms(text, listed)
  return {
    ...base,
    scores: { profanity: found.length > 0 ? LISTED_TERM_PROBABILITY : 0 },
    unsupported: ATTRIBUTES.filter((attribute) => attribute !== 'profanity'),
    spans: found.map((place) => ({ ...place, attribute: 'profanity', weight: 1 })),
  }
}
