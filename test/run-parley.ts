/** The command line in a process of its own: what it says, how it ends, and how much memory it took. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Readable } from 'node:stream'
import manifest from '../package.json' with { type: 'json' }

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Writes the most memory the process ever held, in KiB, to a pipe of its own when it ends. */
const MEMORY_FD = 3
const TELL_MEMORY = `import { writeSync } from 'node:fs'
process.on('exit', () => writeSync(${MEMORY_FD}, String(process.resourceUsage().maxRSS)))`

const BYTES_PER_KIB = 1_024

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The most the process ever held in memory. */
  readonly memoryBytes: number
}

export interface RunningParley {
  /** Resolves with everything said so far, once it matches; rejects when the process ends before. */
  readonly said: (pattern: RegExp) => Promise<string>
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => void
  readonly finished: Promise<Finished>
}

export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts it and leaves it running. Settings of whoever runs the tests do not reach it. */
export function startParley(args: readonly string[], { environment = {} }: Surroundings = {}): RunningParley {
  const preload = `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`
  const command = ['--import', preload, join(ROOT, manifest.bin.parley), ...args]
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [stdout, stderr, memory] = [1, 2, MEMORY_FD].map((fd) => collect(child, fd))
  const finished = once(child, 'close').then(([code]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    stdout: stdout?.text() ?? '',
    stderr: stderr?.text() ?? '',
    memoryBytes: Number(memory?.text()) * BYTES_PER_KIB,
  }))
  return {
    said: (pattern) => untilSaid({ child, finished, text: () => stdout?.text() ?? '', pattern }),
    signal: (name) => child.kill(name),
    finished,
  }
}

/** Runs it to its end. */
export function runParley(args: readonly string[], surroundings?: Surroundings): Promise<Finished> {
  return startParley(args, surroundings).finished
}

function collect(child: ChildProcess, fd: number): { readonly text: () => string } {
  const chunks: Buffer[] = []
  const stream = child.stdio[fd] as Readable
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { text: () => Buffer.concat(chunks).toString('utf8') }
}

async function untilSaid(wait: {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
  readonly text: () => string
  readonly pattern: RegExp
}): Promise<string> {
  const { child, text, pattern } = wait
  const said = new Promise<string>((resolve) => {
    const look = () => {
      if (pattern.test(text())) resolve(text())
    }
    child.stdout?.on('data', look)
    look()
  })
  const ended = wait.finished.then(({ code, stdout, stderr }) => {
    if (pattern.test(stdout)) return stdout
    throw new Error(`ended with ${code} before it said ${String(pattern)}:\n${stdout}\n${stderr}`)
  })
  return Promise.race([said, ended])
}
