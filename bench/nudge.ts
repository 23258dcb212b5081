/** `npm run bench -- nudge`: how many development comments would be asked to look again, civil ones and others. */

import { openCivility } from '#main/open-civility.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { flatText } from '#domain/comment/body/flat-text.ts'
import { languageToAskIn, wordsToAskAbout } from '#domain/civility/nudge.ts'
import { WORD_KINDS, type WordKind } from '#domain/civility/weighed-words.ts'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { readRows, type LabelledRow } from '#tools/civility/read-rows.ts'

/** Labels from which raters agree that something is there, and up to which they agree that it is not. */
const CLEARLY = 2 / 3
const HARDLY = 1 / 3

interface Group {
  readonly name: string
  readonly file: string
  /** Files that never taught anything are measured as a whole. */
  readonly whole?: true
  /** The language of the site, English where left out. */
  readonly site?: string
  readonly has: (y: Readonly<Record<string, number>>) => boolean
}

const GROUPS: readonly Group[] = [
  { name: 'civic statements (polis)', file: 'train/polis_statements', has: () => true },
  {
    name: 'Wikipedia talk, not toxic',
    file: 'train/jigsaw_toxic',
    has: (y) => (y['toxicity'] ?? 1) < HARDLY,
  },
  {
    name: 'Wikipedia talk, toxic',
    file: 'train/jigsaw_toxic',
    has: (y) => (y['toxicity'] ?? 0) >= CLEARLY,
  },
  {
    name: 'news comments, nothing unhealthy',
    file: 'restricted/ucc_val',
    whole: true,
    has: (y) => Object.values(y).every((share) => share < HARDLY),
  },
  {
    name: 'news comments, hostile',
    file: 'restricted/ucc_val',
    whole: true,
    has: (y) => (y['hostile'] ?? 0) >= 0.5,
  },
  {
    name: 'news comments, insult (Civil Comments)',
    file: 'train/civil_spans',
    has: (y) => (y['insult'] ?? 0) >= CLEARLY,
  },
  { name: 'video comments, no spam', file: 'spam/youtube', has: (y) => (y['spam'] ?? 1) < HARDLY },
  { name: 'video comments, spam', file: 'spam/youtube', has: (y) => (y['spam'] ?? 0) >= CLEARLY },
  ...(
    [
      ['German', 'multilingual/germeval2018_de', 'de'],
      ['Portuguese', 'multilingual/toldbr_pt', 'pt'],
      ['Korean', 'multilingual/korean_news_ko', 'ko'],
      ['Chinese', 'multilingual/cold_zh', 'zh'],
      ['French', 'multilingual/mlma_fr', 'fr'],
    ] as const
  ).flatMap(([language, file, site]): Group[] => [
    { name: `${language}, not toxic`, file, site, has: (y) => (y['toxicity'] ?? 1) < HARDLY },
    { name: `${language}, not toxic, on an English site`, file, has: (y) => (y['toxicity'] ?? 1) < HARDLY },
    { name: `${language}, toxic`, file, site, has: (y) => (y['toxicity'] ?? 0) >= CLEARLY },
  ]),
]

export interface NudgeFigure {
  readonly group: string
  readonly comments: number
  readonly asked: number
  readonly share: number
  readonly kinds: Readonly<Partial<Record<WordKind, number>>>
}

/** Measures the shipped model and prints the table. */
export async function runBenchmark(): Promise<{
  readonly model: string
  readonly figures: readonly NudgeFigure[]
}> {
  const { scorer, problems } = await openCivility()
  if (scorer === null) throw new Error(`no model: ${JSON.stringify(problems)}`)
  const figures = GROUPS.map((group) => measure(scorer, group))
  for (const { group, comments, asked, share, kinds } of figures) {
    const parts = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`)
    process.stdout.write(
      `${group.padEnd(42)} ${String(asked).padStart(5)} of ${String(comments).padStart(5)}  ${(share * 100).toFixed(2).padStart(6)} %  ${parts.join(', ')}\n`,
    )
  }
  return { model: scorer.version, figures }
}

function measure(scorer: CivilityScorer, { name, file, whole, site = 'en', has }: Group): NudgeFigure {
  const rows = readRows(file).filter((row) => (whole || row.split === 'dev') && has(row.y))
  const asked = rows.map((row) => kindsAsked(scorer, row, site)).filter((kinds) => kinds.size > 0)
  const counts = WORD_KINDS.map((kind) => [kind, asked.filter((kinds) => kinds.has(kind)).length] as const)
  return {
    group: name,
    comments: rows.length,
    asked: asked.length,
    share: Number((asked.length / rows.length).toFixed(5)),
    kinds: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  }
}

/** As a comment of Parley's would be: Markdown, quotations left out. */
function kindsAsked(scorer: CivilityScorer, { text }: LabelledRow, site: string): ReadonlySet<WordKind> {
  const body = checkBody(text)
  if (!body.ok) return new Set()
  const flat = flatText(body.value.html, 'blockquote').text
  const score = scorer.score(flat, languageToAskIn(flat, site))
  return new Set(wordsToAskAbout(flat, score).map(({ kind }) => kind))
}
