/** Starts servers as processes that can be killed, frozen, and asked how much memory they take. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('unhurried-server.ts', import.meta.url))

export interface ServerProcess {
  readonly url: string
  readonly pid: number
  readonly memoryBytes: () => Promise<number>
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void
  /** Ends it without a word and resolves when it is gone. */
  readonly kill: () => Promise<void>
}

const running = new Set<ServerProcess>()

/** `environment`: where its data is. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const { PATH = '' } = process.env
  const child = fork(SCRIPT, { env: { PATH, PARLEY_HOST: '127.0.0.1', ...environment } })
  const gone = once(child, 'exit')
  const { url } = await heard<{ url: string }>(child, gone)
  const server: ServerProcess = {
    url,
    pid: child.pid ?? 0,
    memoryBytes: async () => {
      child.send('memory')
      return (await heard<{ memoryBytes: number }>(child, gone)).memoryBytes
    },
    signal: (name) => child.kill(name),
    kill: async () => {
      running.delete(server)
      child.kill('SIGKILL')
      await gone
    },
  }
  running.add(server)
  return server
}

/** What a failed test left running. */
export async function killServerProcesses(): Promise<void> {
  await Promise.all([...running].map((server) => server.kill()))
}

async function heard<Message>(child: ChildProcess, gone: Promise<unknown>): Promise<Message> {
  const ended = gone.then(() => Promise.reject(new Error('the server ended')))
  // The next answer is the one to the last question: one is asked at a time.
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [Message]
  return message
}
