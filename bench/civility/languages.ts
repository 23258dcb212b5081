/** How often the language of a comment is named right; a wrong name costs a comment its score. */

import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { readRows } from '#tools/civility/read-rows.ts'
import type { Figure } from './figure.ts'

const FILES = [
  ['train/jigsaw_toxic', 'en'],
  ['train/civil_spans', 'en'],
  ['train/davidson', 'en'],
  ['restricted/ucc_val', 'en'],
  ['reference/identity_templates_dev', 'en'],
  ['multilingual/germeval2018_de', 'de'],
  ['multilingual/mlma_fr', 'fr'],
  ['multilingual/toldbr_pt', 'pt'],
  ['multilingual/korean_news_ko', 'ko'],
  ['multilingual/cold_zh', 'zh'],
] as const
const ROWS = 2_000

/** English also counts as right where no language shows, because English weights are used then. */
export function languageFigures(scorer: CivilityScorer): Figure[] {
  return FILES.map(([file, language]) => {
    const rows = readRows(file).slice(0, ROWS)
    const right = rows.filter((row) => {
      const named = scorer.score(row.text).language
      return named === language || (language === 'en' && named === 'und')
    })
    return {
      measure: `language named ${language}`,
      data: file,
      value: right.length / rows.length,
      rows: rows.length,
    }
  })
}
