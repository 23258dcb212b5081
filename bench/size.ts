/** Pages of small and large stories on SQLite. */
import { join } from 'node:path'
import { copySizes } from '#bench/seed-sizes.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { measureSizes } from '#bench/measure-sizes.ts'

export async function runBenchmark() {
  const scratch = await makeScratchDirectory()
  try {
    return await measureSizes(await copySizes(join(scratch.directory, 'data')))
  } finally {
    await scratch.remove()
  }
}
