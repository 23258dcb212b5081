/** One database with stories of 1,000, 100,000 and 1,000,000 comments, made once and kept beside the temporary files. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { say } from '#bench/figures.ts'
import { seedThread, type SeededPlace } from '#bench/seed-thread.ts'
import { withParts } from '#bench/scratch-site.ts'

const NOON = Date.UTC(2026, 4, 12, 12)
const REPLIES_PER_ROOT = 4

/**
 * The smallest story's long branch must fill a page of 200 behind its middle, and what is left must fill a
 * page of the thread behind the deep cursor: then every story shows pages of the same length.
 */
const SIZES = [
  { comments: 1_000, longBranch: 500, deepShare: 0.6 },
  { comments: 100_000, longBranch: 20_000, deepShare: 0.2 },
  { comments: 1_000_000, longBranch: 200_000, deepShare: 0.2 },
] as const

const LONG_BRANCH_SHARE = 0.5

export interface SizedStory {
  readonly comments: number
  readonly storyId: string
  /** A reply far down the thread, and one in the middle of the long branch. */
  readonly deep: SeededPlace
  readonly deepInBranch: SeededPlace
}

interface SeededSizes {
  readonly dataDirectory: string
  readonly stories: readonly SizedStory[]
}

/** A fresh copy at `dataDirectory`: what a run writes does not reach the next run. */
export async function copySizes(dataDirectory: string): Promise<SeededSizes> {
  const kept = join(tmpdir(), `parley-bench-sizes-${fingerprint()}`)
  if (!existsSync(kept)) await makeSizes(kept)
  await cp(kept, dataDirectory, { recursive: true })
  const stories = JSON.parse(readFileSync(join(kept, 'stories.json'), 'utf8')) as SizedStory[]
  return { dataDirectory, stories }
}

/** Another way of seeding or another schema makes another database. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of ['seed-sizes.ts', 'seed-thread.ts'])
    hash.update(readFileSync(join(import.meta.dirname, file)))
  hash.update(JSON.stringify(MIGRATIONS.map(({ number, name }) => [number, name])))
  return hash.digest('hex').slice(0, 12)
}

async function makeSizes(kept: string): Promise<void> {
  const half = `${kept}.half`
  await rm(half, { recursive: true, force: true })
  await mkdir(half)
  const stories = await withParts(half, async (parts) => {
    const made: SizedStory[] = []
    for (const { comments, longBranch, deepShare } of SIZES) {
      say(`seeding ${comments} comments`)
      const headline = `A story of ${comments} comments`
      const plan = { headline, comments, longBranch, repliesPerRoot: REPLIES_PER_ROOT, createdAt: NOON }
      const seeded = await seedThread(parts, plan)
      made.push({
        comments,
        storyId: seeded.storyId,
        deep: seeded.replyAt(deepShare),
        deepInBranch: seeded.longBranchAt(LONG_BRANCH_SHARE),
      })
    }
    return made
  })
  await writeFile(join(half, 'stories.json'), JSON.stringify(stories, null, 2))
  await rename(half, kept)
}
