/** Tests of `parley score`: lines in, lines out, faults named by line. */

import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import { runScore, type ScoreDependencies } from './score.ts'

const scorer: CivilityScorer = {
  version: 'test',
  detect: () => 'en',
  words: () => [],
  score: (text, language = 'en') => ({
    language,
    scores: { toxicity: 0.5 },
    unsupported: [],
    spans: [{ start: text.length - 2, end: text.length, attribute: 'toxicity', weight: 1 / 3 }],
    model: 'test',
  }),
}
const works: ScoreDependencies = { openScorer: () => Promise.resolve({ scorer, warnings: [] }) }
const isOff: ScoreDependencies = {
  openScorer: () => Promise.resolve({ scorer: null, reason: 'en.weights: missing' }),
}

async function run(
  input: string | readonly Buffer[],
  dependencies = works,
  args: readonly string[] = [],
): Promise<{ code: number; out: string; err: string }> {
  const output = { out: '', err: '' }
  const into = (key: 'out' | 'err'): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, callback) {
        output[key] += chunk.toString()
        callback()
      },
    })
  const stdin = Readable.from(typeof input === 'string' ? [Buffer.from(input)] : input)
  const code = await runScore({ stdin, stdout: into('out'), stderr: into('err'), args }, dependencies)
  return { code, ...output }
}

test('one line in, one line out, spans in code points', async () => {
  const { code, out, err } = await run('{"id":7,"text":"😀😀ab"}\r\n\n{"id":"x","text":"abc"}')
  assert.equal(code, 0)
  assert.equal(err, '')
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(lines[0], {
    id: 7,
    language: 'en',
    scores: { toxicity: 0.5 },
    unsupported: [],
    spans: [{ start: 2, end: 4, attribute: 'toxicity', weight: 0.333 }],
    model: 'test',
  })
  assert.equal(lines[1]?.['id'], 'x')
})

test('a bad line is named, the others are scored, the exit code is 1', async () => {
  const { code, out, err } = await run('{"id":1,"text":"ok"}\nnot json\n[]\n{"id":2}\n{"id":3,"text":"ok"}\n')
  assert.equal(code, 1)
  assert.equal(out.trim().split('\n').length, 2)
  assert.match(err, /line 2: not JSON/)
  assert.match(err, /line 3: /)
  assert.match(err, /line 4: /)
})

test('characters cut by a chunk border and separators inside strings survive', async () => {
  const bytes = Buffer.from('{"id":1,"text":"é\u2028ab"}\n')
  const { code, out } = await run([bytes.subarray(0, 17), bytes.subarray(17)])
  assert.equal(code, 0)
  assert.equal(out.trim().split('\n').length, 1)
})

test('wrong usage is 2, civility off is 1 and says why', async () => {
  assert.equal((await run('', works, ['--what'])).code, 2)
  assert.equal((await run('', works, ['file.json'])).code, 2)
  const off = await run('{"id":1,"text":"a"}', isOff)
  assert.equal(off.code, 1)
  assert.match(off.err, /civility is off: en\.weights: missing/)
})

test('the language can be stated', async () => {
  const { out } = await run('{"id":1,"text":"abc"}', works, ['--json', '--language', 'de'])
  assert.equal((JSON.parse(out) as { language: string }).language, 'de')
})

test('with --stage two each line says which stage it is from, and why where that is the first', async () => {
  const asked: unknown[] = []
  let closed = 0
  const both: ScoreDependencies = {
    openScorer: (options) => {
      asked.push(options)
      return Promise.resolve({
        scorer,
        warnings: [],
        consider: async (text, language) => {
          const score = { ...scorer.score(text, language), spans: [] }
          if (text === 'abc') return { ...score, stage: 'one', why: 'language' }
          return { ...score, model: 'test+two', scores: { toxicity: 0.9 }, stage: 'two' }
        },
        close: async () => {
          closed += 1
        },
      })
    },
  }
  const { code, out } = await run('{"id":1,"text":"ab"}\n{"id":2,"text":"abc"}', both, ['--stage', 'two'])
  assert.equal(code, 0)
  assert.equal(closed, 1)
  assert.deepEqual(asked, [{ version: undefined, stage: 'two' }])
  const rest = { language: 'en', unsupported: [], spans: [] }
  assert.deepEqual(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
    [
      { id: 1, ...rest, scores: { toxicity: 0.9 }, model: 'test+two', stage: 'two' },
      { id: 2, ...rest, scores: { toxicity: 0.5 }, model: 'test', stage: 'one', why: 'language' },
    ],
  )
  assert.equal((await run('', works, ['--stage', 'three'])).code, 2)
})
