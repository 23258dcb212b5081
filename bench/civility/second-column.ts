/** The same figures with both stages, and what the second costs: time, memory, and how often it is asked. */

import { done, failed, type Outcome } from '#base/outcome.ts'
import { blendStages, isInDoubt } from '#domain/civility/blend-stages.ts'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { MODELS_FOLDER } from '#adapters/civility/load-model.ts'
import { findStageTwo, type FoundStageTwo } from '#adapters/civility/load-stage-two.ts'
import { openOddsReader } from '#adapters/civility/read-odds.ts'
import { askStageTwo } from '#tools/civility/ask-stage-two.ts'
import { answeredScorer, type AskedText } from '#tools/civility/answered-scorer.ts'
import { readRows } from '#tools/civility/read-rows.ts'
import { allFigures } from './all-figures.ts'
import type { Column, Figure } from './figure.ts'

const COMMENT_CHARACTERS = 280
const COMMENTS = 400
const WARM_UP = 40
/** Other work on the machine only ever adds time, so the fastest round says most about the code. */
const ROUNDS = 3
const MEGA = 1_000_000
/** Of a millisecond. */
const MICROSECONDS = 1_000
const ASKED_AT = 0.8

/** Where there is a second stage for this first one, it and its cost; else why not. */
export async function openSecond(
  scorer: CivilityScorer,
): Promise<Outcome<{ readonly stageTwo: FoundStageTwo; readonly cost: readonly Figure[] }, string>> {
  const found = await findStageTwo({ folder: MODELS_FOLDER, stageOne: scorer.version })
  if (!found.ok) return failed(JSON.stringify(found.problem))
  if (found.value === null) return failed('there is no model of stage two')
  return done({ stageTwo: found.value, cost: await costFigures(found.value, scorer) })
}

/** `asked`: every text that the figures are about. Spans, and other languages than English, stay the first stage's. */
export async function secondColumn(
  { stageTwo, cost }: { readonly stageTwo: FoundStageTwo; readonly cost: readonly Figure[] },
  scorer: CivilityScorer,
  asked: readonly AskedText[],
): Promise<Column> {
  const english = asked.filter(({ language }) => language === 'en')
  const model = { folder: MODELS_FOLDER, version: stageTwo.version }
  const texts = english.map(({ text }) => text)
  const odds = await askStageTwo(model, texts, (line) => process.stderr.write(`${line}\n`))
  const answers = english.map((each, at) => {
    const first = scorer.score(each.text, each.language)
    // Nothing written is not asked about; the first stage says 0 of it.
    const isBlank = Object.values(first.scores).every((value) => value === 0)
    const { scores } = isBlank ? first : blendStages(first, odds[at] ?? {}, stageTwo.blend)
    return { asked: each, scores }
  })
  return {
    name: 'with stage two',
    figures: [...allFigures(answeredScorer(scorer, answers)), ...cost],
  }
}

async function costFigures({ files, blend }: FoundStageTwo, scorer: CivilityScorer): Promise<Figure[]> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const started = performance.now()
  const reader = await openOddsReader(files, 'auto')
  if (!reader.ok) throw new Error(JSON.stringify(reader.problem))
  const loadMs = performance.now() - started
  const texts = comments()
  for (const text of texts.slice(0, WARM_UP)) await reader.value.read(text)
  const rounds: number[][] = []
  const processorBefore = process.cpuUsage()
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await timeRound(reader.value.read, texts))
  const { user, system } = process.cpuUsage(processorBefore)
  const memory = process.memoryUsage().rss - before
  const middle = (times: readonly number[]): number => times[Math.floor(times.length / 2)] ?? 0
  const best = rounds.reduce((least, times) => (middle(times) < middle(least) ? times : least))
  const doubted = texts.filter((text) =>
    isInDoubt(scorer.score(text, 'en').scores.toxicity ?? 0, ASKED_AT, blend.doubt),
  )
  const data = `${texts.length} Wikipedia comments of ${COMMENT_CHARACTERS} characters, one core, ${reader.value.runtime}; best of ${ROUNDS} rounds`
  return [
    { measure: 'stage two, time a comment, median, ms', data, value: middle(best), target: '≤ 15' },
    {
      measure: 'stage two, time a comment, p99, ms',
      data,
      value: best[Math.floor(best.length * 0.99)] ?? 0,
    },
    {
      measure: 'stage two, processor time a comment, mean, ms',
      data,
      value: (user + system) / MICROSECONDS / (ROUNDS * texts.length),
    },
    { measure: 'stage two, time to load, ms', data: 'models/civility', value: loadMs },
    { measure: 'stage two, memory, MB', data: 'resident, difference, one thread', value: memory / MEGA },
    {
      measure: `stage two, share of comments asked about at ${ASKED_AT}`,
      data,
      value: doubted.length / texts.length,
      rows: texts.length,
    },
  ]
}

/** Milliseconds a comment, ascending. */
async function timeRound(
  read: (text: string) => Promise<unknown>,
  texts: readonly string[],
): Promise<number[]> {
  const times: number[] = []
  for (const text of texts) {
    const from = performance.now()
    await read(text)
    times.push(performance.now() - from)
  }
  return times.sort((a, b) => a - b)
}

/** Of development rows, each cut or joined to one length. */
function comments(): string[] {
  const rows = readRows('train/jigsaw_toxic').filter(({ split }) => split === 'dev')
  const text = rows.map((row) => row.text).join('\n')
  const count = Math.min(COMMENTS, Math.floor(text.length / COMMENT_CHARACTERS))
  return Array.from({ length: count }, (_, at) =>
    text.slice(at * COMMENT_CHARACTERS, (at + 1) * COMMENT_CHARACTERS).toWellFormed(),
  )
}
