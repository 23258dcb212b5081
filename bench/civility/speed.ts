/** Time and memory of scoring on one core, beside the cost of only lower-casing and splitting the same comments. */

import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { openCivility } from '#main/open-civility.ts'
import { readRows } from '#tools/civility/read-rows.ts'
import type { Figure } from './figure.ts'

const COMMENT_CHARACTERS = 280
const COMMENTS = 20_000
const WARM_UP = 4_000
/** Other work on the machine only ever adds time, so the fastest round says most about the code. */
const ROUNDS = 5
const MEGA = 1_000_000

/** Real Wikipedia comments, joined and cut to 280 characters each, so that every comment has the length of the target. */
function comments(): string[] {
  const text = readRows('train/jigsaw_toxic')
    .map((row) => row.text)
    .join('\n')
  const count = Math.min(COMMENTS, Math.floor(text.length / COMMENT_CHARACTERS))
  return Array.from({ length: count }, (_, at) =>
    text.slice(at * COMMENT_CHARACTERS, (at + 1) * COMMENT_CHARACTERS).toWellFormed(),
  )
}

interface Round {
  readonly mean: number
  readonly times: Float64Array
}

/** Microseconds a comment; `times` ascending. */
function timeRound(scorer: CivilityScorer, texts: readonly string[]): Round {
  const times = new Float64Array(texts.length)
  const before = process.cpuUsage()
  texts.forEach((text, at) => {
    const from = performance.now()
    scorer.score(text)
    times[at] = (performance.now() - from) * 1000
  })
  // The processor's time for this process: on a busy machine the clock on the wall counts others' work.
  const mean = process.cpuUsage(before).user / texts.length
  return { mean, times: times.sort() }
}

/** Microseconds and megabytes. */
export async function speedFigures(): Promise<Figure[]> {
  const texts = comments()
  globalThis.gc?.()
  const before = process.memoryUsage()
  const loadStarted = performance.now()
  const { scorer } = await openCivility()
  const loadMs = performance.now() - loadStarted
  if (scorer === null) return []
  for (const text of texts.slice(0, WARM_UP)) scorer.score(text)
  const rounds = Array.from({ length: ROUNDS }, () => timeRound(scorer, texts))
  const { times, mean } = rounds.reduce((best, round) => (round.mean < best.mean ? round : best))
  globalThis.gc?.()
  const after = process.memoryUsage()
  let words = 0
  let plain = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = process.cpuUsage()
    words = texts.reduce((sum, text) => sum + text.toLowerCase().split(/\W+/).length, 0)
    plain = Math.min(plain, process.cpuUsage(from).user / texts.length)
  }
  const data = `${texts.length} Wikipedia comments of ${COMMENT_CHARACTERS} characters, language and spans included; mean in processor time, others by the clock; best of ${ROUNDS} rounds`
  return [
    { measure: 'time a comment, mean, µs', data, value: mean, target: '≤ 50' },
    { measure: 'time a comment, median, µs', data, value: times[Math.floor(times.length / 2)] ?? 0 },
    {
      measure: 'time a comment, p99, µs',
      data,
      value: times[Math.floor(times.length * 0.99)] ?? 0,
      target: '≤ 400',
    },
    { measure: 'comments a second, one core', data, value: 1e6 / mean, target: '≥ 20,000' },
    { measure: 'ratio to lower-casing and splitting', data: `${words} words`, value: mean / plain },
    { measure: 'time to load, ms', data: 'models/civility', value: loadMs },
    {
      measure: 'memory after scoring, MB',
      data: 'resident, difference',
      value: (after.rss - before.rss) / MEGA,
    },
    {
      measure: 'memory after scoring, heap and buffers, MB',
      data: 'heap used and array buffers, difference',
      value: (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / MEGA,
    },
  ]
}
