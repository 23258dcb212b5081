/** Hears that another node has written: wakes up sooner than the next look at the log, and nothing depends on it. */
import type pg from 'pg'
import { CHANNEL } from '#adapters/sql/postgres/postgres-lane.ts'

/** Milliseconds until a lost connection is made again. */
const RECONNECT_MS = 1_000

/** Calls `wake` after each commit for the site, by any node. The returned function resolves when it has ended. */
export function listenForChanges(
  connect: () => Promise<pg.PoolClient>,
  siteId: string,
  wake: () => void,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const listening = keepListening(connect, { siteId, wake, signal })
  return async () => {
    stopping.abort()
    await listening
  }
}

async function keepListening(
  connect: () => Promise<pg.PoolClient>,
  task: { readonly siteId: string; readonly wake: () => void; readonly signal: AbortSignal },
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
  {
    siteId,
    wake,
    signal,
  }: { readonly siteId: string; readonly wake: () => void; readonly signal: AbortSignal },
): Promise<void> {
  const lost = new Promise<void>((resolve) => {
    client.on('end', resolve)
    client.on('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (signal.aborted) resolve()
  })
  client.on('notification', ({ payload }) => {
    if (payload === siteId) wake()
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
