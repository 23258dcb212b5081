/** The embed over HTTP: who may ask from where, with what, and what is never given across origins. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import filePlugin from '@size-limit/file'
import sizeLimit from 'size-limit'
import { COUNTED_ADDRESSES_MAX } from '#domain/limits.ts'
import { createClient } from '#test/http/client.ts'
import { ROUTES } from '#contract/routes.ts'
import { readConfig } from '#main/config.ts'
import { runSite, seedComment, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'

const NEWS = 'https://news.example'
const EVIL = 'https://evil.example'
const PAGE = `${NEWS}/ferry`

/** DESIGN section 8. */
const EMBED_BYTES_MAX = 12 * 1024

let site: RunningSite
let storyId: string
let commentId: string
before(async () => {
  site = await runSite({ environment: { PARLEY_ORIGINS: `${NEWS}, https://www.news.example` } })
  storyId = await seedStory(site, {
    url: PAGE,
    comments: [
      seedComment({ sourceId: 'a', text: 'The first word' }),
      seedComment({ sourceId: 'b', parentSourceId: 'a', text: 'An answer' }),
    ],
  })
  commentId = /data-comment="([^"]+)"/.exec(await (await fetch(`${site.url}/s/${storyId}`)).text())?.[1] ?? ''
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

function ask(path: string, origin: string | null, init: RequestInit = {}): Promise<Response> {
  const headers = {
    ...(origin === null ? {} : { Origin: origin }),
    ...(init.headers as Record<string, string>),
  }
  return fetch(site.url + path, { ...init, headers })
}

function write(
  method: string,
  path: string,
  facts: { origin?: string; token?: string; cookie?: string; body?: unknown },
) {
  return ask(path, facts.origin ?? NEWS, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(facts.token === undefined ? {} : { Authorization: `Bearer ${facts.token}` }),
      ...(facts.cookie === undefined ? {} : { Cookie: facts.cookie }),
    },
    ...(facts.body === undefined ? {} : { body: JSON.stringify(facts.body) }),
  })
}

/** Programs with a key may ask from anywhere: no cookie of theirs is looked at. */
function isForPrograms(path: string): boolean {
  return path.startsWith('/v1alpha1/')
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}

describe('reading from another origin', () => {
  for (const path of [
    () => `/embed/thread?story=${storyId}`,
    () => `/embed/thread?url=${encodeURIComponent(PAGE)}`,
    () => `/embed/branch?comment=${commentId}`,
    () => `/embed/conversation?comment=${commentId}`,
    () => '/embed/latest',
    () => `/embed/search?story=${storyId}&q=word`,
    () => `/api/counts?url=${encodeURIComponent(PAGE)}`,
  ]) {
    test(`${path.toString().slice(6, 40)}: an allowed origin is named exactly, another is refused in words it can read`, async () => {
      for (let times = 0; times < 2; times += 1) {
        const allowed = await ask(path(), NEWS)
        assert.equal(allowed.status, 200, await allowed.clone().text())
        assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), NEWS)
        assert.equal(allowed.headers.get('Access-Control-Allow-Credentials'), null)
        assert.match(allowed.headers.get('Vary') ?? '', /Origin/)
        assert.equal(allowed.headers.get('Set-Cookie'), null)
        const refused = await ask(path(), EVIL)
        assert.equal(refused.status, 403)
        assert.equal(refused.headers.get('Access-Control-Allow-Origin'), EVIL)
        assert.equal(await codeOf(refused), 'embed-origin-refused')
        const own = await ask(path(), null)
        assert.equal(own.status, 200)
        assert.equal(own.headers.get('Access-Control-Allow-Origin'), null)
      }
    })
  }

  test('a story is found however its readers came', async () => {
    const url = encodeURIComponent(`${PAGE}?utm_source=mail&fbclid=1#parley-c-1`)
    const text = await (await ask(`/embed/thread?url=${url}`, NEWS)).text()
    assert.match(text, /The first word/)
    assert.match(text, /An answer/)
  })

  test('the part and the page show the same comment', async () => {
    const part = await (await ask(`/embed/thread?story=${storyId}`, NEWS)).text()
    const page = await (await fetch(`${site.url}/s/${storyId}`)).text()
    const article = /<article\s+class="comment[\s\S]*?<\/article>/.exec(part)?.[0] ?? ''
    assert.ok(article.length > 0)
    assert.ok(page.includes(article))
  })

  test('a comment posted meanwhile is in the next part', async () => {
    const path = `/embed/thread?story=${storyId}`
    await (await ask(path, NEWS)).text()
    await createClient(site.url).json('POST', `/api/stories/${storyId}/comments`, {
      name: 'Ada',
      body: 'Just now',
    })
    assert.match(await (await ask(path, NEWS)).text(), /Just now/)
  })

  test('a page of our own is not for other origins', async () => {
    const response = await ask(`/s/${storyId}`, NEWS)
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), null)
  })
})

