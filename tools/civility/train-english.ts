/** Trains the English weights: all attributes, the marked words, the lexicon. */

import { ATTRIBUTES } from '../../src/domain/civility/attribute.ts'
import { buildLexicon, type LexiconData } from '../../src/domain/civility/lexicon.ts'
import { readFeatures, type Features } from '../../src/domain/civility/read-features.ts'
import { MARKED_COLUMN, type LanguageWeights, type MarkedWords } from '../../src/domain/civility/weights.ts'
import { WordStore, type TableShape } from '../../src/domain/civility/word-store.ts'
import { chooseMarking } from './choose-marking.ts'
import { CorpusBuilder, type Corpus } from './corpus.ts'
import { fitMarkedWords, markedShares } from './fit-marked-words.ts'
import type { HeadWeights } from './fit-head.ts'
import { gatherEnglishLexicon } from './gather-lexicon.ts'
import { packTable } from './quantise.ts'
import { trainHeads } from './train-heads.ts'
import { ENGLISH_SOURCES, SOURCE_WEIGHTS, readEnglishRows, type TaughtRow } from './training-sources.ts'
import { withoutDevCopies } from './without-dev-copies.ts'

/** Rows of the two tables: eight columns of one byte each make 2.9 MB of the 4 MB all languages may take. */
const SHAPE: TableShape = { wordRows: 200_000, letterRows: 160_000, lettersMin: 2, lettersMax: 5 }

const WIKIPEDIA = ['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/wiki_context_small']
const KINDS = ['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/jigsaw_sixlabel_clean']

/** Calibrated on Wikipedia's comments, the nearest to a discussion under a story that may teach. */
const CALIBRATE_ON = {
  toxicity: WIKIPEDIA,
  severe_toxicity: KINDS,
  identity_attack: [...KINDS, 'train/hatexplain_val', 'train/gab_dev', 'train/polis_statements'],
  insult: KINDS,
  profanity: KINDS,
  threat: KINDS,
  spam: ['spam/youtube', 'spam/sms', 'train/polis_statements'],
}

/** Deterministic; takes about twelve minutes on one core. */
export function trainEnglish(log: (line: string) => void): LanguageWeights {
  const rows = withoutDevCopies(readEnglishRows())
  const learning = rows.filter(({ row }) => row.split === 'train')
  const lexiconData = gatherEnglishLexicon(learning.map(({ row }) => row))
  log(
    `${rows.length} comments, ${lexiconData.terms.length} coarse words, ${lexiconData.ordinary.length} kept as written`,
  )
  const { corpus, marked } = readAll(rows, lexiconData)
  const heads = trainHeads(
    {
      rows,
      corpus,
      shape: SHAPE,
      sources: ENGLISH_SOURCES,
      weights: SOURCE_WEIGHTS,
      calibrateOn: CALIBRATE_ON,
      log,
    },
    ATTRIBUTES,
  )
  const markedWeights = fitMarkedWords(marked.map(markedComment), SHAPE)
  log(`${MARKED_COLUMN}: ${marked.length} comments`)
  const weights = pack({ heads, markedWeights, lexiconData })
  return {
    ...weights,
    marked: chooseMarking(
      weights,
      marked.map(({ taught }) => taught.row),
    ),
  }
}

interface Read {
  readonly taught: TaughtRow
  readonly features: Features
}

function readAll(
  rows: readonly TaughtRow[],
  data: LexiconData,
): { readonly corpus: Corpus; readonly marked: readonly Read[] } {
  const lexicon = buildLexicon(data)
  const store = new WordStore(SHAPE, lexicon)
  const builder = new CorpusBuilder()
  const marked: Read[] = []
  for (const taught of rows) {
    const features = readFeatures(taught.row.text, store, lexicon)
    builder.add(features)
    if (taught.row.source === 'train/civil_spans' && taught.row.split === 'train')
      marked.push({ taught, features })
  }
  return { corpus: builder.finish(), marked }
}

function markedComment({ taught, features }: Read): { features: Features; shares: number[] } {
  return { features, shares: markedShares(taught.row, features) }
}

function pack(trained: {
  readonly heads: ReturnType<typeof trainHeads>
  readonly markedWeights: HeadWeights
  readonly lexiconData: LexiconData
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
    column: trained.heads.length,
    bias: trained.markedWeights.bias,
    threshold: 0,
    gate: 0,
  }
  return {
    language: 'en',
    shape: SHAPE,
    columns: all.length,
    heads: trained.heads.map(({ head }) => head),
    marked,
    lexicon: trained.lexiconData,
    wordSteps: words.steps,
    letterSteps: letters.steps,
    wordTable: words.table,
    letterTable: letters.table,
  }
}
