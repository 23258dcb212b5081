/** Pages while the database is away: what new comments overtook is shown once more, what was taken back never. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { EventKind } from '#domain/events/event.ts'
import { createFrontCache, type FrontCache } from '#http/front/front-cache.ts'

const STORY = '0190a0a0-0000-7000-8000-000000000001'

let cache: FrontCache
let server: Server
let base: string
let words: string | null
/** What happens while a page is being made. */
let meanwhile: () => void
beforeEach(async () => {
  words = 'as it was'
  meanwhile = () => {}
  cache = createFrontCache({
    languageOf: () => 'en',
    share: () => ({}),
    clock: { now: () => 0 },
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    render: async () => {
      const page = {
        status: words === null ? 503 : 200,
        headers: words === null ? { 'retry-after': '5' } : {},
        bytes: Buffer.from(words ?? 'busy'),
        subject: STORY,
        until: null,
      }
      meanwhile()
      return page
    },
  })
  server = createServer((incoming, outgoing) => void cache.handle(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/s/${STORY}`
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

let sequence = 0
function happen(kind: EventKind): void {
  sequence += 1
  cache.consume([{ sequence, kind, storyId: STORY, commentId: null, personId: null, at: 0, facts: {} }])
}

async function page(): Promise<string> {
  const answer = await fetch(base)
  return `${answer.status} ${await answer.text()}`
}

describe('while the database is away', () => {
  test('a page that new comments overtook is shown as it was, until it can be made again', async () => {
    assert.equal(await page(), '200 as it was')
    words = null
    happen('comment.posted')
    happen('comment.voted')
    assert.equal(await page(), '200 as it was')
    words = 'with the new comment'
    assert.equal(await page(), '200 with the new comment')
    words = null
    happen('comment.posted')
    assert.equal(await page(), '200 with the new comment')
  })

  test('a page that is never made in time because many write is shown as well', async () => {
    meanwhile = () => happen('comment.posted')
    assert.equal(await page(), '200 as it was')
    words = null
    assert.equal(await page(), '200 as it was')
  })

  test('but none that something was taken from while it was made', async () => {
    meanwhile = () => {
      happen('comment.posted')
      happen('comment.deleted')
      happen('comment.posted')
    }
    await page()
    meanwhile = () => {}
    words = null
    assert.equal(await page(), '503 busy')
  })

  for (const kind of ['comment.decided', 'comment.deleted', 'comment.edited', 'story.decided'] as const) {
    test(`nothing is shown that ${kind} made old, whatever came before or after it`, async () => {
      await page()
      words = null
      happen(kind)
      assert.equal(await page(), '503 busy')
      words = 'anew'
      await page()
      words = null
      happen('comment.posted')
      happen(kind)
      happen('comment.posted')
      assert.equal(await page(), '503 busy')
    })
  }

  test('a page that nobody has asked for is refused with the time to come again', async () => {
    words = null
    const answer = await fetch(base)
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('Retry-After'), '5')
  })
})
