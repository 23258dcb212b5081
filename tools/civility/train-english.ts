/** Trains the English weights: all attributes, the marked words, the lexicon. */

import { ATTRIBUTES } from '#domain/civility/attribute.ts'
import { buildLexicon, type LexiconData } from '#domain/civility/lexicon.ts'
import { readFeatures, type Features } from '#domain/civility/read-features.ts'
import { SIGNALS } from '#domain/civility/read-signals.ts'
import { MARKED_COLUMN, type LanguageWeights, type MarkedWords } from '#domain/civility/weights.ts'
import { WordStore, type TableShape } from '#domain/civility/word-store.ts'
import { chooseMarking, goldUnits, toxicitiesOf } from './choose-marking.ts'
import { CorpusBuilder } from './corpus.ts'
import {
  fitMarkedWords,
  markedShares,
  strongestWord,
  wordOdds,
  type MarkedComment,
} from './fit-marked-words.ts'
import type { HeadWeights } from './fit-head.ts'
import { gatherEnglishLexicon } from './gather-lexicon.ts'
import { packTable } from './pack-table.ts'
import { foldOf, trainHeads } from './train-heads.ts'
import {
  COMMON_INTERCEPT,
  ENGLISH_SOURCES,
  SOURCE_WEIGHTS,
  readEnglishRows,
  type TaughtRow,
} from './training-sources.ts'

/** Rows of the two tables: eight columns of one byte each make 2.9 MB of the 4 MB all languages may take. */
const SHAPE: TableShape = { wordRows: 200_000, letterRows: 160_000, lettersMin: 2, lettersMax: 5 }

/** Weight of a word in a harmless comment beside one in a comment that raters read for marks. */
const HARMLESS_WEIGHT = 0.5
/** One of so many harmless Wikipedia comments teaches marked words; all would take longer and teach the same. */
const HARMLESS_EVERY = 4
/** Log-odds below an ordinary word's, said of a comment without words. */
const FLOOR_BELOW_BIAS = 2

const WIKIPEDIA = ['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/wiki_context_small']
const KINDS = ['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/jigsaw_sixlabel_clean']

/** The fold on which the threshold of marked words is chosen. */
const TRIAL_FOLD = 0

/** Where nothing is to be marked. */
const HARMLESS_SOURCES = new Set(['train/jigsaw_toxic', 'train/polis_statements', 'spam/youtube', 'spam/sms'])

/**
 * Wikipedia's comments and news comments together, for neither alone is a discussion under a story; on Wikipedia's alone
 * "one half" would lie so low that naming a group or saying "you" reached it, and more comments would reach each
 * threshold than under Perspective. Attacks on groups are told from talk about groups, not from all other comments.
 */
export const CALIBRATE_ON = {
  toxicity: [...WIKIPEDIA, 'train/polis_statements', 'train/civil_spans'],
  severe_toxicity: KINDS,
  identity_attack: ['train/hatexplain_val', 'train/gab_dev', 'made/sentences'],
  insult: KINDS,
  profanity: KINDS,
  threat: KINDS,
  spam: ['spam/youtube', 'spam/sms'],
}

/** Attributes with few positives overfit sooner; spam's few sources part so clearly that it may fit closer. */
const SETTINGS = {
  toxicity: { smoothing: 1 },
  threat: { penalty: 1.5 },
  severe_toxicity: { penalty: 1.5 },
  spam: { penalty: 0.4, scaleMax: 5 },
}

