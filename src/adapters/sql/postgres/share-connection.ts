/** One connection for many short statements: those of one turn of the loop travel together, each answered by itself. */
import type pg from 'pg'
import { StoreBusyError } from '#ports/store-busy-error.ts'

/** Statements under way; what comes beyond could not be answered before those who ask are told to come again. */
const UNDER_WAY_MAX = 1_000

export interface SharedConnection {
  /** The same connection for everybody, made when somebody first asks, and anew where it was lost. */
  readonly connect: () => Promise<pg.PoolClient>
  /** Whoever was given it is done. With `destroy` nobody is given this connection any more: it is of no use. */
  readonly release: (client: pg.PoolClient, destroy: boolean) => void
  /** Resolves when all are done. */
  readonly close: () => Promise<void>
}

/** `open` gives a connection that sends statements without waiting for the answers to those before. */
export function shareConnection(open: () => Promise<pg.PoolClient>): SharedConnection {
  let current: Promise<pg.PoolClient> | null = null
  let underWay = 0
  let whenDone: (() => void) | null = null
  const givenUp = new WeakSet<pg.PoolClient>()

  async function make(): Promise<pg.PoolClient> {
    try {
      const client = await open()
      const drop = (): void => giveUp(client)
      client.once('error', drop)
      client.once('end', drop)
      return client
    } catch (error) {
      current = null
      throw error
    }
  }

  function giveUp(client: pg.PoolClient): void {
    if (givenUp.has(client)) return
    givenUp.add(client)
    current = null
    client.release(true)
  }

  function endOne(): void {
    underWay -= 1
    if (underWay === 0) whenDone?.()
  }

  return {
    connect: async () => {
      if (underWay >= UNDER_WAY_MAX) {
        throw new StoreBusyError(`PostgreSQL: ${UNDER_WAY_MAX} statements are under way on one connection`)
      }
      underWay += 1
      try {
        return await (current ??= make())
      } catch (error) {
        endOne()
        throw error
      }
    },
    release: (client, destroy) => {
      if (destroy) giveUp(client)
      endOne()
    },
    close: async () => {
      if (underWay > 0) await new Promise<void>((resolve) => (whenDone = resolve))
      const client = await current?.catch(() => null)
      if (client) giveUp(client)
    },
  }
}
