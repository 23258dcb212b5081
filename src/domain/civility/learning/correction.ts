/** A site's small correction of the stock model: a line through its log-odds and a byte for each hashed word. */
import { ATTRIBUTES } from '#domain/civility/attribute.ts'
import type { WeighedText } from '#domain/civility/learning/learning-example.ts'
import {
  CORRECTION_CHARACTERS_MAX,
  CORRECTION_MAX,
  WORD_BUCKETS,
} from '#domain/civility/learning/learning-bounds.ts'

export interface Correction {
  /** Languages in which enough was decided; others are scored as before. */
  readonly languages: readonly string[]
  readonly bias: number
  /** One for each attribute, in the order of `ATTRIBUTES`. */
  readonly slopes: readonly number[]
  /** Log-odds of one step of `weights`. */
  readonly step: number
  /** One for each row of hashed words. */
  readonly weights: Int8Array
}

/** Grows when what is stored can no longer be read by older readers. */
const FORMAT = 1

/** Probabilities are taken as if they lay within these: beyond, a score says no more than that it is sure. */
const PROBABILITY_MIN = 0.005

/** Brings log-odds between -1 and about 1, so that one strength of regularisation fits all. */
const ODDS_SCALE = 5

/** Code units for one call of `fromCharCode`: arguments have a limit. */
const CHUNK = 8_192

export function logOdds(probability: number): number {
  const inside = Math.min(1 - PROBABILITY_MIN, Math.max(PROBABILITY_MIN, probability))
  return Math.log(inside / (1 - inside))
}

export function fromLogOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

/** What the line is drawn through: the log-odds of each attribute, 0 where this language has none. */
export function oddsSignals(scores: WeighedText['scores']): number[] {
  return ATTRIBUTES.map((attribute) => {
    const probability = scores[attribute]
    return probability === undefined ? 0 : logOdds(probability) / ODDS_SCALE
  })
}

/** Long comments must not weigh more for being long. */
export function bucketScale(buckets: number): number {
  return 1 / Math.sqrt(Math.max(1, buckets))
}

/** The stock model's toxicity, moved by at most `CORRECTION_MAX` log-odds. */
export function corrected(correction: Correction, text: WeighedText, toxicity: number): number {
  if (!correction.languages.includes(text.language)) return toxicity
  const { slopes, weights, bias, step } = correction
  let sum = bias
  oddsSignals(text.scores).forEach((signal, at) => {
    sum += (slopes[at] ?? 0) * signal
  })
  let words = 0
  for (const bucket of text.buckets) words += weights[bucket] ?? 0
  sum += words * step * bucketScale(text.buckets.length)
  const move = Math.min(CORRECTION_MAX, Math.max(-CORRECTION_MAX, sum))
  return move === 0 ? toxicity : fromLogOdds(logOdds(toxicity) + move)
}

export function writeCorrection({ languages, bias, slopes, step, weights }: Correction): string {
  const unsigned = Uint8Array.from(weights)
  let bytes = ''
  for (let at = 0; at < unsigned.length; at += CHUNK) {
    bytes += String.fromCharCode(...unsigned.subarray(at, at + CHUNK))
  }
  return JSON.stringify({ format: FORMAT, languages, bias, slopes, step, weights: btoa(bytes) })
}

/** Null for anything that is not a whole correction of this format: the stock model stands then. */
export function readCorrection(stored: string): Correction | null {
  if (stored.length > CORRECTION_CHARACTERS_MAX) return null
  try {
    const parsed: unknown = JSON.parse(stored)
    if (!isStored(parsed)) return null
    const bytes = atob(parsed.weights)
    if (bytes.length !== WORD_BUCKETS) return null
    const { languages, bias, slopes, step } = parsed
    return { languages, bias, slopes, step, weights: Int8Array.from(bytes, (byte) => byte.charCodeAt(0)) }
  } catch {
    return null
  }
}

type Stored = Omit<Correction, 'weights'> & { readonly format: number; readonly weights: string }

function isStored(parsed: unknown): parsed is Stored {
  const found = parsed as Partial<Stored> | null
  return (
    typeof found === 'object' &&
    found !== null &&
    found.format === FORMAT &&
    typeof found.weights === 'string' &&
    Array.isArray(found.languages) &&
    found.languages.every((language) => typeof language === 'string') &&
    Array.isArray(found.slopes) &&
    found.slopes.length === ATTRIBUTES.length &&
    [found.bias, found.step, ...found.slopes].every((value) => Number.isFinite(value))
  )
}
