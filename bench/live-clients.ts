/**
 * Thousands of live readers on plain sockets, in a process of their own so that the server is measured alone.
 * Started with node bench/live-clients.ts '{"url": …, "count": …}'; talks to its parent over the IPC channel.
 */
import { connect, type Socket } from 'node:net'

/** Connections opened at once: below the backlog of a listening socket. */
const OPENING_MAX = 100

export interface LiveClientPlan {
  readonly url: string
  readonly storyId: string
  readonly count: number
}

/** Asks for the arrivals of one comment. */
export interface ArrivalsRequest {
  readonly commentId: string
}

export type LiveClientMessage =
  | { readonly kind: 'connected'; readonly count: number }
  /** Unix milliseconds with fractions, one for each reader that heard of the comment. */
  | { readonly kind: 'arrivals'; readonly times: readonly number[] }

const COMMENT_ID = /"commentId":"([0-9a-f-]{36})"/g

function hear(arrivals: Map<string, number[]>, text: string): void {
  for (const [, id] of text.matchAll(COMMENT_ID)) {
    const times = arrivals.get(id ?? '')
    const now = performance.timeOrigin + performance.now()
    if (times) times.push(now)
    else arrivals.set(id ?? '', [now])
  }
}

function openReader(plan: LiveClientPlan, arrivals: Map<string, number[]>): Promise<Socket> {
  const { hostname, port, host } = new URL(plan.url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.setEncoding('latin1')
    socket.once('error', reject)
    socket.once('connect', () => {
      const path = `/api/stories/${plan.storyId}/live`
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`)
    })
    socket.on('data', (text: string) => {
      // The first piece says when to come back: from then on, everything is heard.
      if (text.includes('retry:')) resolve(socket)
      hear(arrivals, text)
    })
  })
}

function tell(message: LiveClientMessage): void {
  process.send?.(message)
}

if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? '{}') as LiveClientPlan
  const arrivals = new Map<string, number[]>()
  let opened = 0
  while (opened < plan.count) {
    const next = Math.min(OPENING_MAX, plan.count - opened)
    await Promise.all(Array.from({ length: next }, () => openReader(plan, arrivals)))
    opened += next
  }
  tell({ kind: 'connected', count: opened })
  process.on('message', ({ commentId }: ArrivalsRequest) =>
    tell({ kind: 'arrivals', times: arrivals.get(commentId) ?? [] }),
  )
  process.on('SIGTERM', () => process.exit(0))
}
