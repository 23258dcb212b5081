/** Which training files teach which attribute, and how much each of them counts. */

import type { Attribute } from '#domain/civility/attribute.ts'
import { isKeptBack } from './kept-back.ts'
import { makeSentences } from './made-sentences.ts'
import { nameGroups } from './name-groups.ts'
import { readRows, type LabelledRow } from './read-rows.ts'
import { seededRandom } from './seeded-random.ts'
import { withoutDevCopies } from './without-dev-copies.ts'

/** A row with every label that can honestly be said of it. */
export interface TaughtRow {
  readonly row: LabelledRow
  readonly labels: Readonly<Partial<Record<Attribute, number>>>
}

/** All of them may teach shipped weights (see the data's README). No file outside this list is read for training. */
export const ENGLISH_FILES = [
  'train/jigsaw_toxic',
  'train/jigsaw_sixlabel',
  'train/jigsaw_sixlabel_clean',
  'train/wiki_context_small',
  'train/wiki_multiannotator',
  'train/civil_spans',
  'train/hatexplain_val',
  'train/gab_dev',
  'train/hatemoji_build',
  'train/convabuse',
  'train/davidson',
  'train/edos',
  'train/polis_statements',
  'spam/youtube',
  'spam/sms',
] as const

export const MADE_SOURCE = 'made/sentences'
export const NAMED_SOURCE = 'made/groups-named'
export const ENGLISH_SOURCES: readonly string[] = [...ENGLISH_FILES, MADE_SOURCE, NAMED_SOURCE]

const ALL_KINDS = ['severe_toxicity', 'identity_attack', 'insult', 'profanity', 'threat'] as const
/** Sentences from each frame: enough fillings to teach the frame and not the filling. */
const SENTENCES_PER_FRAME = 12
const SEED = 20261123
/** Share of ordinary comments that also count as "not spam"; all of them would drown the few spam rows. */
const HAM_SHARE = 0.25

type Weights = Readonly<Record<string, number>>

/**
 * How much a row of a source counts for an attribute; absent is 0. Chosen on held-out folds of the training part
 * (docs/civility.md says how); Davidson and EDOS stay low because their rows were picked by slurs or by topic.
 */
export const SOURCE_WEIGHTS: Readonly<Record<Attribute, Weights>> = {
  toxicity: {
    'train/jigsaw_toxic': 1,
    'train/jigsaw_sixlabel': 1,
    'train/jigsaw_sixlabel_clean': 1,
    'train/wiki_context_small': 1,
    'train/civil_spans': 0.12,
    'train/hatexplain_val': 0.1,
    'train/gab_dev': 0.1,
    'train/convabuse': 0.25,
    'train/polis_statements': 6,
    'spam/youtube': 1,
    'spam/sms': 1,
    'made/sentences': 1,
    'made/groups-named': 0.5,
  },
  severe_toxicity: {
    'train/jigsaw_toxic': 1,
    'train/jigsaw_sixlabel': 1,
    'train/jigsaw_sixlabel_clean': 1,
    'train/polis_statements': 1,
    'spam/youtube': 0.5,
    'spam/sms': 0.5,
  },
  identity_attack: {
    'train/jigsaw_toxic': 0.3,
    'train/jigsaw_sixlabel': 1,
    'train/jigsaw_sixlabel_clean': 1,
    'train/wiki_multiannotator': 0.3,
    'train/civil_spans': 0.3,
    'train/hatexplain_val': 1,
    'train/gab_dev': 1,
    'train/hatemoji_build': 0.7,
    'train/davidson': 0.15,
    'train/edos': 0.15,
    'train/polis_statements': 1,
    'spam/sms': 0.5,
    'spam/youtube': 0.5,
    'made/sentences': 1,
    'made/groups-named': 1,
  },
  insult: {
    'train/jigsaw_toxic': 0.5,
    'train/jigsaw_sixlabel': 1,
    'train/jigsaw_sixlabel_clean': 1,
    'train/wiki_multiannotator': 0.3,
    'train/civil_spans': 0.5,
    'train/polis_statements': 1,
    'spam/youtube': 0.5,
    'spam/sms': 0.5,
  },
  profanity: {
    'train/jigsaw_toxic': 0.5,
    'train/jigsaw_sixlabel': 1,
    'train/jigsaw_sixlabel_clean': 1,
    'train/wiki_multiannotator': 0.3,
    'train/civil_spans': 0.5,
    'train/gab_dev': 0.5,
    'train/polis_statements': 1,
    'spam/youtube': 0.5,
    'spam/sms': 0.5,
  },
  threat: {
    'train/jigsaw_toxic': 0.5,
    'train/jigsaw_sixlabel': 1,
    'train/jigsaw_sixlabel_clean': 1,
    'train/wiki_multiannotator': 0.3,
    'train/civil_spans': 0.5,
    'train/edos': 0.2,
    'train/polis_statements': 1,
    'spam/youtube': 0.5,
    'spam/sms': 0.5,
    'made/sentences': 0.3,
  },
  spam: {
    'spam/youtube': 2,
    'spam/sms': 1,
    'train/jigsaw_toxic': 0.05,
    'train/polis_statements': 0.05,
  },
}

