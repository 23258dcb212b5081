/** One connection for many short statements: those of one turn of the loop travel together, each answered by itself. */
import type pg from 'pg'

export interface SharedConnection {
  /** The same connection for everybody, made when somebody first asks, and anew where it was lost. */
  readonly connect: () => Promise<pg.PoolClient>
  /** Nothing where `destroy` is false. With true nobody gets this connection any more: it is of no use. */
  readonly release: (client: pg.PoolClient, destroy: boolean) => void
  readonly close: () => Promise<void>
}

/** `open` gives a connection that sends statements without waiting for the answers to those before. */
export function shareConnection(open: () => Promise<pg.PoolClient>): SharedConnection {
  let current: Promise<pg.PoolClient> | null = null
  const released = new WeakSet<pg.PoolClient>()

  async function make(): Promise<pg.PoolClient> {
    const client = await open()
    const drop = (): void => giveUp(client)
    client.once('error', drop)
    client.once('end', drop)
    return client
  }

  function giveUp(client: pg.PoolClient): void {
    if (released.has(client)) return
    released.add(client)
    current = null
    client.release(true)
  }

  return {
    connect: () => {
      current ??= make().catch((error: unknown) => {
        current = null
        throw error
      })
      return current
    },
    release: (client, destroy) => {
      if (destroy) giveUp(client)
    },
    close: async () => {
      const client = await current?.catch(() => null)
      if (client) giveUp(client)
    },
  }
}
