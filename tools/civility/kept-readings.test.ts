/** Tests of keeping readings: they come back, and a file that broke off costs only what broke. */

import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { openKeptReadings } from './kept-readings.ts'

test('what was read is there again, for the same network alone', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-readings-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const first = openKeptReadings('one', folder)
  assert.equal(first.get('a'), undefined)
  first.add([
    { text: 'a', odds: { toxicity: 1 } },
    { text: 'b', odds: { toxicity: -2 } },
  ])
  assert.deepEqual(first.get('a'), { toxicity: 1 })
  appendFileSync(path.join(folder, 'one.jsonl'), '\n["half')
  const again = openKeptReadings('one', folder)
  again.add([{ text: 'c', odds: { toxicity: 3 } }])
  const third = openKeptReadings('one', folder)
  assert.deepEqual(
    ['a', 'b', 'c'].map((text) => third.get(text)?.toxicity),
    [1, -2, 3],
  )
  assert.equal(openKeptReadings('two', folder).get('a'), undefined)
})
