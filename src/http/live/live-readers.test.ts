/** Tests of live readers that no real socket shows quickly: slow ones, full houses, heartbeats. */
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { test } from 'node:test'
import type { LoggedEvent } from '#domain/events/event.ts'
import { LIVE_CATCH_UP_MAX } from '#contract/live.ts'
import { createLiveReaders } from '#http/live/live-readers.ts'

const STORY = '01900000-0000-7000-8000-000000000001'

class FakeResponse extends EventEmitter {
  writableLength = 0
  destroyed = false
  ended = false
  status = 0
  /** As with real sockets, whoever is cut leaves with the next turn of the loop. */
  leavesLate = false
  written: string[] = []
  removeHeader(): void {}
  writeHead(status: number): this {
    this.status = status
    return this
  }
  write(text: string): boolean {
    this.written.push(text)
    return true
  }
  end(text?: string): void {
    if (text !== undefined) this.written.push(text)
    this.ended = true
  }
  destroy(): void {
    this.destroyed = true
    if (this.leavesLate) setImmediate(() => this.emit('close'))
    else this.emit('close')
  }
}

function house(missed: readonly LoggedEvent[] = [], random = () => 0.5) {
  let beat = (): void => {}
  const live = createLiveReaders({
    read: { storyEventsAfter: () => Promise.resolve([...missed]) },
    share: () => ({}),
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    every: (look) => {
      beat = look
      return () => (beat = () => {})
    },
    random,
  })
  const enter = (query = ''): FakeResponse => {
    const response = new FakeResponse()
    const request = {
      url: `/api/stories/${STORY}/live${query}`,
      method: 'GET',
      headers: {},
      socket: { setTimeout: () => {} },
    }
    live.handle(request as unknown as IncomingMessage, response as unknown as ServerResponse)
    return response
  }
  return { live, enter, beat: () => beat() }
}

function posted(sequence: number): LoggedEvent {
  return {
    sequence,
    kind: 'comment.posted',
    storyId: STORY,
    commentId: `c${sequence}`,
    personId: null,
    at: 0,
    facts: { state: 'published' },
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a reader that takes nothing is dropped, the others hear on', async () => {
  const { live, enter } = house()
  const [slow, quick] = [enter(), enter()]
  await settled()
  slow.writableLength = 10_000_000
  live.consume([posted(1)])
  assert.equal(slow.destroyed, true)
  assert.equal(live.count(), 1)
  assert.equal(quick.written.at(-1)?.startsWith('id: 1\n'), true)
})

test('a reader that is cut in the middle of many changes is cut once, and hears no more', async () => {
  const { live, enter } = house()
  const slow = enter()
  await settled()
  slow.leavesLate = true
  slow.writableLength = 10_000_000
  const before = slow.written.length
  live.consume([posted(1), posted(2), posted(3)])
  assert.equal(live.counts().dropped, 1)
  assert.equal(slow.written.length, before)
})

test('who comes back after a long time is told what was missed in one piece, however much it is', async () => {
  const missed = Array.from({ length: LIVE_CATCH_UP_MAX - 1 }, (_, at) => posted(at + 1))
  const { live, enter } = house(missed)
  const reader = enter('?after=0')
  await settled()
  assert.equal(reader.written.at(-1)?.match(/^id: /gm)?.length, missed.length)
  assert.equal(live.counts().dropped, 0)
})

test('what comes while the past is read waits its turn and is told once', async () => {
  const { live, enter } = house([posted(1), posted(2)])
  const reader = enter('?after=0')
  // Both arrive before the past is read: 2 is part of it, 3 is not.
  live.consume([posted(2), posted(3)])
  await settled()
  const ids = [...reader.written.join('').matchAll(/^id: (\d+)/gm)].map((match) => match[1])
  assert.deepEqual(ids, ['1', '2', '3'])
})

test('held comments are told to nobody', async () => {
  const { live, enter } = house()
  const reader = enter()
  await settled()
  live.consume([{ ...posted(1), facts: { state: 'held' } }])
  assert.equal(reader.written.filter((text) => text.startsWith('id:')).length, 0)
})

test('a sign of life goes to everybody, and closing ends every stream', async () => {
  const { live, enter, beat } = house()
  const reader = enter()
  await settled()
  beat()
  assert.equal(reader.written.at(-1), ':\n\n')
  live.close()
  assert.equal(reader.ended, true)
})

test('ten thousand readers that are sent away are told to come back over twenty seconds', async () => {
  let turn = 0
  const count = 10_000
  const { live, enter } = house([], () => (turn++ % count) / count)
  const readers = Array.from({ length: count }, () => enter())
  await settled()
  live.close()
  const perSecond = new Map<number, number>()
  for (const { ended, written } of readers) {
    const [, delay] = /^retry: (\d+)\n\n$/.exec(written.at(-1) ?? '') ?? []
    assert.ok(ended && delay !== undefined)
    const second = Math.floor(Number(delay) / 1_000)
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
  }
  assert.ok(Math.max(...perSecond.values()) <= 510, JSON.stringify([...perSecond]))
})

test('who comes while it closes is asked to come again', async () => {
  const { live, enter } = house()
  live.close()
  assert.equal(enter().status, 503)
  assert.equal(live.count(), 0)
})
