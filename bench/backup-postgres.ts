/** Backing up a site in PostgreSQL: speed and memory. */
import { measureOnPostgres } from '#bench/carried-postgres.ts'
import { timeCommand } from '#bench/carried-sites.ts'

export function runBenchmark() {
  return measureOnPostgres('backup', ({ comments, url, file }) =>
    timeCommand(comments, ['backup', file], { DATABASE_URL: url }),
  )
}