/** Deterministic; takes about twelve minutes on one core. */
export function trainEnglish(log: (line: string) => void): LanguageWeights {
  const rows = readEnglishRows()
  const learning = rows.filter(({ row }) => row.split === 'train')
  const lexiconData = gatherEnglishLexicon(learning.map(({ row }) => row))
  log(
    `${rows.length} comments, ${lexiconData.terms.length} coarse words, ${lexiconData.ordinary.length} kept as written`,
  )
  const lexicon = buildLexicon(lexiconData)
  const store = new WordStore(SHAPE, lexicon)
  const read = (taught: TaughtRow): Features => readFeatures(taught.row.text, store, lexicon)
  const markedWeights = fitMarkedWords(markedComments(rows, read), SHAPE)
  const floor = markedWeights.bias - FLOOR_BELOW_BIAS
  log(`${MARKED_COLUMN} trained`)
  const builder = new CorpusBuilder(SHAPE)
  const strongest = Float64Array.from(rows, (taught) => {
    const features = read(taught)
    builder.add(features)
    return strongestWord(features, markedWeights, { shape: SHAPE, floor })
  })
  const task = {
    rows,
    corpus: builder.finish(),
    shape: SHAPE,
    sources: ENGLISH_SOURCES,
    common: COMMON_INTERCEPT,
    strongest,
    weights: SOURCE_WEIGHTS,
    calibrateOn: CALIBRATE_ON,
    settings: SETTINGS,
    namesGroups: true,
    log,
  }
  const heads = trainHeads(task, ATTRIBUTES)
  // Which words are marked is chosen on comments that the trial's weights have not seen: else it would come out too strict.
  const unseen = learning.filter((taught) => isTrial(taught) && taught.row.gold !== null)
  const trial = fitMarkedWords(
    markedComments(
      rows.filter((taught) => !isTrial(taught)),
      read,
    ),
    SHAPE,
  )
  const untried = { heads, lexiconData, floor, markedWeights: trial, marking: { threshold: 0, gate: 0 } }
  const toxicities = toxicitiesOf(
    pack(untried),
    unseen.map(({ row }) => row),
  )
  const samples = unseen.map((taught, at) => {
    const features = read(taught)
    return {
      odds: wordOdds(features, trial, SHAPE),
      starts: features.words.map(({ start }) => start),
      ends: features.words.map(({ end }) => end),
      toxicity: toxicities[at] ?? 0,
      gold: goldUnits(taught.row),
    }
  })
  const marking = chooseMarking(samples)
  log(`${MARKED_COLUMN}: ${JSON.stringify(marking)}`)
  return pack({ heads, markedWeights, lexiconData, floor, marking })
}

function isTrial({ row }: TaughtRow): boolean {
  return foldOf(row) === TRIAL_FOLD
}

/** Civil Comments with their marks, and harmless comments in which nothing is to be marked. */
function* markedComments(
  rows: readonly TaughtRow[],
  read: (taught: TaughtRow) => Features,
): Generator<MarkedComment> {
  let harmless = 0
  for (const taught of rows) {
    const { row, labels } = taught
    if (row.split !== 'train') continue
    if (row.source === 'train/civil_spans') {
      const features = read(taught)
      yield { features, shares: markedShares(row, features), weight: 1 }
    } else if (labels.toxicity === 0 && HARMLESS_SOURCES.has(row.source)) {
      harmless += 1
      if (row.source === 'train/jigsaw_toxic' && harmless % HARMLESS_EVERY !== 0) continue
      yield { features: read(taught), shares: [], weight: HARMLESS_WEIGHT }
    }
  }
}

function pack(trained: {
  readonly heads: ReturnType<typeof trainHeads>
  readonly markedWeights: HeadWeights
  readonly lexiconData: LexiconData
  readonly floor: number
  readonly marking: Pick<MarkedWords, 'threshold' | 'lowest' | 'within' | 'gate'>
}): LanguageWeights {
  const all = [...trained.heads.map(({ weights }) => weights), trained.markedWeights]
  const words = packTable(
    all.map((weights) => weights.words),
    SHAPE.wordRows,
  )
  const letters = packTable(
    all.map((weights) => weights.letters),
    SHAPE.letterRows,
  )
  const marked: MarkedWords = {
    floor: trained.floor,
    column: trained.heads.length,
    bias: trained.markedWeights.bias,
    ...trained.marking,
  }
  return {
    language: 'en',
    shape: SHAPE,
    columns: all.length,
    signalNames: SIGNALS,
    heads: trained.heads.map(({ head }) => head),
    marked,
    lexicon: trained.lexiconData,
    wordSteps: words.steps,
    letterSteps: letters.steps,
    wordTable: words.table,
    letterTable: letters.table,
  }
}
