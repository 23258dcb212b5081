/** A way to PostgreSQL that takes its time, or lets nothing through for a while. */
import { connect, createServer, type Socket } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** What the server's socket is called in its folder, as long as it has the usual port. */
const SOCKET = '.s.PGSQL.5432'

export interface SlowSocket {
  /** The same database, by this way. */
  readonly url: string
  /** Milliseconds that everything takes, each way. */
  delayMs: number
  /** From now on nothing comes through, in either direction. */
  readonly block: () => void
  readonly unblock: () => void
  readonly close: () => Promise<void>
}

export async function openSlowSocket(url: string): Promise<SlowSocket> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-slow-'))
  const target = join(new URL(url).searchParams.get('host') ?? '', SOCKET)
  const sockets = new Set<Socket>()
  let gate = Promise.withResolvers<void>()
  gate.resolve()
  const carry = async (from: Socket, to: Socket): Promise<void> => {
    for await (const chunk of from) {
      await gate.promise
      if (way.delayMs > 0) await wait(way.delayMs)
      to.write(chunk as Buffer)
    }
    to.end()
  }
  const server = createServer((near) => {
    const far = connect(target)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('close', () => sockets.delete(from))
      from.on('error', () => to.destroy())
      carry(from, to).catch(() => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(join(directory, SOCKET), resolve))
  const elsewhere = new URL(url)
  elsewhere.searchParams.set('host', directory)
  const way: SlowSocket = {
    url: elsewhere.toString(),
    delayMs: 0,
    block: () => {
      gate = Promise.withResolvers()
    },
    unblock: () => gate.resolve(),
    close: async () => {
      gate.resolve()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    },
  }
  return way
}
