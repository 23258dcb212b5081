/** How a real process stops: what runs is finished, readers are sent away with a hint, a second signal ends it at once. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { once } from 'node:events'
import { join } from 'node:path'
import { startParley, type RunningParley } from '#test/run-parley.ts'

let data: string
const started: RunningParley[] = []
const sockets: Socket[] = []
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'parley-test-'))
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  // What a failed test left running; to a process that has ended this is nothing.
  for (const parley of started.splice(0)) {
    parley.signal('SIGKILL')
    await parley.finished
  }
  rmSync(data, { recursive: true, force: true })
})

async function serve() {
  const environment = { PARLEY_HOST: '127.0.0.1' }
  const parley = startParley(['serve', '--port', '0', '--data', data], { environment })
  started.push(parley)
  const said = await parley.said(/Stop with Ctrl-C/)
  const url = /Parley is at (http:\/\/\S+)/.exec(said)?.[1] ?? ''
  const front = await (await fetch(url)).text()
  const storyId = /href="\/s\/([0-9a-f-]{36})"/.exec(front)?.[1] ?? ''
  return { ...parley, url, storyId, port: Number(new URL(url).port) }
}

/** An open connection; `answered` resolves once that was sent, `text` with everything when it is closed. */
async function open(port: number) {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  const chunks: Buffer[] = []
  const soFar = () => Buffer.concat(chunks).toString('utf8')
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  const text = once(socket, 'close').then(soFar)
  await once(socket, 'connect')
  return {
    send: (words: string) => socket.write(words),
    answered: async (words: string) => {
      while (!soFar().includes(words)) await once(socket, 'data')
    },
    text,
  }
}

/** Resolves once nobody listens there any more. */
async function refusesConnections(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
    } catch {
      return
    } finally {
      socket.destroy()
    }
  }
}

function posting(storyId: string, url: string, body: string): readonly [string, string] {
  const json = JSON.stringify({ name: 'Ada', body })
  const head = [
    `POST /api/stories/${storyId}/comments HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `Origin: ${url}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(json)}`,
    'Connection: keep-alive',
    // Asks the server to say when it has taken the request in.
    'Expect: 100-continue',
  ]
  return [`${head.join('\r\n')}\r\n\r\n${json.slice(0, 10)}`, json.slice(10)]
}

describe('a process that is told to stop', () => {
  test('takes no more connections, finishes what runs, says that it goes, and ends with 0', async () => {
    const parley = await serve()
    const [first, rest] = posting(parley.storyId, parley.url, 'Said while the server was going')
    const writer = await open(parley.port)
    writer.send(first)
    await writer.answered('100 Continue')
    parley.signal('SIGTERM')
    await refusesConnections(parley.port)
    writer.send(rest)
    const answer = await writer.text
    assert.match(answer, /^HTTP\/1\.1 201 /m)
    assert.match(answer, /^connection: close\r$/im)
    const { code, stderr } = await parley.finished
    assert.deepEqual([code, stderr], [0, ''])
    const again = await serve()
    const page = await (await fetch(`${again.url}/s/${again.storyId}`)).text()
    assert.match(page, /Said while the server was going/)
  })

  test('sends live readers away, each with its own time to come back', async () => {
    const parley = await serve()
    const readers = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${parley.url}/api/stories/${parley.storyId}/live`)),
    )
    parley.signal('SIGTERM')
    const hints = await Promise.all(
      readers.map(async (reader) => {
        const all = [...(await reader.text()).matchAll(/^retry: (\d+)$/gm)]
        assert.equal(all.length, 2, 'one hint at the beginning, one at the end')
        return Number(all.at(-1)?.[1])
      }),
    )
    assert.ok(new Set(hints).size > 1, hints.join(' '))
    assert.equal((await parley.finished).code, 0)
  })

  for (const second of ['SIGTERM', 'SIGINT'] as const) {
    test(`a second signal (${second}) ends it although a request still runs`, async () => {
      const parley = await serve()
      const writer = await open(parley.port)
      writer.send(posting(parley.storyId, parley.url, 'Never sent whole')[0])
      await writer.answered('100 Continue')
      parley.signal('SIGTERM')
      await parley.said(/Stopping…/)
      parley.signal(second)
      // As shells count signals; after waiting for the request it would be 0.
      assert.equal((await parley.finished).code, 128 + constants.signals[second])
    })
  }
})
