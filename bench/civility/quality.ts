/** How well the scores part the comments of the development parts, attribute by attribute. */

import type { Attribute } from '#domain/civility/attribute.ts'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { characterF1 } from '#tools/civility/choose-marking.ts'
import {
  balancedCalibrationError,
  calibrationErrorByChance,
  prAuc,
  rankCorrelation,
  rocAuc,
  type Judged,
} from '#tools/civility/measure.ts'
import { readRows, type LabelledRow } from '#tools/civility/read-rows.ts'
import { identityTerms } from '#tools/civility/identity-terms.ts'
import { judgedFigure, type Figure } from './figure.ts'

interface Plan {
  readonly file: string
  readonly label: string
  readonly attribute: Attribute
  readonly target?: string
  /** Files that never taught anything are measured as a whole. */
  readonly whole?: true
  readonly language?: string
}

const PLANS: readonly Plan[] = [
  { file: 'train/jigsaw_toxic', label: 'toxicity', attribute: 'toxicity', target: 'official test ≥ .965' },
  {
    file: 'train/wiki_context_small',
    label: 'toxicity',
    attribute: 'toxicity',
    target: 'natural prevalence ≥ .910',
  },
  { file: 'train/jigsaw_sixlabel', label: 'toxicity', attribute: 'toxicity' },
  ...(['toxicity', 'severe_toxicity', 'identity_attack', 'insult', 'profanity', 'threat'] as const).map(
    (attribute) => ({ file: 'train/jigsaw_sixlabel_clean', label: attribute, attribute }),
  ),
  ...(['toxicity', 'insult', 'profanity', 'identity_attack', 'threat'] as const).map((attribute) => ({
    file: 'train/civil_spans',
    label: attribute,
    attribute,
  })),
  { file: 'train/convabuse', label: 'toxicity', attribute: 'toxicity' },
  { file: 'train/hatexplain_val', label: 'toxicity', attribute: 'toxicity' },
  { file: 'train/hatexplain_val', label: 'identity_attack', attribute: 'identity_attack' },
  { file: 'train/gab_dev', label: 'identity_attack', attribute: 'identity_attack' },
  { file: 'train/hatemoji_build', label: 'identity_attack', attribute: 'identity_attack' },
  { file: 'train/edos', label: 'sexist', attribute: 'identity_attack' },
  { file: 'train/davidson', label: 'toxicity', attribute: 'toxicity' },
  { file: 'restricted/ucc_val', label: 'hostile', attribute: 'toxicity', target: '≥ .815', whole: true },
  { file: 'restricted/ucc_val', label: 'unhealthy', attribute: 'toxicity', whole: true },
  {
    file: 'restricted/olid_train',
    label: 'toxicity',
    attribute: 'toxicity',
    target: 'Congress tweets ≥ .810',
    whole: true,
  },
  { file: 'restricted/insults_train', label: 'insult', attribute: 'insult', whole: true },
  { file: 'restricted/hateval', label: 'identity_attack', attribute: 'identity_attack', whole: true },
  {
    file: 'train-sharealike/stormfront',
    label: 'identity_attack',
    attribute: 'identity_attack',
    whole: true,
  },
  { file: 'spam/youtube', label: 'spam', attribute: 'spam', target: 'unseen videos ≥ .985' },
  { file: 'spam/sms', label: 'spam', attribute: 'spam', target: '≥ .995' },
  { file: 'multilingual/germeval2018_de', label: 'toxicity', attribute: 'toxicity', language: 'de' },
  { file: 'multilingual/germeval2018_de', label: 'insult', attribute: 'insult', language: 'de' },
  { file: 'multilingual/toldbr_pt', label: 'toxicity', attribute: 'toxicity', language: 'pt' },
  { file: 'multilingual/toldbr_pt', label: 'insult', attribute: 'insult', language: 'pt' },
  { file: 'multilingual/toldbr_pt', label: 'profanity', attribute: 'profanity', language: 'pt' },
  { file: 'multilingual/korean_news_ko', label: 'toxicity', attribute: 'toxicity', language: 'ko' },
  {
    file: 'multilingual/korean_news_ko',
    label: 'identity_attack',
    attribute: 'identity_attack',
    language: 'ko',
  },
  { file: 'multilingual/cold_zh', label: 'toxicity', attribute: 'toxicity', language: 'zh' },
  { file: 'multilingual/mlma_fr', label: 'toxicity', attribute: 'toxicity', language: 'fr' },
]

/** Comments of one class below which an area under a curve says nothing. */
const CLASS_MIN = 8

/** Areas under the curves of every set that has the labels. */
export function qualityFigures(scorer: CivilityScorer): Figure[] {
  return PLANS.flatMap((plan) => {
    const judged = judge(scorer, plan)
    const positives = judged.truths.filter((truth) => truth >= 0.5).length
    if (Math.min(positives, judged.truths.length - positives) < CLASS_MIN) return []
    const data = `${plan.file}${plan.whole === true ? '' : ' (dev)'}${plan.label === plan.attribute ? '' : `, ${plan.label}`}`
    const target = plan.target === undefined ? {} : { target: plan.target }
    return [
      judgedFigure({ measure: `${plan.attribute} ROC-AUC`, data, ...target }, judged, rocAuc),
      judgedFigure({ measure: `${plan.attribute} PR-AUC`, data }, judged, prAuc),
    ]
  })
}

