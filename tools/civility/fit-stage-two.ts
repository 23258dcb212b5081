/** `npm run train:civility-blend [-- VERSION]`: fits the blend of both stages on rows that neither trained on. */

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MODELS_FOLDER } from '#adapters/civility/load-model.ts'
import {
  BLEND_FILE,
  blendVersion,
  CURRENT_STAGE_TWO_FILE,
  readCard,
} from '#adapters/civility/load-stage-two.ts'
import { writeBlend } from '#adapters/civility/read-blend.ts'
import type { Attribute } from '#domain/civility/attribute.ts'
import { isAttribute } from '#domain/civility/attribute.ts'
import { blendStages, oddsOf, type StageBlend } from '#domain/civility/blend-stages.ts'
import { openCivility } from '#main/open-civility.ts'
import { askStageTwo } from './ask-stage-two.ts'
import { doubtBand, fitBlend, type BlendSample } from './fit-blend.ts'
import { identityTerms } from './identity-terms.ts'
import { CALIBRATE_ON } from './train-english.ts'
import {
  COMMON_INTERCEPT,
  ENGLISH_SOURCES,
  readKeptBackRows,
  SOURCE_WEIGHTS,
  type TaughtRow,
} from './training-sources.ts'

/** Thresholds for which bands are measured: what sites hold at. */
const THRESHOLDS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95] as const
/** Share of all comments that may be decided otherwise outside the band: one in a thousand. */
const MISSED_SHARE = 0.001

/** Attacks on groups are calibrated against harmless comments that name one, as in stage one. */
const NAMES_GROUP = new RegExp(`\\b(?:${identityTerms().join('|')})\\b`, 'i')

const log = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const version = process.argv[2] ?? namedVersion()
const files = await readCard(MODELS_FOLDER, version)
if (!files.ok) throw new Error(JSON.stringify(files.problem))
const { scorer, problems } = await openCivility()
if (scorer === null) throw new Error(JSON.stringify(problems))

const rows = readKeptBackRows()
const firsts = rows.map(({ row }) => scorer.score(row.text, 'en'))
const seconds = await askStageTwo(
  { folder: MODELS_FOLDER, version },
  rows.map(({ row }) => row.text),
  log,
)

const fitted = files.value.heads.filter(isAttribute).map((attribute) => {
  const found = fitBlend(attribute, samplesOf(attribute))
  const { head } = found
  log(
    `${attribute}: ${found.positives} of ${found.rows} rows; ${head.one} × stage one + ${head.two} × stage two, curve of ${found.calibrating}`,
  )
  return found
})
const unbanded: StageBlend = {
  version: '',
  stageOne: scorer.version,
  stageTwo: version,
  heads: fitted.map(({ head }) => head),
  doubt: [],
}
const decisions = rows.flatMap((_, at) => {
  const first = firsts[at]
  const second = seconds[at]
  if (first === undefined || second === undefined) return []
  const both = blendStages(first, second, unbanded).scores.toxicity ?? 0
  return [{ one: first.scores.toxicity ?? 0, both }]
})
const doubt = THRESHOLDS.map((decidesAt) => doubtBand(decidesAt, decisions, MISSED_SHARE))
const bands = doubt.map((band) => ({ ...band, ...sharesOf(band) }))
for (const band of bands) log(JSON.stringify(band))
const { stageOne, stageTwo, heads } = unbanded
const text = writeBlend(
  { stageOne, stageTwo, heads, doubt },
  {
    fittedOn: `${rows.length} English training rows that neither stage trained on (tools/civility/kept-back.ts)`,
    heads: fitted.map(({ head, ...rest }) => ({ attribute: head.attribute, ...rest })),
    bands,
    fittedBy: 'npm run train:civility-blend; the same models and data give the same bytes',
  },
)
writeFileSync(path.join(MODELS_FOLDER, version, BLEND_FILE), text)
const named = `${version} ${blendVersion(new TextEncoder().encode(text))}`
writeFileSync(path.join(MODELS_FOLDER, CURRENT_STAGE_TWO_FILE), `${named}\n`)
process.stdout.write(`${named}\n`)

/** The version that is used now, where none is named. */
function namedVersion(): string {
  return readFileSync(path.join(MODELS_FOLDER, CURRENT_STAGE_TWO_FILE), 'utf8').trim().split(' ', 1)[0] ?? ''
}

function samplesOf(attribute: Attribute): BlendSample[] {
  const weights: Readonly<Record<string, number>> = SOURCE_WEIGHTS[attribute]
  const calibrateOn: ReadonlySet<string> = new Set(CALIBRATE_ON[attribute])
  return rows.flatMap(({ row, labels }: TaughtRow, at) => {
    const target = labels[attribute]
    const one = firsts[at]?.scores[attribute]
    const two = seconds[at]?.[attribute]
    if (target === undefined || one === undefined || two === undefined) return []
    const isFit = attribute !== 'identity_attack' || target >= 0.5 || NAMES_GROUP.test(row.text)
    const sample = {
      one: oddsOf(one),
      two,
      target,
      weight: weights[row.source] ?? 0,
      source: COMMON_INTERCEPT.has(row.source) ? 0 : 1 + ENGLISH_SOURCES.indexOf(row.source),
      calibrates: calibrateOn.has(row.source) && isFit,
    }
    return sample.weight > 0 || sample.calibrates ? [sample] : []
  })
}

/** Of all comments: those on which stage two is asked, those it decides otherwise, and those it would have. */
function sharesOf({ decidesAt, low, high }: { decidesAt: number; low: number; high: number }) {
  const share = (isCounted: (one: number, both: number) => boolean): number =>
    Number((decisions.filter(({ one, both }) => isCounted(one, both)).length / decisions.length).toFixed(5))
  const isIn = (one: number): boolean => one >= low && one <= high
  const isTurned = (one: number, both: number): boolean => one >= decidesAt !== both >= decidesAt
  return {
    asked: share((one) => isIn(one)),
    turned: share((one, both) => isIn(one) && isTurned(one, both)),
    missed: share((one, both) => !isIn(one) && isTurned(one, both)),
  }
}