/**
 * Sources that share one intercept: their base rates are not their own, or they are harmless throughout, and an
 * intercept of their own would explain them away instead of teaching that plain talk is harmless.
 */
export const COMMON_INTERCEPT: ReadonlySet<string> = new Set([
  'train/jigsaw_toxic',
  'train/jigsaw_sixlabel',
  'train/wiki_context_small',
  'train/polis_statements',
  'spam/youtube',
  'spam/sms',
  'made/sentences',
  'made/groups-named',
])

/** Reads every English source, in a fixed order; what is kept back, and copies of it or of development rows, teach nothing. */
export function readEnglishRows(): TaughtRow[] {
  const all = readSources()
  const back = all.filter(isBack).map(({ row }) => row)
  const read = withoutDevCopies(
    all.filter((taught) => !isBack(taught)),
    back,
  )
  return [...read, ...madeRows(), ...namedRows(read)]
}

/** What is kept back, without copies of development rows, and harmless ones of it with a group named in them. */
export function readKeptBackRows(): TaughtRow[] {
  const all = readSources()
  const dev = all.filter(({ row }) => row.split === 'dev').map(({ row }) => row)
  const back = withoutDevCopies(all.filter(isBack), dev)
  return [...back, ...namedRows(back)]
}

function readSources(): TaughtRow[] {
  const random = seededRandom(SEED)
  return ENGLISH_FILES.flatMap((file) =>
    readRows(file).map((row) => ({ row, labels: { ...labelsOf(row), ...hamLabel(row, random) } })),
  )
}

function isBack({ row }: TaughtRow): boolean {
  return row.split === 'train' && isKeptBack(row.id)
}

/** The source's own labels, and those that follow from them by how the source was made. */
function labelsOf(row: LabelledRow): Partial<Record<Attribute, number>> {
  const y: Partial<Record<Attribute, number>> = { ...row.y }
  const none = { toxicity: 0, ...Object.fromEntries(ALL_KINDS.map((kind) => [kind, 0])) }
  switch (row.source) {
    case 'train/jigsaw_toxic':
      // In the full Jigsaw table a comment that is not toxic has none of the other labels either.
      return (y.toxicity ?? 0) < 0.5 ? { ...none, ...y } : y
    case 'train/polis_statements':
      return none
    case 'spam/youtube':
    case 'spam/sms':
      // What is not spam there is small talk; spam may be anything.
      return y.spam === 0 ? { ...none, ...y } : y
    case 'train/gab_dev':
      return attackIsToxic(y, (y.profanity ?? 1) < 0.5)
    case 'train/hatexplain_val':
      return y
    case 'train/hatemoji_build':
    case 'train/edos':
      return attackIsToxic(row.y['sexist'] === 0 ? { ...y, identity_attack: 0, threat: 0 } : y, false)
    default:
      return y
  }
}

function attackIsToxic(
  y: Partial<Record<Attribute, number>>,
  otherwiseHarmless: boolean,
): Partial<Record<Attribute, number>> {
  if ((y.identity_attack ?? 0) >= 0.5) return { toxicity: 1, ...y }
  return otherwiseHarmless ? { toxicity: 0, ...y } : y
}

/** Ordinary discussion is not spam: without it every link or shout would be. */
function hamLabel(row: LabelledRow, random: () => number): Partial<Record<Attribute, number>> {
  const ordinary = ['train/jigsaw_toxic', 'train/polis_statements'].includes(row.source)
  return ordinary && random() < HAM_SHARE ? { spam: 0 } : {}
}

/** From comments that carry no label of harm at all. */
function namedRows(read: readonly TaughtRow[]): TaughtRow[] {
  const harmless = read.filter(
    ({ row, labels }) => row.split === 'train' && labels.toxicity === 0 && COMMON_INTERCEPT.has(row.source),
  )
  const rows = nameGroups(
    harmless.map(({ row }) => row),
    NAMED_SOURCE,
  )
  return rows.map((row) => ({ row, labels: { toxicity: 0, identity_attack: 0, threat: 0 } }))
}

function madeRows(): TaughtRow[] {
  return makeSentences(SENTENCES_PER_FRAME, SEED).map((made, index) => ({
    row: {
      id: `made${index}`,
      source: MADE_SOURCE,
      text: made.text,
      split: 'train',
      y: {},
      marked: [],
      annotators: 0,
      gold: null,
      group: `frame ${made.frame}`,
    },
    labels: { toxicity: made.attack, identity_attack: made.group, threat: made.threat },
  }))
}
