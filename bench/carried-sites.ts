/** Sites of two sizes for moving, backing up and restoring: speed is measured on the large one, memory on both. */
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { aside, atLeast, atMost, say, type Figure } from '#bench/figures.ts'
import { megabytes } from '#bench/run-server.ts'
import { runParley } from '#test/run-parley.ts'
import { seedThread } from '#bench/seed-thread.ts'
import { withParts } from '#bench/scratch-site.ts'

export const SMALL = 50_000
export const LARGE = 500_000

/** Comments a second that a move must carry, and megabytes that no size may need more of. */
const SPEED_MIN = 10_000
const MEMORY_MB_MAX = 250

const NOON = Date.UTC(2026, 4, 12, 12)
const REPLIES_PER_ROOT = 4
const MS_PER_SECOND = 1_000

export interface Run {
  readonly comments: number
  readonly seconds: number
  readonly memoryMb: number
}

/** A fresh copy of a site with so many comments, made once and kept. */
export async function copySite(comments: number, dataDirectory: string): Promise<void> {
  const kept = join(tmpdir(), `parley-bench-site-${comments}-${MIGRATIONS.length}`)
  if (!existsSync(kept)) {
    say(`seeding ${comments} comments`)
    const half = `${kept}.half`
    await rm(half, { recursive: true, force: true })
    await mkdir(half)
    const plan = { headline: 'A story', comments, repliesPerRoot: REPLIES_PER_ROOT, createdAt: NOON }
    await withParts(half, (parts) => seedThread(parts, plan))
    await rename(half, kept)
  }
  await cp(kept, dataDirectory, { recursive: true })
}

/** Runs a command of Parley's in a process of its own. Throws where it fails. */
export async function timeCommand(
  comments: number,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const started = performance.now()
  const { code, stderr, memoryBytes } = await runParley(args, { environment })
  if (code !== 0) throw new Error(`parley ${args[0]} failed: ${stderr}`)
  const seconds = (performance.now() - started) / MS_PER_SECOND
  say(`${args[0]} of ${comments}: ${seconds.toFixed(1)} s`)
  return { comments, seconds, memoryMb: megabytes(memoryBytes) }
}

/** `small` and `large`: the same command on sites of both sizes. */
export function carryFigures(what: string, [small, large]: readonly [Run, Run]): Figure[] {
  const speed = Math.round(large.comments / large.seconds)
  const text = `${speed} (${large.seconds.toFixed(1)} s for ${large.comments})`
  return [
    atLeast(`${what}: comments a second`, SPEED_MIN, { value: speed, text }),
    atMost(`${what}: memory in MB, whatever the size`, MEMORY_MB_MAX, {
      value: Math.max(small.memoryMb, large.memoryMb),
      text: `${small.memoryMb} and ${large.memoryMb} (${small.comments} and ${large.comments} comments)`,
    }),
  ]
}

/** What the disk gives at that moment: copying the same file. */
export async function timeCopy(from: string, to: string): Promise<Figure> {
  const started = performance.now()
  await cp(from, to)
  const seconds = (performance.now() - started) / MS_PER_SECOND
  await rm(to)
  return aside('copying the database file, for comparison', `${seconds.toFixed(1)} s`)
}
