/** `npm test`: formatting, lint, types, then unit, whole-path and browser tests, in that order; the first failure ends it. */
import { spawnSync } from 'node:child_process'
import { findChromium } from '#test/browser/find-chromium.ts'

interface Step {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}

const NODE_TEST = ['--test', '--test-reporter=spec']

const STEPS: readonly Step[] = [
  { name: 'formatting', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types (server)', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types (browser)', command: 'tsc', args: ['-p', 'tsconfig.browser.json'] },
  { name: 'dead code', command: 'knip', args: [] },
  { name: 'house rules', command: 'node', args: [...NODE_TEST, 'test/tidy.test.ts'] },
  { name: 'unit', command: 'node', args: [...NODE_TEST, 'src/**/*.test.ts', 'tools/**/*.test.ts'] },
  {
    name: 'whole path',
    command: 'node',
    args: [...NODE_TEST, 'test/*[!y].test.ts', 'test/http/*.test.ts'],
  },
  // One at a time: each file drives a browser of its own, and two cores are soon busy.
  {
    name: 'browser',
    command: 'node',
    args: [...NODE_TEST, '--test-concurrency=1', 'test/browser/*.test.ts'],
  },
]

const MS_PER_SECOND = 1_000

// npm puts node_modules/.bin on the PATH: `node` is the pinned one.
const chromium = await findChromium()
const environment = { ...process.env, CHROMIUM_PATH: chromium }

for (const { name, command, args } of STEPS) {
  const started = performance.now()
  console.log(`\n— ${name} —`)
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: environment })
  const seconds = ((performance.now() - started) / MS_PER_SECOND).toFixed(1)
  if (error || status !== 0) {
    console.error(`\n${name} failed after ${seconds} s${error ? `: ${error.message}` : ''}`)
    process.exit(status === null || status === 0 ? 1 : status)
  }
  console.log(`${name}: ${seconds} s`)
}
console.log('\nEverything passed.')
