/** `npm run bench -- civility`: every figure of issue 5 that the development data can give, targets beside them. */

import { openCivility } from '#main/open-civility.ts'
import { askedTexts } from '#tools/civility/answered-scorer.ts'
import { allFigures } from './civility/all-figures.ts'
import { tableOf, type Column, type Figure } from './civility/figure.ts'
import { openSecond, secondColumn } from './civility/second-column.ts'
import { speedFigures } from './civility/speed.ts'

/** What goes into the results file: one column for each way of scoring that was measured. */
export interface CivilityResults {
  readonly model: string
  readonly node: string
  readonly columns: readonly Column[]
}

/** Measures the shipped model and prints the table. */
export async function runBenchmark(): Promise<CivilityResults> {
  const speed = await speedFigures()
  const { scorer, problems } = await openCivility()
  if (scorer === null) throw new Error(`no model: ${JSON.stringify(problems)}`)
  const second = await openSecond(scorer)
  if (!second.ok) process.stderr.write(`without stage two: ${second.problem}\n`)
  let figures: Figure[] = []
  const asked = askedTexts((measured) => {
    figures = allFigures(measured)
  }, scorer)
  const columns: Column[] = [{ name: 'stage one', figures: [...figures, ...speed] }]
  if (second.ok) columns.push(await secondColumn(second.value, scorer, asked))
  process.stdout.write(`${tableOf(columns)}\n`)
  return {
    model: second.ok
      ? `${scorer.version}+${second.value.stageTwo.version}+${second.value.stageTwo.blend.version}`
      : scorer.version,
    node: process.version,
    columns: columns.map(({ name, figures }) => ({ name, figures: figures.map(rounded) })),
  }
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
