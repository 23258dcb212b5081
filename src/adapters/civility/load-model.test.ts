/** Tests of loading models: the card vouches for the files, and what is broken is said instead of thrown. */

import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { loadCivilityModel, MODELS_FOLDER } from './load-model.ts'

/** Bytes: the budget for all weights together. */
const WEIGHTS_BYTES_MAX = 4_000_000

async function copyOfModels(context: TestContext): Promise<{ folder: string; version: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-civility-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  await cp(MODELS_FOLDER, folder, { recursive: true })
  const version = (await readFile(path.join(folder, 'current'), 'utf8')).trim()
  return { folder, version }
}

test('the shipped model loads whole and keeps to its budget', async () => {
  const loaded = await loadCivilityModel({ folder: MODELS_FOLDER })
  assert.ok(loaded.ok)
  assert.deepEqual(loaded.value.problems, [])
  const folder = path.join(MODELS_FOLDER, loaded.value.model.version)
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (file) => (await stat(path.join(folder, file))).size),
  )
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= WEIGHTS_BYTES_MAX)
})

test('every version that is kept loads by its name', async () => {
  const versions = (await readdir(MODELS_FOLDER)).filter((name) => name.startsWith('stage1-'))
  assert.ok(versions.length > 0)
  for (const version of versions) {
    const loaded = await loadCivilityModel({ folder: MODELS_FOLDER, version })
    assert.ok(loaded.ok && loaded.value.model.version === version)
  }
})

test('missing models are said to be missing', async (context) => {
  const nowhere = await loadCivilityModel({ folder: path.join(tmpdir(), 'parley-no-such-folder') })
  assert.ok(!nowhere.ok && nowhere.problem.reason === 'missing')
  const { folder, version } = await copyOfModels(context)
  await rm(path.join(folder, version, 'en.weights'))
  const withoutEnglish = await loadCivilityModel({ folder })
  assert.ok(!withoutEnglish.ok && withoutEnglish.problem.reason === 'missing')
  assert.equal(withoutEnglish.problem.file, `${version}/en.weights`)
})

test('damaged weights are said to be damaged', async (context) => {
  const { folder, version } = await copyOfModels(context)
  const file = path.join(folder, version, 'en.weights')
  const whole = await readFile(file)
  for (const broken of [
    whole.subarray(0, 0),
    whole.subarray(0, 1000),
    Buffer.from(whole).fill(7, 5000, 5001),
  ]) {
    await writeFile(file, broken)
    const loaded = await loadCivilityModel({ folder })
    assert.ok(!loaded.ok && loaded.problem.reason === 'damaged')
  }
})

test('a language whose file is gone is unsupported, the others go on', async (context) => {
  const { folder, version } = await copyOfModels(context)
  await rm(path.join(folder, version, 'de.weights'))
  const loaded = await loadCivilityModel({ folder })
  assert.ok(loaded.ok)
  assert.deepEqual(
    loaded.value.problems.map((problem) => problem.file),
    [`${version}/de.weights`],
  )
})

test('a version that would be a path is refused', async () => {
  const loaded = await loadCivilityModel({ folder: MODELS_FOLDER, version: '../../etc' })
  assert.ok(!loaded.ok && loaded.problem.reason === 'damaged')
})

test('a list of words that its card vouches for and that is none is said to be damaged', async (context) => {
  for (const text of ['', '{', 'null', '{"it": "parola"}', '{"it": [1]}']) {
    const { folder, version } = await copyOfModels(context)
    await writeFile(path.join(folder, version, 'listed-terms.json'), text)
    const cardFile = path.join(folder, version, 'card.json')
    const card = JSON.parse(await readFile(cardFile, 'utf8')) as {
      readonly files: readonly { readonly name: string; sha256: string }[]
    }
    const entry = card.files.find(({ name }) => name === 'listed-terms.json') ?? assert.fail('no list')
    entry.sha256 = createHash('sha256').update(text).digest('hex')
    await writeFile(cardFile, JSON.stringify(card))
    const loaded = await loadCivilityModel({ folder })
    assert.ok(loaded.ok)
    assert.deepEqual(
      loaded.value.problems.map(({ file, reason }) => ({ file, reason })),
      [{ file: `${version}/listed-terms.json`, reason: 'damaged' }],
      text,
    )
  }
})
