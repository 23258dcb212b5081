/**
 * `npm test`: formatting, lint, types, then unit, whole-path and browser tests, in that order; the first failure ends it.
 * `npm test -- unit browser` runs the steps of these names alone.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findChromium } from '#test/browser/find-chromium.ts'
import { ENGINE_VARIABLE } from '#test/scratch-data.ts'
import { SERVER_VARIABLE, startPostgres } from '#test/postgres-server.ts'

interface Step {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
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
  { name: 'both engines', command: 'node', args: [...NODE_TEST, 'test/conformance/*.test.ts'] },
  {
    name: 'whole path on PostgreSQL',
    command: 'node',
    args: [
      ...NODE_TEST,
      'src/operations/*.test.ts',
      'test/thread-cursors.test.ts',
      'test/faults/clock-set-back.test.ts',
      'test/http/*.test.ts',
    ],
    environment: { [ENGINE_VARIABLE]: 'postgres' },
  },
  { name: 'faults', command: 'node', args: [...NODE_TEST, '--test-concurrency=2', 'test/faults/*.test.ts'] },
  // One at a time: each file drives a browser of its own, and two cores are soon busy.
  {
    name: 'browser',
    command: 'node',
    args: [...NODE_TEST, '--test-concurrency=1', 'test/browser/*.test.ts'],
  },
]

const MS_PER_SECOND = 1_000

const wanted = wantedSteps(process.argv.slice(2))

// npm puts node_modules/.bin on the PATH: `node` is the pinned one.
const chromium = await findChromium()
const postgres = await startPostgres()
const environment = { ...process.env, CHROMIUM_PATH: chromium, [SERVER_VARIABLE]: postgres.url }

async function run(step: Step): Promise<number> {
  console.log(`\n— ${step.name} —`)
  const started = performance.now()
  const child = spawn(step.command, step.args, {
    stdio: 'inherit',
    env: { ...environment, ...step.environment },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  const seconds = ((performance.now() - started) / MS_PER_SECOND).toFixed(1)
  const status = code ?? 1
  if (status === 0) console.log(`${step.name}: ${seconds} s`)
  else console.error(`\n${step.name} failed after ${seconds} s`)
  return status
}

/** All of them, unless some are named; a name that is none ends the run before it begins. */
function wantedSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(`no step is called "${unknown.join('", "')}": ${STEPS.map(({ name }) => name).join(', ')}`)
    process.exit(2)
  }
  return names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name))
}

async function runAll(steps: readonly Step[]): Promise<number> {
  for (const step of steps) {
    const status = await run(step)
    if (status !== 0) return status
  }
  console.log(steps === STEPS ? '\nEverything passed.' : '\nThese steps passed.')
  return 0
}

try {
  process.exitCode = await runAll(wanted)
} finally {
  await postgres.stop()
}