function judge(scorer: CivilityScorer, plan: Plan): Judged {
  const rows = rowsOf(plan).filter((row) => row.y[plan.label] !== undefined)
  const scored = rows.map((row) => scorer.score(row.text, plan.language ?? 'en').scores[plan.attribute])
  const kept = rows.filter((_, at) => scored[at] !== undefined)
  return {
    scores: scored.filter((score) => score !== undefined),
    truths: kept.map((row) => row.y[plan.label] ?? 0),
  }
}

function rowsOf(plan: { readonly file: string; readonly whole?: true }): LabelledRow[] {
  return readRows(plan.file).filter((row) => plan.whole === true || row.split === 'dev')
}

/** Attacks on groups are calibrated against harmless comments that name one. */
const NAMES_GROUP = new RegExp(`\\b(?:${identityTerms().join('|')})\\b`, 'i')

const WIKIPEDIA = ['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/wiki_context_small']
const KINDS_DATA = ['train/jigsaw_sixlabel', 'train/jigsaw_sixlabel_clean', 'train/jigsaw_toxic']

/** Calibration at a base rate of one half, on the kinds of comments each attribute is calibrated for. */
export function calibrationFigures(scorer: CivilityScorer): Figure[] {
  const news = [...WIKIPEDIA, 'train/polis_statements', 'train/civil_spans']
  const mixes: readonly (readonly [Attribute, readonly string[]])[] = [
    ['toxicity', news],
    ['toxicity', WIKIPEDIA],
    ['severe_toxicity', KINDS_DATA],
    ['identity_attack', ['train/hatexplain_val', 'train/gab_dev']],
    ['identity_attack', [...KINDS_DATA, 'train/hatexplain_val', 'train/gab_dev']],
    ['insult', KINDS_DATA],
    ['profanity', KINDS_DATA],
    ['threat', KINDS_DATA],
    ['spam', ['spam/youtube', 'spam/sms']],
  ]
  return mixes.flatMap(([attribute, files]) => {
    const rows = files.flatMap((file) => rowsOf({ file }).map((row) => ({ row, y: labelOf(row, attribute) })))
    const known = rows.filter(
      ({ row, y }) =>
        y !== undefined && (attribute !== 'identity_attack' || y >= 0.5 || NAMES_GROUP.test(row.text)),
    )
    const judged = {
      scores: known.map(({ row }) => scorer.score(row.text, 'en').scores[attribute] ?? 0),
      truths: known.map(({ y }) => y ?? 0),
    }
    const about = {
      measure: `${attribute} calibration error`,
      data: `${files.join(', ')} (dev${attribute === 'identity_attack' ? ', harmless ones that name a group' : ''})`,
      target: '≤ .02',
    }
    const error = judgedFigure(about, judged, balancedCalibrationError)
    const chance = calibrationErrorByChance(judged.scores, judged.truths)
    return [
      error,
      { ...about, measure: `${attribute} calibration error by chance alone`, value: chance, target: '' },
      {
        ...about,
        measure: `${attribute} calibration error beyond chance`,
        value: Math.max(0, error.value - chance),
      },
    ]
  })
}

/** In Jigsaw's own table a comment that is not toxic has none of the other labels. */
function labelOf(row: LabelledRow, attribute: Attribute): number | undefined {
  if (row.source === 'train/polis_statements' && attribute === 'toxicity') return 0
  const harmless = row.source === 'train/jigsaw_toxic' && row.y['toxicity'] === 0
  return row.y[attribute] ?? (harmless && attribute !== 'spam' ? 0 : undefined)
}

/** Agreement of marked characters with raters. */
export function spanFigures(scorer: CivilityScorer): Figure[] {
  const rows = rowsOf({ file: 'train/civil_spans' }).filter((row) => row.gold !== null)
  const values = rows.map((row) =>
    characterF1(
      row,
      scorer.score(row.text, 'en').spans.filter((span) => span.attribute === 'toxicity'),
    ),
  )
  const about = {
    measure: 'marked characters, F1',
    data: 'train/civil_spans (dev, SemEval gold)',
    target: '≥ .62',
  }
  return [judgedFigure(about, { scores: values, truths: values }, mean)]
}

function mean(scores: readonly number[]): number {
  return scores.reduce((sum, value) => sum + value, 0) / scores.length
}

/** Beside Perspective's own scores of August 2018; they were never a target. */
export function perspectiveFigures(
  scorer: CivilityScorer,
  scoresOf: (id: string) => number | undefined,
): Figure[] {
  const rows = readRows('reference/perspective_wikipedia_2k').filter((row) => scoresOf(row.id) !== undefined)
  const judged = {
    scores: rows.map((row) => scorer.score(row.text, 'en').scores.toxicity ?? 0),
    truths: rows.map((row) => scoresOf(row.id) ?? 0),
  }
  const about = {
    measure: "toxicity, rank correlation with Perspective's",
    data: 'reference/perspective_wikipedia_2k',
  }
  return [judgedFigure(about, judged, rankCorrelation)]
}
