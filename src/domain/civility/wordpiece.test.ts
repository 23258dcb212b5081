/** Tests of cutting texts into pieces, on a vocabulary small enough to cut by hand; every expectation was. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { createWordpiece, type WindowLimits } from './wordpiece.ts'

const PIECES =
  '[PAD] [UNK] [CLS] [SEP] [MASK] ! , . @ [ ] $ you are un ##friend ##ly ##s cafe a ##a mask 中 国 σ ##ς'.split(
    ' ',
  )
const made = createWordpiece(PIECES.join('\n'))
assert.ok(made.ok)
const { windows } = made.value

const WIDE: WindowLimits = { tokens: 128, windows: 4 }

/** The pieces by name, windows parted by a bar. */
function cut(text: string, limits: WindowLimits = WIDE): string {
  return windows(text, limits)
    .map((window) => window.map((number) => PIECES[number]).join(' '))
    .join(' | ')
}

describe('a text is cut', () => {
  const cases: readonly (readonly [text: string, pieces: string])[] = [
    ['', ''],
    ['you are', 'you are'],
    ['YOU   are\n\t', 'you are'],
    ['unfriendly', 'un ##friend ##ly'],
    ['unfriendlys, you!', 'un ##friend ##ly ##s , you !'],
    ['friend', '[UNK]'],
    ['unfriendx you', '[UNK] you'],
    ['Café CAFÉ cafe\u0301', 'cafe cafe cafe'],
    ['you@are.$', 'you @ are . $'],
    ['y\u0000o\u200bu\u00ad', 'you'],
    ['you\u00a0are\u2003you\u2028are', 'you are you are'],
    ['中国x', '中 国 [UNK]'],
    ['\ud800you\udfff \udbff', 'you'],
    ['[MASK] [CLS]', '[ mask ] [ [UNK] ]'],
    ['hi😀', '[UNK]'],
    ['\u202eyou\u202c', 'you'],
    ['ΣΣ', '[UNK]'],
    ['\ufffdyou', 'you'],
  ]
  for (const [text, pieces] of cases) {
    test(JSON.stringify(text), () =>
      assert.equal(cut(text), ['[CLS]', pieces, '[SEP]'].filter(Boolean).join(' ')),
    )
  }
})

test('a word of 100 characters is cut, one of 101 is unknown', () => {
  const [whole] = windows('a'.repeat(100), WIDE)
  assert.equal(whole?.length, 102)
  assert.equal(cut('a'.repeat(101)), '[CLS] [UNK] [SEP]')
  assert.equal(cut(`${'a'.repeat(101)} you`), '[CLS] [UNK] you [SEP]')
})

test('a long text fills one window after the other, and the rest is left out', () => {
  const narrow = { tokens: 4, windows: 2 }
  assert.equal(cut('you are you', narrow), '[CLS] you are [SEP] | [CLS] you [SEP]')
  assert.equal(cut('you are', narrow), '[CLS] you are [SEP]')
  assert.equal(cut('you are you are you', narrow), '[CLS] you are [SEP] | [CLS] you are [SEP]')
  assert.equal(cut('you unfriendlys', narrow), '[CLS] you un [SEP] | [CLS] ##friend ##ly [SEP]')
})

test('bad input is cut in bounded time', () => {
  const inputs = {
    megabyte: 'you are, now and then, unfriendly '.repeat(30_000),
    'one long word': 'a'.repeat(100_000),
    'nothing to see': '\u200b'.repeat(1_000_000),
    blanks: ' '.repeat(1_000_000),
    // Accents of two classes in turn: put in order over the whole text they would take minutes.
    accents: `e${'\u0301\u0316'.repeat(500_000)}`,
    'words at the limit': `${'a'.repeat(99)}x `.repeat(10_000),
    NULs: '\u0000'.repeat(100_000),
    surrogates: '\ud83d'.repeat(100_000),
  }
  for (const [name, text] of Object.entries(inputs)) {
    const found = windows(text, WIDE)
    assert.ok(found.length >= 1 && found.length <= WIDE.windows, name)
  }
})

test('whatever is written, windows begin and end with their signs and keep to their limits', () => {
  const limits = fc.record({
    tokens: fc.integer({ min: 3, max: 20 }),
    windows: fc.integer({ min: 1, max: 4 }),
  })
  const text = fc.string({ unit: 'binary', maxLength: 200 })
  fc.assert(
    fc.property(text, limits, (written, within) => {
      const found = windows(written, within)
      assert.ok(found.length >= 1 && found.length <= within.windows)
      for (const window of found) {
        assert.ok(window.length <= within.tokens)
        assert.equal(PIECES[window[0] ?? -1], '[CLS]')
        assert.equal(PIECES[window.at(-1) ?? -1], '[SEP]')
      }
    }),
  )
})

test('a vocabulary without its signs is refused', () => {
  assert.ok(!createWordpiece('a\nb').ok)
  assert.ok(!createWordpiece('').ok)
  assert.ok(!createWordpiece('a\n'.repeat(600_000)).ok)
  assert.ok(createWordpiece(PIECES.join('\r\n')).ok)
})
