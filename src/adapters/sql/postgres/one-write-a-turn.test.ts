/** A socket that sends what is written in one turn together: counted on a real connection. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { OneWriteATurn } from '#adapters/sql/postgres/one-write-a-turn.ts'

/** Tells how often it is asked to send. */
class Counted extends OneWriteATurn {
  sends = 0

  override _writev(...all: Parameters<NonNullable<OneWriteATurn['_writev']>>): void {
    this.sends += 1
    super._writev?.(...all)
  }
}

const server = createServer()
after(() => server.close())

test('statements of one turn are one way to the kernel, those of the next another', async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const arrived = once(server, 'connection')
  const socket = new Counted()
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  const [other] = (await arrived) as [OneWriteATurn]
  const received = text(other)
  /** As the driver sends a statement. */
  const send = (words: readonly string[]): void => {
    socket.cork()
    for (const word of words) socket.write(word)
    socket.uncork()
  }
  send(['bind ', 'execute '])
  send(['bind ', 'execute '])
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(socket.sends, 1)
  send(['bind ', 'execute'])
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(socket.sends, 2)
  socket.end()
  assert.equal(await received, 'bind execute bind execute bind execute')
})
