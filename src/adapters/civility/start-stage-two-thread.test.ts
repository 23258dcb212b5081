/** Tests of real threads: they read, end, and are started anew; and those that are stopped are gone. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { TINY_VERSION, tinyModels } from '#test/civility/tiny-models.ts'
import { tinyNetwork } from '#test/civility/tiny-network.ts'
import { readCard, type NetworkFiles } from './load-stage-two.ts'
import { createStageTwoPool } from './stage-two-pool.ts'
import { stageTwoThreads } from './start-stage-two-thread.ts'

const ENDING_THREAD = new URL('../../../test/civility/ending-thread.ts', import.meta.url)
/** Stops at so many moments, each so many milliseconds later than the one before. */
const STOPS = 5
const STOP_STEP_MS = 150
const PATIENT = { urgency: 'now', deadlineMs: null } as const
const NO_FILE = { path: '/nonexistent', name: 'nothing', sha256: '' }
const NO_FILES: NetworkFiles = {
  model: NO_FILE,
  vocabulary: NO_FILE,
  heads: [],
  limits: { tokens: 8, windows: 1 },
}

/** However slow the machine is, no deadline passes. */
const never = () => () => {}

function poolOf(files: NetworkFiles, { threads = 1, file }: { threads?: number; file?: URL } = {}) {
  const said: string[] = []
  const say = (facts: object, message: string) => said.push(`${message} ${JSON.stringify(facts)}`)
  const start = stageTwoThreads({ files, runtime: 'auto' }, ...(file ? [file] : []))
  const logger = { info: say, warn: say, error: say }
  return { said, pool: createStageTwoPool({ threads, start, logger, after: never, now: () => 0 }) }
}

test('threads read beside each other, each text by one of them', async (context) => {
  const { folder } = await tinyModels(context)
  const files = await readCard(folder, TINY_VERSION)
  assert.ok(files.ok)
  const { pool, said } = poolOf(files.value, { threads: 3 })
  const texts = Array.from({ length: 30 }, (_, at) => 'harbour '.repeat(at % 6))
  const readings = await Promise.all(texts.map((text) => pool.read(text, PATIENT)))
  assert.deepEqual(
    readings,
    texts.map((_, at) => ({ toxicity: 8 * (at % 6), insult: 2 * (at % 6) })),
  )
  await pool.stop()
  assert.deepEqual(said, [])
})

for (const end of ['exit', 'throw', 'out of memory']) {
  test(`a thread that ends (${end}) costs its text; the next one is read, and the log holds no words`, async () => {
    const { pool, said } = poolOf(NO_FILES, { file: ENDING_THREAD })
    assert.deepEqual(await pool.read('four', PATIENT), { toxicity: 4 })
    assert.equal(await pool.read(end, PATIENT), 'failed')
    assert.deepEqual(await pool.read('after', PATIENT), { toxicity: 5 })
    await pool.stop()
    assert.equal(said.length, 1)
    assert.match(said[0] ?? '', /^a thread of stage two of civility ended.*"code":/)
    assert.doesNotMatch(said[0] ?? '', /of somebody/)
  })
}

test('threads that are stopped while they read take nothing else with them', async (context) => {
  const { folder } = await tinyModels(context)
  const card = await readCard(folder, TINY_VERSION)
  assert.ok(card.ok)
  // So many heads and windows that a stop comes while ONNX Runtime's own code runs.
  const heads = Array.from({ length: 5_000 }, (_, at) => (at === 0 ? 'toxicity' : `head ${at}`))
  const wide = tinyNetwork(Array.from({ length: 7 }, () => heads.map(() => 1)))
  const sha256 = createHash('sha256').update(wide).digest('hex')
  const model = { path: path.join(folder, 'wide.onnx'), name: 'wide.onnx', sha256 }
  await writeFile(model.path, wide)
  const limits = { tokens: 512, windows: 16 }
  const files = { ...card.value, model, heads, limits }
  for (let turn = 0; turn < STOPS; turn += 1) {
    const { pool, said } = poolOf(files)
    await pool.read('', PATIENT)
    const cut = pool.read('harbour '.repeat(100_000), PATIENT)
    await wait(turn * STOP_STEP_MS)
    await pool.stop()
    const reading = await cut
    assert.ok(reading === 'off' || (typeof reading === 'object' && reading.toxicity === 512))
    assert.deepEqual(said, [])
  }
})

test('files that are not there turn it off', async () => {
  const { pool, said } = poolOf(NO_FILES)
  assert.equal(await pool.read('a', PATIENT), 'off')
  assert.match(said.join('\n'), /^stage two of civility is off: .*"missing"/)
  await pool.stop()
})

test('a process that waits for nobody ends by itself, threads or not', async (context) => {
  const { folder } = await tinyModels(context)
  const files = await readCard(folder, TINY_VERSION)
  assert.ok(files.ok)
  const { pool } = poolOf(files.value)
  assert.deepEqual(await pool.read('harbour', PATIENT), { toxicity: 8, insult: 2 })
  // Not stopped: this file would never end if its thread kept the process.
})
