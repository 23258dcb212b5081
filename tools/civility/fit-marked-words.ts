/** Teaches which words raters mark in a toxic comment, from the marked Civil Comments. */

import type { Features } from '#domain/civility/read-features.ts'
import { visitLetterRows, type KnownWord, type TableShape } from '#domain/civility/word-store.ts'
import { CorpusBuilder } from './corpus.ts'
import { fitHead, type HeadWeights } from './fit-head.ts'
import type { LabelledRow } from './read-rows.ts'
import { SIGNALS } from '#domain/civility/read-signals.ts'

/** A comment with the share of raters that marked each of its words. */
export interface MarkedComment {
  readonly features: Features
  readonly shares: readonly number[]
  readonly weight: number
}

const SETTINGS = { penalty: 0.5, signalPenalty: 1, smoothing: 0.5, scaleMax: 3, rounds: 60, calmingFactor: 1 }

/** Share of raters per word: a word counts as marked by a rater when more than half of its characters are. */
export function markedShares(row: LabelledRow, features: Features): number[] {
  const offsets = codePointOffsets(row.text)
  const gold = row.gold
  const raters = gold === null ? Math.max(1, row.annotators) : 1
  const ranges = gold === null ? row.marked : gold.map(([begin, end]) => [begin, end, 1] as const)
  return features.words.map((word) => {
    let share = 0
    for (const [begin, end, count] of ranges) {
      const from = Math.max(word.start, offsets[begin] ?? row.text.length)
      const to = Math.min(word.end, offsets[end] ?? row.text.length)
      if ((to - from) * 2 > word.end - word.start) share += count / raters
    }
    return Math.min(1, share)
  })
}

/** UTF-16 offset of every code point, and of the end. */
export function codePointOffsets(text: string): number[] {
  const offsets: number[] = []
  let at = 0
  for (const character of text) {
    offsets.push(at)
    at += character.length
  }
  offsets.push(at)
  return offsets
}

/** Every word is one row: itself, its letters and its neighbourhood, normed as `markWords` of the scorer norms them. */
export function fitMarkedWords(comments: Iterable<MarkedComment>, shape: TableShape): HeadWeights {
  const builder = new CorpusBuilder(shape)
  const targets: number[] = []
  const rowWeights: number[] = []
  const noSignals = new Float64Array(SIGNALS.length)
  for (const { features, shares, weight } of comments) {
    const neighbours = features.words.map((): number[] => [])
    features.pairs.rows.forEach((row, index) => neighbours[features.pairs.at[index] ?? 0]?.push(row))
    features.known.forEach((word, at) => {
      const rows = neighbours[at] ?? []
      builder.add({ ...features, ...single(word, rows), signals: noSignals })
      targets.push(shares[at] ?? 0)
      rowWeights.push(weight)
    })
  }
  const corpus = builder.finish()
  return fitHead(corpus, shape, {
    ...SETTINGS,
    targets: Float32Array.from(targets),
    weights: Float32Array.from(rowWeights),
    sources: new Int32Array(targets.length),
    sourceCount: 1,
    signalsOpen: [],
  })
}

function single(
  word: KnownWord,
  rows: readonly number[],
): Pick<Features, 'distinct' | 'counts' | 'pairs' | 'wordNorm' | 'letterNorm'> {
  return {
    distinct: [word],
    counts: [1],
    pairs: { rows, at: [] },
    wordNorm: Math.sqrt(1 + rows.length),
    letterNorm: Math.sqrt(Math.max(1, word.letterCount)),
  }
}

/** Log-odds of each word, as the scorer computes them from the packed weights. */
export function wordOdds(features: Features, weights: HeadWeights, shape: TableShape): Float64Array {
  const near = new Float64Array(features.words.length)
  const squares = new Float64Array(features.words.length).fill(1)
  features.pairs.rows.forEach((row, index) => {
    const at = features.pairs.at[index] ?? 0
    near[at] = (near[at] ?? 0) + (weights.words[row] ?? 0)
    squares[at] = (squares[at] ?? 1) + 1
  })
  return Float64Array.from(features.known, (word, at) => {
    let letters = 0
    visitLetterRows(word.text, shape, (row) => {
      letters += weights.letters[row] ?? 0
    })
    const own = ((weights.words[word.row] ?? 0) + (near[at] ?? 0)) / Math.sqrt(squares[at] ?? 1)
    return weights.bias + own + letters / Math.sqrt(Math.max(1, word.letterCount))
  })
}

/** The highest of them; `floor` without words. */
export function strongestWord(
  features: Features,
  weights: HeadWeights,
  how: { readonly shape: TableShape; readonly floor: number },
): number {
  return wordOdds(features, weights, how.shape).reduce((most, odds) => Math.max(most, odds), how.floor)
}
