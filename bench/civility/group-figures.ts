/** Whether naming a group, disguising a word or stating a civil opinion changes what a comment is taken for. */

import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { disguiseText, DISGUISES, type Disguise } from '#tools/civility/disguise.ts'
import { groupAreas, powerMean, thresholdAtFalseAlarms } from '#tools/civility/measure.ts'
import { DATA_FOLDER, readRows } from '#tools/civility/read-rows.ts'
import type { Figure } from './figure.ts'

/** Rows of both classes a group needs before its areas mean anything. */
const GROUP_ROWS_MIN = 10
const FALSE_ALARMS = 0.05
const TEMPLATES = 'reference/identity_templates_dev'
const ATTACK_FROM = 0.5
const SURE_FROM = 0.8

function identityTerms(): string[] {
  return readFileSync(path.join(DATA_FOLDER, 'lexicon/identity_terms.txt'), 'utf8')
    .split('\n')
    .filter(Boolean)
}

/** Areas per group on the sentence templates, which never taught anything. */
export function groupFigures(scorer: CivilityScorer): Figure[] {
  const rows = readRows(TEMPLATES)
  const judged = {
    scores: rows.map((row) => scorer.score(row.text, 'en').scores.toxicity ?? 0),
    truths: rows.map((row) => row.y['toxicity'] ?? 0),
  }
  const areas = identityTerms()
    .map((term) => rows.map((row) => new RegExp(`\\b${term}\\b`, 'i').test(row.text)))
    .filter((named) => named.filter(Boolean).length >= 2 * GROUP_ROWS_MIN)
    .map((named) => groupAreas(judged, named))
    .filter((area) => !Number.isNaN(area.subgroup + area.bpsn + area.bnsp))
  const harmless = judged.scores.filter((_, at) => (judged.truths[at] ?? 0) < 0.5)
  const data = `${TEMPLATES}, ${areas.length} groups`
  return [
    { measure: 'subgroup AUC, power mean', data, value: powerMean(areas.map((area) => area.subgroup)) },
    {
      measure: 'BPSN AUC, power mean',
      data,
      value: powerMean(areas.map((area) => area.bpsn)),
      target: '≥ .85',
    },
    { measure: 'BNSP AUC, power mean', data, value: powerMean(areas.map((area) => area.bnsp)) },
    {
      measure: 'harmless identity sentences at .5',
      data: TEMPLATES,
      value: harmless.filter((score) => score >= ATTACK_FROM).length / harmless.length,
      rows: harmless.length,
    },
  ]
}

/** Civil statements flagged, on development rows. */
export function civilFigures(scorer: CivilityScorer): Figure[] {
  const rows = readRows('train/polis_statements').filter((row) => row.split === 'dev')
  const scores = rows.map((row) => scorer.score(row.text, 'en').scores.toxicity ?? 0)
  const flagged = (from: number): number => scores.filter((score) => score >= from).length / scores.length
  const data = 'train/polis_statements (dev)'
  return [
    { measure: 'civil statements at .5', data, value: flagged(ATTACK_FROM), rows: rows.length },
    {
      measure: 'civil statements at .8',
      data,
      value: flagged(SURE_FROM),
      rows: rows.length,
      target: '≤ .001',
    },
  ]
}

/** Recall of toxic comments whose coarse words are disguised, at the threshold with 5 % false alarms on plain ones. */
export function disguiseFigures(scorer: CivilityScorer): Figure[] {
  const rows = ['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/wiki_context_small']
    .flatMap(readRows)
    .filter((row) => row.split === 'dev')
  const toxicity = (text: string): number => scorer.score(text, 'en').scores.toxicity ?? 0
  const threshold = thresholdAtFalseAlarms(
    rows.filter((row) => (row.y['toxicity'] ?? 0) < 0.5).map((row) => toxicity(row.text)),
    FALSE_ALARMS,
  )
  const listed = listedWords()
  const toxic = rows.filter((row) => (row.y['toxicity'] ?? 0) >= 0.5)
  const withListed = toxic.filter((row) =>
    (row.text.toLowerCase().match(/[a-z]+/g) ?? []).some((word) => listed.has(word)),
  )
  const recall = (texts: readonly string[]): number =>
    texts.filter((text) => toxicity(text) >= threshold).length / texts.length
  const figure = (kind: Disguise | 'plain', how: 'listed' | 'long'): Figure => {
    const chosen = how === 'listed' ? withListed : toxic
    const isTarget = (word: string): boolean => (how === 'listed' ? listed.has(word) : word.length > 3)
    const texts = chosen.map((row) => (kind === 'plain' ? row.text : disguiseText(row.text, kind, isTarget)))
    const words = how === 'listed' ? 'listed coarse words' : 'all words of 4+ letters'
    const data = `Wikipedia comments (dev), ${words} disguised`
    const target = how === 'listed' && kind !== 'plain' ? { target: '≥ .75' } : {}
    return {
      measure: `recall at 5 % false alarms, ${kind}`,
      data,
      value: recall(texts),
      rows: texts.length,
      ...target,
    }
  }
  const kinds = ['plain', ...DISGUISES] as const
  return [...kinds.map((kind) => figure(kind, 'listed')), ...kinds.map((kind) => figure(kind, 'long'))]
}

/** Coarse words of the surge-ai list with three letters or more. */
function listedWords(): Set<string> {
  const lines = readFileSync(path.join(DATA_FOLDER, 'lexicon/profanity_en.csv'), 'utf8').split('\n').slice(1)
  return new Set(lines.map((line) => line.split(',')[0] ?? '').filter((word) => /^[a-z]{3,}$/.test(word)))
}
