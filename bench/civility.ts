/** `npm run bench -- civility`: every figure of issue 5 that the development data can give, targets beside them. */

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openCivility } from '#main/open-civility.ts'
import { DATA_FOLDER } from '#tools/civility/read-rows.ts'
import { civilFigures, disguiseFigures, groupFigures } from './civility/group-figures.ts'
import { tableOf, type Figure } from './civility/figure.ts'
import { languageFigures } from './civility/languages.ts'
import { calibrationFigures, perspectiveFigures, qualityFigures, spanFigures } from './civility/quality.ts'
import { speedFigures } from './civility/speed.ts'

/** What goes into the results file. */
export interface CivilityResults {
  readonly model: string
  readonly node: string
  readonly figures: readonly Figure[]
}

/** Measures the shipped model and prints the table. */
export async function runBenchmark(): Promise<CivilityResults> {
  const speed = await speedFigures()
  const { scorer, problems } = await openCivility()
  if (scorer === null) throw new Error(`no model: ${JSON.stringify(problems)}`)
  const figures: Figure[] = [
    ...qualityFigures(scorer),
    ...calibrationFigures(scorer),
    ...groupFigures(scorer),
    ...civilFigures(scorer),
    ...disguiseFigures(scorer),
    ...spanFigures(scorer),
    ...perspectiveFigures(scorer, perspectiveToxicity()),
    ...languageFigures(scorer),
    ...speed,
  ]
  process.stdout.write(`${tableOf(figures)}\n`)
  return { model: scorer.version, node: process.version, figures: figures.map(rounded) }
}

/** Perspective's newest TOXICITY of the sample. */
function perspectiveToxicity(): (id: string) => number | undefined {
  const file = path.join(DATA_FOLDER, 'reference/perspective_wikipedia_2k.jsonl.gz')
  const scores = new Map<string, number>()
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)) {
    const row = JSON.parse(line) as {
      readonly id: string
      readonly perspective: Readonly<Record<string, number>>
    }
    const score = row.perspective['TOXICITY@6']
    if (score !== undefined) scores.set(row.id, score)
  }
  return (id) => scores.get(id)
}

function rounded(figure: Figure): Figure {
  return {
    ...figure,
    value: round(figure.value),
    ...(figure.low === undefined ? {} : { low: round(figure.low) }),
    ...(figure.high === undefined ? {} : { high: round(figure.high) }),
  }
}

function round(value: number): number {
  return Number(value.toPrecision(5))
}
