/** Restoring a site into PostgreSQL, with everything compared at the end: speed and memory. */
import { measureOnPostgres } from '#bench/carried-postgres.ts'
import { timeCommand } from '#bench/carried-sites.ts'

export function runBenchmark() {
  return measureOnPostgres('restore', async ({ comments, url, emptyUrl, file }) => {
    await timeCommand(comments, ['backup', file], { DATABASE_URL: url })
    return timeCommand(comments, ['restore', file], { DATABASE_URL: emptyUrl })
  })
}
