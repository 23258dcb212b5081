/** What others write and change while somebody reads: announced, and put in only where nothing moves. */
import type { LiveMessage } from '#contract/live.ts'
import { applyChange, showArrivals } from '#widget/arrivals.ts'
import type { Mount } from '#widget/mount.ts'
import { showCounts } from '#widget/votes.ts'

/** Milliseconds between questions where no connection stays open, spread so that readers do not ask at once. */
const POLL_MS = 15_000
const POLL_SPREAD_MS = 10_000

/** Failures of the live connection after which it is given up for asking now and then. */
const FAILURES_MAX = 3

/**
 * Connections that the threads of one page hold at the same time. Over HTTP/1.1 a browser has six for a server, for all
 * its tabs together, and whoever holds all of them loads nothing any more.
 */
const CONNECTIONS_MAX = 2
let held = 0

export function followStory(mount: Mount): void {
  const { thread, server, signal } = mount
  const storyId = thread.dataset['story'] ?? ''
  let position = Number(thread.dataset['live'] ?? Number.NaN)
  if (Number.isNaN(position)) return
  const arrivals = showArrivals(mount)
  const hear = (message: LiveMessage): void => {
    position = message.sequence
    switch (message.kind) {
      case 'votes':
        showCounts(mount, message.commentId, message)
        break
      case 'new':
        arrivals.announce(message)
        break
      case 'story':
        arrivals.offerReload()
        break
      case 'changed':
        void applyChange(mount, message, arrivals)
        break
    }
  }

  const path = `/api/stories/${storyId}`
  const ask = async (): Promise<void> => {
    const answer = await server.call<{ messages: LiveMessage[]; position: number; isCut: boolean }>({
      method: 'GET',
      path: `${path}/events?after=${position}`,
      isPublic: true,
    })
    if (signal.aborted || !answer.ok) return
    answer.value.messages.forEach(hear)
    position = answer.value.position
    if (answer.value.isCut) arrivals.offerReload()
  }
  const open = (): EventSource => {
    const connection = new EventSource(server.address(`${path}/live?after=${position}`))
    connection.addEventListener('message', (event: MessageEvent<string>) =>
      hear(JSON.parse(event.data) as LiveMessage),
    )
    connection.addEventListener('reset', () => arrivals.offerReload())
    return connection
  }
  whileSeen(signal, () => listen(open, ask))
}

/** Over a connection where one may be held, else by asking now and then. The returned function ends it. */
function listen(open: () => EventSource, ask: () => Promise<void>): () => void {
  let isOver = false
  let timer = 0
  const poll = async (): Promise<void> => {
    await ask()
    if (!isOver) timer = setTimeout(() => void poll(), POLL_MS + Math.random() * POLL_SPREAD_MS)
  }
  let connection: EventSource | null = null
  const close = (): void => {
    if (connection) held -= 1
    connection?.close()
    connection = null
  }
  if (held < CONNECTIONS_MAX) {
    held += 1
    connection = open()
    let failures = 0
    connection.addEventListener('open', () => (failures = 0))
    connection.addEventListener('error', () => {
      failures += 1
      if (!connection || (connection.readyState !== EventSource.CLOSED && failures < FAILURES_MAX)) return
      // A browser tries again by itself, with the last position it heard; not for ever, and not after a refusal.
      close()
      void poll()
    })
  } else void poll()
  return () => {
    isOver = true
    close()
    clearTimeout(timer)
  }
}

/** A page that nobody sees hears nothing: what it missed is told when it is seen again. */
function whileSeen(signal: AbortSignal, begin: () => () => void): void {
  let end: (() => void) | null = null
  const settle = (): void => {
    if (document.visibilityState === 'visible' && !signal.aborted) end ??= begin()
    else {
      end?.()
      end = null
    }
  }
  document.addEventListener('visibilitychange', settle, { signal })
  signal.addEventListener('abort', settle)
  settle()
}
