/** `npm run bench -- NAME`: runs one benchmark and writes its figures to bench/results/NAME.json. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What every benchmark file exports. Progress goes to stderr, the table to stdout. */
interface Benchmark {
  readonly runBenchmark: () => Promise<unknown>
}

const NAME = /^[a-z][a-z-]*$/
const EXIT_USAGE = 2
const name = process.argv[2] ?? ''
const file = path.join(import.meta.dirname, `${name}.ts`)
if (!NAME.test(name) || name === 'run' || !existsSync(file)) {
  process.stderr.write('usage: npm run bench -- NAME (a file in bench/)\n')
  process.exitCode = EXIT_USAGE
} else {
  const { runBenchmark } = (await import(file)) as Benchmark
  const results = await runBenchmark()
  const folder = path.join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`)
}
