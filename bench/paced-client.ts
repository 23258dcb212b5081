/**
 * Asks for one address at a steady pace and says how long answers took, counted from the moment each was due:
 * a server that stalls cannot hide the requests that waited behind it. Run as a process of its own:
 * node bench/paced-client.ts '{"url": …, "perSecond": …, "seconds": …}' prints one line of JSON.
 */
import { connect, type Socket } from 'node:net'
import { quantile } from '#bench/median.ts'

const CONNECTIONS = 64
const MS_PER_SECOND = 1_000

/** Milliseconds at the beginning that do not count: connections open, code is compiled. */
const WARM_UP_MS = 1_000

/** Milliseconds between looks at what is due: the finest a timer gives. */
const TICK_MS = 1

/** Milliseconds after the last request was due in which answers may still come. */
const PATIENCE_MS = 2_000

export interface Pace {
  readonly url: string
  readonly perSecond: number
  readonly seconds: number
}

export interface PacedFigures {
  readonly answered: number
  readonly unanswered: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly worstMs: number
}

/** A connection with at most one request under way. */
interface Line {
  readonly socket: Socket
  dueAt: number
  missing: number
}

async function runPaced({ url, perSecond, seconds }: Pace): Promise<PacedFigures> {
  const target = new URL(url)
  const request = `GET ${target.pathname} HTTP/1.1\r\nHost: ${target.host}\r\nAccept-Encoding: br\r\n\r\n`
  const { socket: first, answerBytes } = await measureAnswer(target, request)
  first.destroy()
  const idle: Line[] = []
  const due: number[] = []
  const latencies: number[] = []
  const start = performance.now()
  const ask = (line: Line, dueAt: number): void => {
    line.dueAt = dueAt
    line.missing = answerBytes
    line.socket.write(request)
  }
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(target)))
  for (const socket of sockets) {
    const line: Line = { socket, dueAt: 0, missing: 0 }
    idle.push(line)
    socket.on('data', (chunk) => {
      line.missing -= chunk.length
      if (line.missing > 0) return
      if (line.dueAt - start > WARM_UP_MS) latencies.push(performance.now() - line.dueAt)
      const next = due.shift()
      if (next === undefined) idle.push(line)
      else ask(line, next)
    })
  }
  const total = perSecond * seconds
  let planned = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const now = performance.now()
      for (; planned < total; planned += 1) {
        const dueAt = start + (planned / perSecond) * MS_PER_SECOND
        if (dueAt > now) return
        const line = idle.pop()
        if (line) ask(line, dueAt)
        else due.push(dueAt)
      }
      const isLate = now > start + seconds * MS_PER_SECOND + PATIENCE_MS
      if (idle.length < CONNECTIONS && !isLate) return
      clearInterval(timer)
      resolve()
    }, TICK_MS)
  })
  for (const socket of sockets) socket.destroy()
  const sorted = latencies.toSorted((a, b) => a - b)
  return {
    answered: sorted.length,
    unanswered: due.length + CONNECTIONS - idle.length,
    medianMs: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    worstMs: sorted.at(-1) ?? 0,
  }
}

/** How many bytes an answer has: the same for every one, because nothing in it changes its length. */
async function measureAnswer(target: URL, request: string) {
  const socket = await open(target)
  socket.write(request)
  let head = ''
  return new Promise<{ readonly socket: Socket; readonly answerBytes: number }>((resolve) => {
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      const length = /content-length: (\d+)/i.exec(head)?.[1]
      if (end >= 0 && length !== undefined) {
        resolve({ socket, answerBytes: end + '\r\n\r\n'.length + Number(length) })
      }
    })
  })
}

function open(target: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.hostname, port: Number(target.port), noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

if (import.meta.main) {
  const figures = await runPaced(JSON.parse(process.argv[2] ?? '{}') as Pace)
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}
