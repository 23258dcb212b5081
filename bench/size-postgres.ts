/** Pages of small and large stories on PostgreSQL: the database of `size`, moved there. */
import { join } from 'node:path'
import { copySizes } from '#bench/seed-sizes.ts'
import { createDatabase, startPostgres } from '#test/postgres-server.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { measureSizes } from '#bench/measure-sizes.ts'
import { runParley } from '#test/run-parley.ts'
import { say } from '#bench/figures.ts'

export async function runBenchmark() {
  const scratch = await makeScratchDirectory()
  const server = await startPostgres({ fsync: 'on', shared_buffers: '1GB' })
  try {
    const { stories, dataDirectory } = await copySizes(join(scratch.directory, 'data'))
    const url = await createDatabase(server.url)
    say('moving 1,101,000 comments to PostgreSQL')
    const moved = await runParley(['move', '--from', `sqlite:${dataDirectory}`, '--to', url])
    if (moved.code !== 0) throw new Error(moved.stderr)
    return await measureSizes({ stories, dataDirectory, environment: { DATABASE_URL: url } })
  } finally {
    await server.stop()
    await scratch.remove()
  }
}
