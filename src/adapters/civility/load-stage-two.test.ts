/** Tests of finding stage two: what names what, and that a file which changed by one byte is not used. */

import assert from 'node:assert/strict'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { putBlend, TINY_VERSION, tinyModels, type TinyModels } from '#test/civility/tiny-models.ts'
import { MODELS_FOLDER } from './load-model.ts'
import { findStageTwo, readVouched } from './load-stage-two.ts'
import { readBlend, writeBlend } from './read-blend.ts'
import { openOddsReader } from './read-odds.ts'

/** Bytes: the budget for the network. */
const NETWORK_BYTES_MAX = 30_000_000

/** What is wrong with the folder, and with which of its files; null where nothing is. */
async function fault({ folder, stageOne }: TinyModels): Promise<string | null> {
  const found = await findStageTwo({ folder, stageOne })
  return found.ok ? null : `${found.problem.reason} ${found.problem.file}`
}

test('a model with its card and blend is found', async (context) => {
  const models = await tinyModels(context)
  const found = await findStageTwo(models)
  assert.ok(found.ok && found.value !== null)
  assert.equal(found.value.version, TINY_VERSION)
  assert.deepEqual(found.value.blend, models.blend)
  assert.deepEqual(found.value.files.limits, { tokens: 8, windows: 3 })
})

test('a folder that names no second stage has none, and that is no fault', async (context) => {
  const models = await tinyModels(context)
  await rm(path.join(models.folder, 'current-stage2'))
  assert.deepEqual(await findStageTwo(models), { ok: true, value: null })
})

test('what is missing or damaged is said', async (context) => {
  const changes: readonly (readonly [file: string, change: string | null, says: string])[] = [
    ['current-stage2', '../../etc blend-000000000000', 'damaged current-stage2'],
    ['current-stage2', TINY_VERSION, 'damaged current-stage2'],
    ['current-stage2', 'stage2-gone blend-000000000000', 'missing stage2-gone/card.json'],
    [`${TINY_VERSION}/card.json`, null, `missing ${TINY_VERSION}/card.json`],
    [`${TINY_VERSION}/card.json`, '{', `damaged ${TINY_VERSION}/card.json`],
    [`${TINY_VERSION}/card.json`, '{"version":"stage2-other"}', `damaged ${TINY_VERSION}/card.json`],
    [`${TINY_VERSION}/blend.json`, null, `missing ${TINY_VERSION}/blend.json`],
    [`${TINY_VERSION}/blend.json`, '{}', `damaged ${TINY_VERSION}/blend.json`],
  ]
  for (const [file, change, says] of changes) {
    const models = await tinyModels(context)
    const place = path.join(models.folder, file)
    await (change === null ? rm(place) : writeFile(place, change))
    assert.equal(await fault(models), says)
  }
})

test('a blend with one number changed is not used', async (context) => {
  const models = await tinyModels(context)
  const file = path.join(models.folder, TINY_VERSION, 'blend.json')
  const text = await readFile(file, 'utf8')
  const changed = text.replace('"two": 1', '"two": 2')
  assert.notEqual(changed, text)
  await writeFile(file, changed)
  assert.equal(await fault(models), `damaged ${TINY_VERSION}/blend.json`)
})

test('a blend is good for the two versions it was fitted to, and no others', async (context) => {
  const other = await tinyModels(context, { stageOne: 'stage1-older' })
  assert.equal(await fault({ ...other, stageOne: 'stage1-newer' }), `other-format ${TINY_VERSION}/blend.json`)
  const models = await tinyModels(context)
  await putBlend(models.folder, writeBlend({ ...models.blend, stageTwo: 'stage2-other' }, {}))
  assert.equal(await fault(models), `damaged ${TINY_VERSION}/blend.json`)
})

test('numbers that are none, curves that fall and unknown attributes are no blend', async (context) => {
  const { blend } = await tinyModels(context)
  const [head] = blend.heads
  assert.ok(head)
  const says = (change: object) =>
    readBlend(writeBlend({ ...blend, heads: [{ ...head, ...change }] }, {}), blend.version)
  assert.notEqual(says({}), null)
  for (const change of [
    { attribute: 'beauty' },
    { two: Number.NaN },
    { bias: 'much' },
    { calibration: { sums: [0, 1], probabilities: [1, 0] } },
    { calibration: { sums: [1, 0], probabilities: [0, 1] } },
    { calibration: { sums: [0], probabilities: [0, 1] } },
    { calibration: { sums: [0], probabilities: [2] } },
    { calibration: null },
  ]) {
    assert.equal(says(change), null, JSON.stringify(change))
  }
  for (const text of ['', 'null', '[]', '{"format":2}']) assert.equal(readBlend(text, blend.version), null)
})

test('the shipped second stage is whole, keeps to its budget and fits the shipped first one', async () => {
  const named = await findStageTwo({ folder: MODELS_FOLDER, stageOne: await shippedStageOne() })
  assert.ok(named.ok, JSON.stringify(named))
  assert.ok(named.value !== null, 'models/civility/current-stage2 names none')
  const { model, vocabulary } = named.value.files
  for (const file of [model, vocabulary]) assert.ok((await readVouched(file)).ok)
  assert.ok((await stat(model.path)).size <= NETWORK_BYTES_MAX)
  const opened = await openOddsReader(named.value.files, 'auto')
  assert.ok(opened.ok)
  const odds = await opened.value.read('You are a stupid idiot.')
  const attributes = named.value.blend.heads.map(({ attribute }) => attribute)
  assert.ok(attributes.length > 0 && attributes.every((attribute) => Number.isFinite(odds[attribute])))
})

async function shippedStageOne(): Promise<string> {
  return (await readFile(path.join(MODELS_FOLDER, 'current'), 'utf8')).trim()
}
