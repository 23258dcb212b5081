/** `npm run train:civility`: makes the shipped weights from ../shared/data and writes them with their card. */

import { gatherOtherLexicons } from './gather-lexicon.ts'
import { trainEnglish } from './train-english.ts'
import { OTHER_LANGUAGES, trainOther } from './train-other.ts'
import { writeModel } from './write-model.ts'

const started = performance.now()
const log = (line: string): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  process.stderr.write(`${seconds.padStart(5)} s  ${line}\n`)
}

const listedTerms = gatherOtherLexicons()
const only = process.argv.slice(2)
const wanted = (language: string): boolean => only.length === 0 || only.includes(language)
const languages = [
  ...(wanted('en') ? [trainEnglish(log)] : []),
  ...OTHER_LANGUAGES.filter((plan) => wanted(plan.language)).flatMap((plan) =>
    trainOther(plan, { listedTerms, log }),
  ),
]
const version = writeModel({ languages, listedTerms })
log(`wrote models/civility/${version}`)
