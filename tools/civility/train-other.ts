/** Trains the weights of the languages beside English, for the attributes their data can honestly teach. */

import type { Attribute } from '#domain/civility/attribute.ts'
import { buildLexicon, type LexiconData } from '#domain/civility/lexicon.ts'
import { readFeatures } from '#domain/civility/read-features.ts'
import { SIGNALS } from '#domain/civility/read-signals.ts'
import type { LanguageWeights } from '#domain/civility/weights.ts'
import { WordStore, type TableShape } from '#domain/civility/word-store.ts'
import { CorpusBuilder } from './corpus.ts'
import type { HeadSettings } from './fit-head.ts'
import { identityTerms } from './identity-terms.ts'
import { rocAuc } from './measure.ts'
import { packTable } from './pack-table.ts'
import { readRows } from './read-rows.ts'
import { createCivilityScorer } from '#domain/civility/score-text.ts'
import { trainHeads } from './train-heads.ts'
import type { TaughtRow } from './training-sources.ts'
import { withoutDevCopies } from './without-dev-copies.ts'

export interface LanguagePlan {
  readonly language: string
  readonly file: string
  readonly attributes: readonly Attribute[]
  readonly shape: TableShape
  readonly settings: Partial<HeadSettings>
}

/** One corpus alone holds many words that it holds once or twice: their ratios need more smoothing than English ones. */
const SMOOTHED = { smoothing: 1 }
const ROWS = 40_000
const LETTERS = { lettersMin: 2, lettersMax: 5 }
/** Syllable blocks carry two or three letters each; ideographs are words of their own. */
const BLOCKS = { lettersMin: 1, lettersMax: 3 }

/** French is tried with the rest; what does not reach `SUPPORTED_FROM` is left out and said to be unsupported. */
export const OTHER_LANGUAGES: readonly LanguagePlan[] = [
  {
    language: 'de',
    file: 'multilingual/germeval2018_de',
    attributes: ['toxicity', 'insult'],
    shape: { wordRows: ROWS, letterRows: ROWS, ...LETTERS },
    settings: SMOOTHED,
  },
  {
    language: 'fr',
    file: 'multilingual/mlma_fr',
    attributes: ['toxicity'],
    shape: { wordRows: ROWS, letterRows: ROWS, ...LETTERS },
    settings: SMOOTHED,
  },
  {
    language: 'ko',
    file: 'multilingual/korean_news_ko',
    attributes: ['toxicity', 'identity_attack'],
    shape: { wordRows: ROWS, letterRows: ROWS, ...BLOCKS },
    settings: { smoothing: 10, penalty: 0.1 },
  },
  {
    language: 'pt',
    file: 'multilingual/toldbr_pt',
    attributes: ['toxicity', 'insult', 'profanity'],
    shape: { wordRows: ROWS, letterRows: ROWS, ...LETTERS },
    settings: SMOOTHED,
  },
  {
    language: 'zh',
    file: 'multilingual/cold_zh',
    attributes: ['toxicity'],
    shape: { wordRows: 3 * ROWS, letterRows: 1_000, lettersMin: 1, lettersMax: 1 },
    settings: SMOOTHED,
  },
]

/** ROC-AUC on the development part below which an attribute is called unsupported: worse would be guessing. */
const SUPPORTED_FROM = 0.75

/** One file of weights, or none when no attribute reached the bar. */
export function trainOther(
  plan: LanguagePlan,
  with_: {
    readonly listedTerms: Readonly<Record<string, readonly string[]>>
    readonly log: (line: string) => void
  },
): LanguageWeights[] {
  const rows = withoutDevCopies(readRows(plan.file).map((row): TaughtRow => ({ row, labels: row.y })))
  const data = lexiconOf(with_.listedTerms[plan.language] ?? [])
  const lexicon = buildLexicon(data)
  const store = new WordStore(plan.shape, lexicon)
  const builder = new CorpusBuilder(plan.shape)
  for (const { row } of rows) builder.add(readFeatures(row.text, store, lexicon))
  const perSource = { [plan.file]: 1 }
  const trained = trainHeads(
    {
      rows,
      corpus: builder.finish(),
      shape: plan.shape,
      sources: [],
      common: new Set([plan.file]),
      strongest: null,
      weights: Object.fromEntries(plan.attributes.map((attribute) => [attribute, perSource])),
      calibrateOn: Object.fromEntries(plan.attributes.map((attribute) => [attribute, [plan.file]])),
      settings: Object.fromEntries(plan.attributes.map((attribute) => [attribute, plan.settings])),
      namesGroups: false,
      log: with_.log,
    },
    plan.attributes,
  )
  const words = packTable(
    trained.map(({ weights }) => weights.words),
    plan.shape.wordRows,
  )
  const letters = packTable(
    trained.map(({ weights }) => weights.letters),
    plan.shape.letterRows,
  )
  const weights: LanguageWeights = {
    language: plan.language,
    shape: plan.shape,
    columns: trained.length,
    signalNames: SIGNALS,
    heads: trained.map(({ head }) => head),
    marked: null,
    lexicon: data,
    wordSteps: words.steps,
    letterSteps: letters.steps,
    wordTable: words.table,
    letterTable: letters.table,
  }
  return supported(weights, rows, with_.log)
}

/** Coarse words of the language's list; disguises are undone for them, too. */
function lexiconOf(terms: readonly string[]): LexiconData {
  const single = terms.filter((term) => !term.includes(' '))
  return {
    terms: single.map((term) => [term, 1, 0]),
    targets: single.filter((term) => /^[a-z]{4,}$/.test(term)),
    ordinary: [],
    identities: identityTerms(),
  }
}

function supported(
  weights: LanguageWeights,
  rows: readonly TaughtRow[],
  log: (line: string) => void,
): LanguageWeights[] {
  const scorer = createCivilityScorer({ version: 'trial', languages: [weights], listedTerms: {} }, null)
  const heads = weights.heads.filter((head) => {
    const dev = rows.filter(({ row, labels }) => row.split === 'dev' && labels[head.attribute] !== undefined)
    const scores = dev.map(({ row }) => scorer.score(row.text, weights.language).scores[head.attribute] ?? 0)
    const auc = rocAuc(
      scores,
      dev.map(({ labels }) => labels[head.attribute] ?? 0),
    )
    log(
      `${weights.language} ${head.attribute}: ROC-AUC ${auc.toFixed(3)} on ${dev.length} development comments`,
    )
    return auc >= SUPPORTED_FROM
  })
  return heads.length === 0 ? [] : [{ ...weights, heads }]
}
