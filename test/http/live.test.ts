/** Live readers: every change once and in order, through slow readers, storms of reconnections and resumption. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LIVE_CATCH_UP_MAX } from '#contract/live.ts'
import { createClient } from '#test/http/client.ts'
import { until } from '#test/until.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

interface Heard {
  readonly id: number
  readonly kind: string
  readonly commentId: string
}

/** A reader of the stream; `heard` grows as messages come. */
function listen(url: string, lastHeard?: number) {
  const heard: Heard[] = []
  const leaving = new AbortController()
  const opened = fetch(url, {
    signal: leaving.signal,
    headers: lastHeard === undefined ? {} : { 'Last-Event-ID': String(lastHeard) },
  })
  const done = (async () => {
    const response = await opened
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const id = /^id: (\d+)$/m.exec(block)?.[1]
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (id && data) heard.push({ ...(JSON.parse(data) as Heard), id: Number(id) })
      }
    }
  })().catch(() => {})
  return { heard, opened, leave: () => (leaving.abort(), done) }
}

let site: RunningSite
let storyId: string
let live: string
before(async () => {
  site = await runSite()
  storyId = await seedStory(site, { comments: [seedComment()] })
  live = `${site.url}/api/stories/${storyId}/live`
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

async function post(body: string): Promise<string> {
  const response = await createClient(site.url).json('POST', `/api/stories/${storyId}/comments`, {
    name: 'Ada',
    body,
  })
  return ((await response.json()) as { comment: { id: string } }).comment.id
}

describe('live readers', () => {
  test('hear of a new comment, and of nothing in other stories', async () => {
    const elsewhere = await seedStory(site)
    const reader = listen(live)
    const other = listen(`${site.url}/api/stories/${elsewhere}/live`)
    await Promise.all([reader.opened, other.opened])
    const id = await post('Hear this')
    await until(() => reader.heard.some((message) => message.commentId === id))
    assert.equal(reader.heard.at(-1)?.kind, 'new')
    assert.deepEqual(other.heard, [])
    await Promise.all([reader.leave(), other.leave()])
  })

  test('a page tells the position to go on from: what came between is not lost', async () => {
    const page = await (await fetch(`${site.url}/s/${storyId}`)).text()
    const position = /data-live="(\d+)"/.exec(page)?.[1]
    const between = await post('Between page and connection')
    const reader = listen(`${live}?after=${position}`)
    await until(() => reader.heard.length > 0)
    assert.deepEqual(
      reader.heard.map((message) => message.commentId),
      [between],
    )
    await reader.leave()
  })

  test('readers who come and go all the time miss nothing and hear nothing twice', async () => {
    const start = await site.parts.store.read.lastEvent()
    const posts = 60
    const writing = (async () => {
      const ids: string[] = []
      for (let count = 0; count < posts; count += 1) ids.push(await post(`Storm ${count}`))
      return ids
    })()
    const readers = Array.from({ length: 12 }, async (_, at) => {
      const all: Heard[] = []
      let last = start
      while (all.length < posts) {
        const reader = listen(live, last)
        // Leaves after a few messages: each at another number, so that they cross writes at every point.
        await until(() => reader.heard.length > at % 5 || all.length + reader.heard.length >= posts)
        await reader.leave()
        all.push(...reader.heard)
        last = all.at(-1)?.id ?? last
      }
      return all.map((message) => message.commentId)
    })
    const expected = await writing
    for (const heard of await Promise.all(readers)) assert.deepEqual(heard, expected)
  })

  test('who cannot keep a connection asks now and then, and hears the same', async () => {
    const before = await site.parts.store.read.lastEvent()
    const id = await post('For those who poll')
    const answer = await fetch(`${site.url}/api/stories/${storyId}/events?after=${before}`)
    const changes = (await answer.json()) as { messages: { commentId: string }[]; position: number }
    assert.deepEqual(
      changes.messages.map((message) => message.commentId),
      [id],
    )
    const next = await fetch(`${site.url}/api/stories/${storyId}/events?after=${changes.position}`)
    assert.deepEqual(((await next.json()) as { messages: unknown[] }).messages, [])
  })

  test('one who missed too much is told to start anew', async () => {
    const id = await post('Much talked about')
    const event = { kind: 'comment.voted', storyId, commentId: id, personId: null, at: 0, facts: {} } as const
    const events = Array.from({ length: LIVE_CATCH_UP_MAX }, () => event)
    await site.parts.store.write((tx) => tx.appendEvents(events))
    const response = await fetch(`${live}?after=0`)
    const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('event: reset')) text += (await stream?.read())?.value ?? ''
    await stream?.cancel()
  })
})
