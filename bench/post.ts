/** Writing on SQLite: 64 people at once over HTTP, beside raw durable inserts on the same disk. */
import { join } from 'node:path'
import { measurePosting } from '#bench/measure-posting.ts'
import { openRawInserts } from '#bench/raw-inserts.ts'

const RATIO_MIN = 1

export function runBenchmark() {
  return measurePosting({
    databaseUrl: null,
    openReference: (directory) => openRawInserts(join(directory, 'raw.sqlite')),
    ratioMin: RATIO_MIN,
  })
}
