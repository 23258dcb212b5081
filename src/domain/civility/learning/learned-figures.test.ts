/** The verdict on what was learned: better at both measures, no flood, and no less caught. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { judgeLearned } from '#domain/civility/learning/learned-figures.ts'

interface Case {
  readonly logLoss?: number
  readonly area?: number
  readonly bystanders?: readonly [count: number, before: number, after: number]
  readonly caught?: readonly [before: number, after: number]
}

/** Low ends of the intervals; what is left out speaks for the correction. */
function verdict({ logLoss = 0.1, area = 0.1, bystanders = [0, 0, 0], caught = [50, 50] }: Case): string {
  const quality = { logLoss: 0.5, area: 0.5 }
  const [count, before, after] = bystanders
  return judgeLearned({
    quality: {
      before: quality,
      after: quality,
      gain: { logLoss: { low: logLoss, high: 1 }, area: { low: area, high: 1 } },
    },
    bystanders: { count, before, after },
    held: { before: { removed: caught[0], kept: 9 }, after: { removed: caught[1], kept: 9 } },
  })
}

const CASES: readonly (readonly [Case, string])[] = [
  [{}, 'better'],
  [{ logLoss: 0 }, 'not-better'],
  [{ area: 0 }, 'not-better'],
  [{ logLoss: -0.1, caught: [50, 0] }, 'not-better'],
  [{ bystanders: [1_000, 20, 40] }, 'better'],
  [{ bystanders: [1_000, 20, 41] }, 'holds-too-many'],
  [{ bystanders: [1_000, 0, 10] }, 'better'],
  [{ bystanders: [1_000, 0, 11] }, 'holds-too-many'],
  [{ caught: [50, 45] }, 'better'],
  [{ caught: [50, 44] }, 'catches-less'],
  [{ caught: [0, 0] }, 'better'],
]

for (const [given, expected] of CASES) {
  test(`${JSON.stringify(given)}: ${expected}`, () => assert.equal(verdict(given), expected))
}
