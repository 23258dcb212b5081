/** What speaks for spam adds up, and no single habit of honest writers is enough. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { weighSpamSignals, type SpamSignals } from './spam-signals.ts'

const YEAR_MS = 365 * 24 * 60 * 60 * 1000
/** What docs/civility.md names as a start. */
const USUAL_THRESHOLD = 0.9
const NOTHING: SpamSignals = {
  words: 0.5,
  links: [],
  length: 200,
  repeats: { copies: 0, storiesWithLink: 0, recent: 0 },
  writerAgeMs: YEAR_MS,
}
const LINK = {
  address: 'https://a.example/',
  host: 'a.example',
  shownLength: 20,
  hidesHost: false,
  isOpaque: false,
}

const weigh = (facts: Partial<SpamSignals>) => weighSpamSignals({ ...NOTHING, ...facts })
const met = (facts: Partial<SpamSignals['repeats']>) => ({ repeats: { ...NOTHING.repeats, ...facts } })

describe('one thing alone', () => {
  const honest: Readonly<Record<string, Partial<SpamSignals>>> = {
    'even odds': {},
    'three links to sources': { links: [LINK, LINK, LINK] },
    'nothing but a link': { links: [LINK], length: 20 },
    'a short link': { links: [{ ...LINK, isOpaque: true }] },
    'first words with a link': { links: [LINK], writerAgeMs: 0 },
    'somebody else’s words, once': met({ copies: 1 }),
    'a link that stands elsewhere': met({ storiesWithLink: 1 }),
    'a quick hand': met({ recent: 50 }),
    'words that read like spam': { words: 0.95 },
    'an unknown language': { words: null },
  }
  for (const [what, facts] of Object.entries(honest)) {
    test(`is not enough: ${what}`, () => {
      assert.ok(weigh(facts).spam < USUAL_THRESHOLD)
    })
  }

  test('is enough where hardly anything else does it: words beyond doubt, the third copy', () => {
    assert.ok(weigh({ words: 0.999 }).spam >= USUAL_THRESHOLD)
    assert.ok(weigh(met({ copies: 3 })).spam >= USUAL_THRESHOLD)
  })
})

describe('what belongs together', () => {
  test('is enough: spam’s words and a link, a hidden host from a newcomer in a hurry', () => {
    assert.ok(weigh({ words: 0.98, links: [{ ...LINK, isOpaque: true }] }).spam >= USUAL_THRESHOLD)
    const lure = { links: [{ ...LINK, hidesHost: true }], writerAgeMs: 0, ...met({ recent: 12 }) }
    assert.ok(weigh({ ...lure, words: 0.85 }).spam >= USUAL_THRESHOLD)
  })

  test('is told with what weighs most first, and without what hardly weighs', () => {
    const { reasons } = weigh({ words: 0.1, links: [LINK], writerAgeMs: 0, ...met({ copies: 2 }) })
    assert.deepEqual(reasons, ['spam-copies', 'spam-links', 'spam-newcomer'])
  })
})

test('the answer lies between 0 and 1 and never falls when more is found', () => {
  const steps = [
    weigh({ words: 0 }),
    weigh({ links: [LINK] }),
    weigh({ links: [LINK, LINK] }),
    weigh({ links: [LINK, LINK], words: 0.9 }),
    weigh({ links: Array.from({ length: 50 }, () => LINK), words: 1, ...met({ copies: 500 }) }),
  ].map(({ spam }) => spam)
  assert.deepEqual(
    steps,
    steps.toSorted((a, b) => a - b),
  )
  assert.deepEqual([steps[0], steps.at(-1)], [0, 1])
})
