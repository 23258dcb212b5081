/** Time and memory of scoring on one core, beside the cost of only lower-casing and splitting the same comments. */

import { openCivility } from '../../src/main/open-civility.ts'
import { readRows } from '../../tools/civility/read-rows.ts'
import type { Figure } from './figure.ts'

const COMMENT_CHARACTERS = 280
const COMMENTS = 20_000
const WARM_UP = 4_000
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
  const times = new Float64Array(texts.length)
  const started = performance.now()
  texts.forEach((text, at) => {
    const from = performance.now()
    scorer.score(text)
    times[at] = (performance.now() - from) * 1000
  })
  const total = performance.now() - started
  globalThis.gc?.()
  const after = process.memoryUsage()
  times.sort()
  const plainStarted = performance.now()
  let words = 0
  for (const text of texts) words += text.toLowerCase().split(/\W+/).length
  const plain = ((performance.now() - plainStarted) * 1000) / texts.length
  const data = `${texts.length} Wikipedia comments of ${COMMENT_CHARACTERS} characters, language detected, with spans`
  const mean = (total * 1000) / texts.length
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
