/** The front cache: right bytes, right tags, never old, never private, one render at a time. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { request } from 'node:http'
import { createClient } from '#test/http/client.ts'
import { createFrontCache } from '#http/front/front-cache.ts'
import { runSite, seedComment, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'

interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Without fetch's own decompression. */
function raw(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    request(url, { headers, method }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
      .on('error', reject)
      .end()
  })
}

let site: RunningSite
let storyId: string
let url: string
before(async () => {
  site = await runSite()
  storyId = await seedStory(site, { comments: [seedComment({ text: 'First of all' })] })
  url = `${site.url}/s/${storyId}`
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

describe('what goes out', () => {
  test('the same page in every encoding, each with a strong tag of its own', async () => {
    const plain = await raw(url)
    assert.equal(plain.headers['content-encoding'], undefined)
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync }
    const tags = new Set([plain.headers['etag']])
    for (const [encoding, decode] of Object.entries(decoders)) {
      const answer = await raw(url, { 'Accept-Encoding': encoding })
      assert.equal(answer.headers['content-encoding'], encoding)
      assert.equal(answer.headers['vary'], 'Accept-Encoding')
      assert.deepEqual(decode(answer.body), plain.body)
      assert.match(String(answer.headers['etag']), /^"[\w-]+"$/)
      tags.add(answer.headers['etag'])
    }
    assert.equal(tags.size, 4)
  })

  test('quality 0 is a no', async () => {
    const answer = await raw(url, { 'Accept-Encoding': 'br;q=0, zstd;q=0.0, gzip' })
    assert.equal(answer.headers['content-encoding'], 'gzip')
  })

  test('a known tag is answered 304 without a body, also weak and among others', async () => {
    const { headers } = await raw(url)
    for (const known of [
      headers['etag'],
      `W/${String(headers['etag'])}`,
      `"x", ${String(headers['etag'])}`,
      '*',
    ]) {
      const answer = await raw(url, { 'If-None-Match': String(known) })
      assert.equal(answer.status, 304)
      assert.equal(answer.body.length, 0)
      assert.equal(answer.headers['etag'], headers['etag'])
    }
    assert.equal((await raw(url, { 'If-None-Match': '"other"' })).status, 200)
  })

  test('HEAD tells what GET would', async () => {
    const get = await raw(url)
    const head = await raw(url, {}, 'HEAD')
    assert.equal(head.body.length, 0)
    assert.equal(head.headers['content-length'], String(get.body.length))
  })

  test('fit for a CDN: shared for a second, no cookie, no word of the inside', async () => {
    const { headers } = await raw(url)
    assert.match(String(headers['cache-control']), /public, .*s-maxage=1, stale-while-revalidate=10/)
    assert.equal(headers['set-cookie'], undefined)
    assert.equal(headers['x-parley-story'], undefined)
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
  })

  test('unknown parameters do not make pages of their own', async () => {
    const first = await raw(url)
    const second = await raw(`${url}?utm_source=x&fbclid=y`)
    assert.equal(first.headers['etag'], second.headers['etag'])
  })
})

describe('what is old', () => {
  test('every kind of change is seen by the next reader', async () => {
    const client = createClient(site.url)
    const seen = async () => (await fetch(url)).text()
    const posted = await client.json('POST', `/api/stories/${storyId}/comments`, {
      name: 'Ada',
      body: 'Version one',
    })
    const { comment } = (await posted.json()) as { comment: { id: string } }
    assert.match(await seen(), /Version one/)
    await client.json('PATCH', `/api/comments/${comment.id}`, { body: 'Version two' })
    assert.match(await seen(), /Version two/)
    await createClient(site.url).json('PUT', `/api/comments/${comment.id}/vote`, { value: 1 })
    assert.match(await seen(), /data-count>1</)
    await client.json('DELETE', `/api/comments/${comment.id}`)
    assert.doesNotMatch(await seen(), /Version two/)
  })

  test('nothing private is in it, whoever asked first', async () => {
    const moderator = createClient(site.url)
    const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
    await moderator.form('/sign-in', { token, name: 'Marit' })
    await moderator.json('POST', `/api/stories/${storyId}/comments`, { body: 'By a moderator' })
    const theirs = await (await moderator.get(`/s/${storyId}`)).text()
    const stranger = await (await fetch(url)).text()
    assert.equal(theirs, stranger)
    assert.doesNotMatch(theirs, /class="moderation"/)
  })

  test('a page whose render an event overtook is made again; many who ask share one render', async () => {
    let renders = 0
    const waiting: (() => void)[] = []
    const cache = createFrontCache({
      languageOf: () => 'en',
      share: () => ({}),
      clock: { now: () => 0 },
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      render: async () => {
        renders += 1
        const mine = renders
        await new Promise<void>((resolve) => waiting.push(resolve))
        return {
          status: 200,
          headers: {},
          bytes: Buffer.from(`render ${mine}`),
          subject: storyId,
          until: null,
        }
      },
    })
    const { createServer } = await import('node:http')
    const server = createServer((incoming, outgoing) => void cache.handle(incoming, outgoing))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/s/${storyId}`
    const answers = [fetch(base), fetch(base), fetch(base)]
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve))
    cache.consume([
      { sequence: 1, kind: 'comment.edited', storyId, commentId: null, personId: null, at: 0, facts: {} },
    ])
    waiting.shift()?.()
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve))
    waiting.shift()?.()
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()))
    assert.deepEqual(texts, ['render 2', 'render 2', 'render 2'])
    assert.equal(renders, 2)
    server.close()
    server.closeAllConnections()
  })
})
