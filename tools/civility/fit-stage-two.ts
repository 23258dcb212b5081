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
import { isAttribute } from '#domain/civility/attribute.ts'
import { blendStages, type DoubtBand, type StageBlend } from '#domain/civility/blend-stages.ts'
import { openCivility } from '#main/open-civility.ts'
import { askStageTwo } from './ask-stage-two.ts'
import { blendSamples, type ReadRow } from './blend-samples.ts'
import { doubtBand, fitBlend } from './fit-blend.ts'
import { readKeptBackRows } from './training-sources.ts'

/** Thresholds for which bands are measured: what sites hold at. */
const THRESHOLDS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95] as const
/** Share of all comments that may be decided otherwise outside the band: one in a thousand. */
const MISSED_SHARE = 0.001

const log = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const version = process.argv[2] ?? namedVersion()
const files = await readCard(MODELS_FOLDER, version)
if (!files.ok) throw new Error(JSON.stringify(files.problem))
const { scorer, problems } = await openCivility()
if (scorer === null) throw new Error(JSON.stringify(problems))

const taughtRows = readKeptBackRows()
const seconds = await askStageTwo(
  { folder: MODELS_FOLDER, version },
  taughtRows.map(({ row }) => row.text),
  log,
)
const rows: ReadRow[] = taughtRows.map((taught, at) => ({
  taught,
  first: scorer.score(taught.row.text, 'en'),
  second: seconds[at] ?? {},
}))

const fitted = files.value.heads
  .filter(isAttribute)
  .map((attribute) => fitBlend(attribute, blendSamples(rows, attribute)))
for (const { head, rows, positives, calibrating } of fitted) {
  const sum = `${head.one} × stage one + ${head.two} × stage two`
  log(`${head.attribute}: ${positives} of ${rows} rows; ${sum}, curve of ${calibrating}`)
}
const versions = { stageOne: scorer.version, stageTwo: version }
const heads = fitted.map(({ head }) => head)
const decisions = decisionsOf({ version: '', ...versions, heads, doubt: [] })
const doubt = THRESHOLDS.map((decidesAt) => doubtBand(decidesAt, decisions, MISSED_SHARE))
const bands = doubt.map((band) => ({ ...band, ...sharesOf(band) }))
for (const band of bands) log(JSON.stringify(band))
const text = writeBlend(
  { ...versions, heads, doubt },
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
  const named = readFileSync(path.join(MODELS_FOLDER, CURRENT_STAGE_TWO_FILE), 'utf8')
  return named.trim().split(' ', 1)[0] ?? ''
}

/** Toxicity by the first stage and by both, of every row. */
function decisionsOf(blend: StageBlend): readonly { readonly one: number; readonly both: number }[] {
  return rows.map(({ first, second }) => ({
    one: first.scores.toxicity ?? 0,
    both: blendStages(first, second, blend).scores.toxicity ?? 0,
  }))
}

/** Of all comments: those on which stage two is asked, those it decides otherwise, and those it would have. */
function sharesOf({ decidesAt, low, high }: DoubtBand) {
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