describe('preflights', () => {
  const preflight = (path: string, origin: string) =>
    ask(path, origin, { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' } })

  test('answer allowed origins, and nobody else', async () => {
    const path = `/api/stories/${storyId}/comments`
    const allowed = await preflight(path, NEWS)
    assert.equal(allowed.status, 204)
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), NEWS)
    assert.match(allowed.headers.get('Access-Control-Allow-Headers') ?? '', /authorization/)
    assert.equal(allowed.headers.get('Access-Control-Allow-Credentials'), null)
    const refused = await preflight(path, EVIL)
    assert.equal(refused.status, 403)
    assert.equal(refused.headers.get('Access-Control-Allow-Origin'), null)
  })

  test('are not answered for what is not embeddable', async () => {
    for (const path of [`/c/${commentId}/decisions`, '/sign-in', `/s/${storyId}/comments`]) {
      const response = await preflight(path, NEWS)
      assert.ok(response.status >= 400, path)
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), null)
    }
  })
})

describe('writing from another origin', () => {
  const body = { name: 'Cleo', body: 'From under the story' }

  test('takes a token, gives one, and that one may change what it wrote', async () => {
    const posted = await write('POST', `/api/stories/${storyId}/comments`, { token: 'new', body })
    assert.equal(posted.status, 201)
    assert.deepEqual(posted.headers.getSetCookie(), [])
    const token = posted.headers.get('Parley-Token') ?? ''
    assert.notEqual(token, '')
    assert.match(posted.headers.get('Access-Control-Expose-Headers') ?? '', /Parley-Token/)
    const { comment } = (await posted.json()) as { comment: { id: string } }
    const path = `/api/comments/${comment.id}`
    const edited = await write('PATCH', path, { token, body: { body: 'Better words' } })
    assert.equal(edited.status, 200)
    for (const wrong of ['new', '', `${token}x`, token.replace(/.$/, token.endsWith('A') ? 'B' : 'A')]) {
      assert.equal((await write('PATCH', path, { token: wrong, body: { body: 'x' } })).status, 403, wrong)
    }
    const editor = await ask(`${path}/edit`, NEWS, { headers: { Authorization: `Bearer ${token}` } })
    assert.match(((await editor.json()) as { html: string }).html, /Better words/)
    const deleted = await write('DELETE', path, { token })
    assert.deepEqual(await deleted.json(), { id: comment.id, state: 'deleted', html: null })
  })

  test('without a token is refused, whatever cookies come with it', async () => {
    const client = createClient(site.url)
    await client.form(`/s/${storyId}/comments`, { name: 'Ada', body: 'mine, by cookie' })
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await write('POST', `/api/stories/${storyId}/comments`, { cookie, body })
    assert.equal(response.status, 403)
    assert.equal(await codeOf(response), 'origin-refused')
  })

  test('never looks at cookies: a moderator’s session is nobody’s from another origin, and with a token', async () => {
    const moderator = createClient(site.url)
    const link = await seedSignInPath(site)
    const token = new URL(link, site.url).searchParams.get('token') ?? ''
    await moderator.form('/sign-in', { token, name: 'Mona' })
    const cookie = [...moderator.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const path = `/api/stories/${storyId}/me`
    const own = await ask(path, null, { headers: { Cookie: cookie } })
    assert.equal(((await own.json()) as { isModerator: boolean }).isModerator, true)
    for (const [origin, headers] of [
      [NEWS, { Cookie: cookie }],
      [NEWS, { Cookie: cookie, Authorization: 'Bearer new' }],
      [null, { Cookie: cookie, Authorization: 'Bearer new' }],
    ] as const) {
      const across = await ask(path, origin, { headers })
      assert.equal(((await across.json()) as { isModerator: boolean }).isModerator, false)
    }
    const session = [...moderator.cookies.values()].join('')
    const asToken = await ask(path, NEWS, { headers: { Authorization: `Bearer ${session}` } })
    assert.equal(((await asToken.json()) as { isModerator: boolean }).isModerator, false)
  })

  test('a token means nothing outside the API', async () => {
    const posted = await write('POST', `/api/stories/${storyId}/comments`, {
      token: 'new',
      body: { name: 'Dora', body: 'a word to keep' },
    })
    const token = posted.headers.get('Parley-Token') ?? ''
    const { comment } = (await posted.json()) as { comment: { id: string } }
    const page = await ask(`/c/${comment.id}/edit`, null, { headers: { Authorization: `Bearer ${token}` } })
    assert.equal(page.status, 403)
  })

  test('from an origin that is not allowed is refused on every route, with and without a token', async () => {
    for (const route of Object.values(ROUTES)) {
      if (route.method === 'GET') continue
      const path = route.path.replace(/(?<=\/):[A-Za-z]+/g, storyId)
      for (const token of [undefined, 'new']) {
        const response = await write(route.method, path, { origin: EVIL, ...(token ? { token } : {}) })
        assert.equal(response.status, 403, `${route.method} ${route.path}`)
      }
    }
  })

  test('to routes that are not embeddable is refused to allowed origins too', async () => {
    for (const route of Object.values(ROUTES)) {
      if (route.method === 'GET' || 'isEmbeddable' in route || isForPrograms(route.path)) continue
      const path = route.path.replace(/(?<=\/):[A-Za-z]+/g, storyId)
      assert.equal((await write(route.method, path, { token: 'new' })).status, 403, route.path)
    }
  })
})

describe('companions', () => {
  test('scripts come from an address that stays, may be loaded from anywhere, and are kept for minutes', async () => {
    for (const path of ['/embed.js', '/count.js']) {
      const response = await fetch(site.url + path)
      assert.match(response.headers.get('Content-Type') ?? '', /javascript/)
      assert.equal(response.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin')
      assert.match(response.headers.get('Cache-Control') ?? '', /max-age=300/)
    }
    const part = await ask(`/embed/thread?story=${storyId}`, NEWS)
    assert.equal(part.headers.get('Cross-Origin-Resource-Policy'), 'same-origin')
  })

  test('all that an embedding page loads is at most 12 KB with brotli', async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-scripts-'))
    try {
      const files = await Promise.all(
        ['embed.js', 'count.js'].map(async (name) => {
          const script = Buffer.from(await (await fetch(`${site.url}/${name}`)).arrayBuffer())
          assert.ok(script.length > 0)
          await writeFile(join(folder, name), script)
          return join(folder, name)
        }),
      )
      const [{ size } = { size: Number.NaN }] = (await sizeLimit([filePlugin], files)) as { size: number }[]
      context.diagnostic(`embed.js and count.js: ${size} bytes`)
      assert.ok(size > 0 && size <= EMBED_BYTES_MAX, String(size))
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('the bytes that are sent stay below that too, though they are compressed in less time', async () => {
    const sizes = await Promise.all(
      ['/embed.js', '/count.js'].map(async (path) => {
        const response = await fetch(site.url + path, { headers: { 'Accept-Encoding': 'br' } })
        await response.arrayBuffer()
        return Number(response.headers.get('Content-Length'))
      }),
    )
    const sum = sizes.reduce((one, other) => one + other, 0)
    assert.ok(sum > 0 && sum <= EMBED_BYTES_MAX, String(sizes))
  })

  test('the scripts are sent compressed', async () => {
    const response = await fetch(`${site.url}/embed.js`, { headers: { 'Accept-Encoding': 'br' } })
    assert.equal(response.headers.get('Content-Encoding'), 'br')
  })

  test('counts come for many addresses in the order asked, up to a limit', async () => {
    const query = new URLSearchParams(
      [`${PAGE}?utm_source=x`, `${NEWS}/none`, 'nonsense'].map((url) => ['url', url]),
    )
    const { counts } = (await (await ask(`/api/counts?${query.toString()}`, NEWS)).json()) as {
      counts: { count: number; text: string }[]
    }
    assert.equal(counts.length, 3)
    assert.ok((counts[0]?.count ?? 0) >= 2)
    assert.match(counts[0]?.text ?? '', /^\d+ comments$/)
    assert.deepEqual(
      counts.slice(1).map(({ count }) => count),
      [0, 0],
    )
    const many = new URLSearchParams(Array.from({ length: COUNTED_ADDRESSES_MAX + 1 }, () => ['url', PAGE]))
    assert.equal(await codeOf(await ask(`/api/counts?${many.toString()}`, NEWS)), 'too-many-addresses')
  })

  test('a single comment may be framed by anybody, runs nothing and holds nothing to press', async () => {
    const response = await fetch(`${site.url}/embed/c/${commentId}`)
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    assert.match(policy, /frame-ancestors \*/)
    assert.doesNotMatch(policy, /script-src/)
    assert.equal(response.headers.get('X-Frame-Options'), null)
    assert.equal(response.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin')
    const text = await response.text()
    assert.doesNotMatch(text, /<script|<form|<button/)
    assert.match(text, /<article/)
    const page = await fetch(`${site.url}/c/${commentId}`)
    assert.match(page.headers.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/)
  })

  test('oEmbed is found from the comment’s page and tells of a frame', async () => {
    const page = await (await fetch(`${site.url}/c/${commentId}`)).text()
    assert.match(page, /type="application\/json\+oembed"/)
    const about = encodeURIComponent(`${site.url}/c/${commentId}`)
    const answer = (await (
      await fetch(`${site.url}/oembed?url=${about}&format=json&maxwidth=400`)
    ).json()) as Record<string, unknown>
    assert.equal(answer['type'], 'rich')
    assert.equal(answer['width'], 400)
    assert.match(String(answer['html']), new RegExp(`<iframe src="${site.url}/embed/c/${commentId}"`))
    assert.equal((await fetch(`${site.url}/oembed?url=${about}&format=xml`)).status, 501)
    for (const url of [`https://other.example/c/${commentId}`, `${site.url}/s/${storyId}`, 'x', '']) {
      assert.equal((await fetch(`${site.url}/oembed?url=${encodeURIComponent(url)}`)).status, 404, url)
    }
  })

  test('the snippet page shows what to paste, with a story of this site', async () => {
    const text = await (await fetch(`${site.url}/embed`)).text()
    assert.match(text, /&lt;parley-thread&gt;/)
    assert.match(text, /<parley-thread story="/)
    assert.ok(text.includes(NEWS))
  })

  test('the latest comments stand first', async () => {
    const text = await (await ask('/embed/latest?count=2', NEWS)).text()
    assert.equal(text.split('<li').length, 3)
    assert.match(text, /The ferry sails again/)
  })
})

test('allowed origins are origins, or the server does not start', () => {
  const read = (origins: string) => readConfig({ environment: { PARLEY_ORIGINS: origins } })
  for (const wrong of [
    'news.example',
    `${NEWS}/`,
    `${NEWS}/path`,
    '*',
    'https://*.news.example',
    'null',
    'ftp://a.example',
    `${NEWS} ${EVIL}`,
  ]) {
    const config = read(wrong)
    assert.equal(config.ok, false, wrong)
    if (!config.ok) assert.match(config.problem.message, /PARLEY_ORIGINS/)
  }
  for (const right of ['', NEWS, `${NEWS},http://localhost:3000`, ' , '])
    assert.equal(read(right).ok, true, right)
})
