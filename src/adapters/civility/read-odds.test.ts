/** Tests of reading texts by a network, as this machine's own code and as WebAssembly; the network is written by hand. */

import assert from 'node:assert/strict'
import { writeFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, test } from 'node:test'
import { TINY_VERSION, tinyModels, type TinyModels } from '#test/civility/tiny-models.ts'
import { tinyNetwork } from '#test/civility/tiny-network.ts'
import { readCard } from './load-stage-two.ts'
import type { RuntimeChoice } from './open-network.ts'
import { openOddsReader, type OddsReader } from './read-odds.ts'

async function reader(models: TinyModels, runtime: RuntimeChoice): Promise<OddsReader> {
  const files = await readCard(models.folder, TINY_VERSION)
  assert.ok(files.ok)
  const opened = await openOddsReader(files.value, runtime)
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.value
}

/** Packages for this machine may lack its code; then that is what `auto` must say. */
const hasNative = await import('onnxruntime-node').then(
  () => true,
  () => false,
)

for (const runtime of ['native', 'wasm'] as const) {
  const skip = runtime === 'native' && !hasNative ? 'onnxruntime-node has no code for this machine' : false
  describe(`as ${runtime}`, { skip }, () => {
    test('pieces become odds by name', async (context) => {
      const { read, runtime: used } = await reader(await tinyModels(context), runtime)
      assert.equal(used, runtime)
      assert.deepEqual(await read('The Harbour!'), { toxicity: 8, insult: 2 })
      assert.deepEqual(await read('harbour idiot harbour'), { toxicity: 8, insult: 2 })
      assert.deepEqual(await read(''), { toxicity: 0, insult: 0 })
    })

    test('of a long text the window that says most counts, and windows beyond the last are not read', async (context) => {
      const { read } = await reader(await tinyModels(context), runtime)
      // Six pieces a window, three windows.
      const six = (word: string): string => `${word} `.repeat(6)
      assert.deepEqual(await read(six('idiot') + six('the') + six('idiot')), { toxicity: 0, insult: 0 })
      assert.deepEqual(await read(six('idiot') + six('idiot') + six('harbour')), { toxicity: 48, insult: 12 })
      assert.deepEqual(await read(six('idiot').repeat(3) + six('harbour')), { toxicity: -48, insult: -12 })
    })

    test('bad input is read', async (context) => {
      const { read } = await reader(await tinyModels(context), runtime)
      for (const text of [
        'a'.repeat(100_000),
        'harbour '.repeat(130_000),
        '\u0000\ud800',
        '\u200b'.repeat(1_000_000),
      ]) {
        assert.ok(Number.isFinite((await read(text)).toxicity))
      }
    })
  })
}

test('auto takes what there is, and says why where it is not this machine’s own code', async (context) => {
  const { runtime, notNative } = await reader(await tinyModels(context), 'auto')
  assert.equal(runtime, hasNative ? 'native' : 'wasm')
  assert.equal(notNative === null, hasNative)
})

test('files that are missing, or are good ones but not those of the card, are said to be', async (context) => {
  const others = {
    'model.onnx': tinyNetwork(Array.from({ length: 7 }, () => [1, 1])),
    'vocab.txt': '[PAD]\n[UNK]\n[CLS]\n[SEP]\nport\nidiot\nstupid',
  }
  for (const [name, other] of Object.entries(others)) {
    const { folder } = await tinyModels(context)
    const files = await readCard(folder, TINY_VERSION)
    assert.ok(files.ok)
    const file = path.join(folder, TINY_VERSION, name)
    await writeFile(file, other)
    const damaged = await openOddsReader(files.value, 'auto')
    assert.ok(!damaged.ok && damaged.problem.reason === 'damaged', name)
    assert.equal(damaged.problem.file, `${TINY_VERSION}/${name}`)
    await rm(file)
    const missing = await openOddsReader(files.value, 'auto')
    assert.ok(!missing.ok && missing.problem.reason === 'missing')
  }
})

test('a network of another shape than its card says is found when it is opened', async (context) => {
  const { folder } = await tinyModels(context)
  const files = await readCard(folder, TINY_VERSION)
  assert.ok(files.ok)
  const opened = await openOddsReader({ ...files.value, heads: ['toxicity', 'insult', 'threat'] }, 'auto')
  assert.ok(!opened.ok && opened.problem.reason === 'damaged')
})
