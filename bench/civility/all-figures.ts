/** Every figure of how well a scorer scores; which scorer is the caller's choice. */

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { DATA_FOLDER } from '#tools/civility/read-rows.ts'
import type { Figure } from './figure.ts'
import { civilFigures, disguiseFigures, groupFigures } from './group-figures.ts'
import { languageFigures } from './languages.ts'
import { calibrationFigures, perspectiveFigures, qualityFigures, spanFigures } from './quality.ts'
import { trialFigures } from './trial-figures.ts'

/** All but speed. `scorer` may be stage one itself or anything that answers like it. */
export function allFigures(scorer: CivilityScorer): Figure[] {
  return [
    ...qualityFigures(scorer),
    ...calibrationFigures(scorer),
    ...groupFigures(scorer),
    ...civilFigures(scorer),
    ...trialFigures(scorer),
    ...disguiseFigures(scorer),
    ...spanFigures(scorer),
    ...perspectiveFigures(scorer, perspectiveToxicity()),
    ...languageFigures(scorer),
  ]
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
