/** Child processes under measurement: started, awaited, looked at from outside, stopped. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const HOST = '127.0.0.1'
const BYTES_PER_KIB = 1024
const BYTES_PER_MB = 1_000_000

/** Linux counts processor time in hundredths of a second. */
const MICROS_PER_TICK = 10_000
const USER_TICKS_FIELD = 11
const SYSTEM_TICKS_FIELD = 12

/** Milliseconds a child may take to say that it is ready, and to go when asked. */
const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 15_000

/** Open files of a child: room for ten thousand readers. */
const OPEN_FILES = 20_000

/** Where the server says that it listens. */
const READY_LINE = /^Parley is at (\S+)/

export interface RunningChild {
  readonly child: ChildProcess
  readonly pid: number
  readonly stop: () => Promise<void>
}

export interface RunningParley extends RunningChild {
  readonly url: string
  /** From spawning to the line that says where it listens. */
  readonly readyMs: number
}

export interface ParleyOptions {
  readonly dataDirectory: string
  readonly environment?: NodeJS.ProcessEnv
  /** Flags of Node itself, such as --cpu-prof. */
  readonly nodeFlags?: readonly string[]
}

/** `parley serve`, as an operator runs it, on a port of its own. */
export async function startParley(options: ParleyOptions): Promise<RunningParley> {
  const began = performance.now()
  const command = [
    process.execPath,
    ...(options.nodeFlags ?? []),
    `${ROOT}src/main/parley.ts`,
    'serve',
    '--port',
    '0',
    '--data',
    options.dataDirectory,
  ]
  const running = startChild(command, { ...options.environment, PARLEY_HOST: HOST })
  const line = await lineOf(running.child, READY_LINE)
  const readyMs = performance.now() - began
  return { ...running, url: READY_LINE.exec(line)?.[1] ?? '', readyMs }
}

/** In a shell, because that is where a process may raise its own limit of open files. */
export function startChild(command: readonly string[], environment: NodeJS.ProcessEnv = {}): RunningChild {
  const shell = `ulimit -n ${OPEN_FILES}; exec "$@"`
  const child = spawn('/bin/sh', ['-c', shell, 'sh', ...command], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    child,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      const isGone = await Promise.race([exited.then(() => true), wait(STOP_TIMEOUT_MS, false)])
      if (!isGone) child.kill('SIGKILL')
    },
  }
}

/** The first line of a child's output that fits. What comes after it is thrown away. */
export async function lineOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (!child.stdout) throw new Error('the child has no output')
  const lines = createInterface({ input: child.stdout })
  return new Promise((resolve, reject) => {
    const impatience = setTimeout(
      () => reject(new Error(`no line ${String(pattern)} came`)),
      READY_TIMEOUT_MS,
    )
    child.once('exit', (code) => reject(new Error(`the child ended with ${code} before it was ready`)))
    lines.on('line', (line) => {
      if (!pattern.test(line)) return
      clearTimeout(impatience)
      resolve(line)
    })
  })
}

/** Resident memory of a process in bytes, as the kernel counts it. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * BYTES_PER_KIB
}

/** Microseconds of processor time a process has used, in steps of ten thousand. */
export function processorMicros(pid: number): number {
  // The name in brackets may hold spaces: fields are counted from behind it (proc_pid_stat(5), 14 and 15).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[USER_TICKS_FIELD]) + Number(fields[SYSTEM_TICKS_FIELD])) * MICROS_PER_TICK
}

export function megabytes(bytes: number): number {
  return Number((bytes / BYTES_PER_MB).toFixed(1))
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
