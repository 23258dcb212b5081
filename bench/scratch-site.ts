/** A data directory for one benchmark, on the disk of the system's temporary files, gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Parts } from '#main/compose.ts'
import { openParts } from '#main/compose.ts'

export const SITE_ID = 'main'

export interface ScratchDirectory {
  readonly directory: string
  readonly remove: () => Promise<void>
}

export async function makeScratchDirectory(): Promise<ScratchDirectory> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) }
}

/** Opens the data for `work` and closes it again, so that a server can have it. */
export async function withParts<Result>(
  dataDirectory: string,
  work: (parts: Parts) => Promise<Result>,
): Promise<Result> {
  const parts = await openParts({ dataDirectory, siteId: SITE_ID, databaseUrl: null })
  try {
    return await work(parts)
  } finally {
    await parts.close()
  }
}
