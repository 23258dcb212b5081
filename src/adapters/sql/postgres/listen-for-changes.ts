/** Hears that another node has written: wakes up sooner than the next look at the log, and nothing depends on it. */
import type pg from 'pg'
import { CHANNEL } from '#adapters/sql/postgres/postgres-lane.ts'

/** Milliseconds until a lost connection is made again. */
const RECONNECT_MS = 1_000

interface Listening {
  readonly siteId: string
  /** Whether the writer with this process of the server is this node, which knows what it has written. */
  readonly isOwn: (processId: number) => boolean
  readonly wake: () => void
}

/** Calls `wake` after each commit for the site by another node. The returned function resolves when it has ended. */
export function listenForChanges(
  connect: () => Promise<pg.PoolClient>,
  task: Listening,
): () => Promise<void> {
  const stopping = new AbortController()
  const listening = keepListening(connect, { ...task, signal: stopping.signal })
  return async () => {
    stopping.abort()
    await listening
  }
}

async function keepListening(
  connect: () => Promise<pg.PoolClient>,
  task: Listening & { readonly signal: AbortSignal },
): Promise<void> {
  while (!task.signal.aborted) {
    try {
      await listenOnce(await connect(), task)
    } catch {
      // The database is away: the log is looked at all the same, and this tried again.
    }
    await pause(task.signal)
  }
}

/** Resolves when the connection is lost or `signal` says to stop. */
async function listenOnce(
  client: pg.PoolClient,
  { siteId, isOwn, wake, signal }: Listening & { readonly signal: AbortSignal },
): Promise<void> {
  const lost = new Promise<void>((resolve) => {
    client.on('end', resolve)
    client.on('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (signal.aborted) resolve()
  })
  client.on('notification', ({ payload, processId }) => {
    if (payload === siteId && !isOwn(processId)) wake()
  })
  try {
    await client.query(`listen ${CHANNEL}`)
    // Something may have been written while nobody listened.
    wake()
    await lost
  } finally {
    client.release(true)
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, RECONNECT_MS)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
