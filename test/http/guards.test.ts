/** The guards of every route: origin, limits, sizes, headers, cookies. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createClient } from '#test/http/client.ts'
import { createRateGuard } from '#http/guards/rate-guard.ts'
import { COMMENTS_ALLOWANCE, REQUEST_BODY_BYTES_MAX, VOTES_ALLOWANCE } from '#domain/limits.ts'
import { ROUTES } from '#contract/routes.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000'

describe('guards', () => {
  let site: RunningSite
  let storyId: string
  before(async () => {
    site = await runSite()
    storyId = await seedStory(site, { comments: [seedComment({ sourceId: 'a' })] })
  })
  after(async () => {
    await site.stop()
    assert.deepEqual(site.errors, [])
  })

  test('a write from another origin is refused, with and without a Referer', async () => {
    const client = createClient(site.url)
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      const response = await client.form(
        `/s/${storyId}/comments`,
        { name: 'Ada', body: 'hello' },
        { Origin: origin },
      )
      assert.equal(response.status, 403, origin)
      assert.match(await response.text(), /came from another site/)
    }
    const crossSite = await fetch(`${site.url}/s/${storyId}/comments`, {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'name=Ada&body=hello',
    })
    assert.equal(crossSite.status, 403)
  })

  test('every writing route refuses a foreign origin', async () => {
    for (const route of Object.values(ROUTES)) {
      // Programs with a key may ask from anywhere: no cookie of theirs is looked at.
      if (route.method === 'GET' || route.path.startsWith('/v1alpha1/')) continue
      const path = route.path.replace(/:[A-Za-z]+/g, UNKNOWN_ID)
      const response = await fetch(`${site.url}${path}`, {
        method: route.method,
        headers: { Origin: 'https://evil.example' },
      })
      assert.equal(response.status, 403, `${route.method} ${route.path}`)
    }
  })

  test('moderating routes refuse guests and members who are no moderators', async () => {
    const client = createClient(site.url)
    await client.form(`/s/${storyId}/comments`, { name: 'Ada', body: 'hello' })
    const response = await client.form(`/c/${UNKNOWN_ID}/decisions`, { action: 'remove', reason: 'x' })
    assert.equal(response.status, 403)
  })

  test('pages carry the policy that lets nothing run from within', async () => {
    const response = await fetch(`${site.url}/s/${storyId}`)
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /require-trusted-types-for 'script'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff')
    assert.equal(response.headers.get('Referrer-Policy'), 'same-origin')
    assert.equal(response.headers.get('Set-Cookie'), null)
    assert.doesNotMatch(await response.text(), /<script(?! type="module" src="\/assets\/)/)
  })

  test('errors carry the same headers', async () => {
    for (const path of ['/nowhere', `/c/${UNKNOWN_ID}`, '/s/not-an-id']) {
      const response = await fetch(site.url + path)
      assert.equal(response.status, 404, path)
      assert.match(response.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/)
    }
  })

  test('the cookie of a guest is bound to host, path and https, and scripts cannot read it', async () => {
    const response = await createClient(site.url).form(`/s/${storyId}/comments`, {
      name: 'Ada',
      body: 'hello there',
    })
    const [cookie = ''] = response.headers.getSetCookie()
    assert.match(cookie, /^__Host-parley-guest=/)
    assert.match(cookie, /; Path=\//)
    assert.match(cookie, /; HttpOnly/)
    assert.match(cookie, /; Secure/)
    assert.match(cookie, /; SameSite=Lax/)
  })

  test('a forged cookie is nobody', async () => {
    const ada = createClient(site.url)
    const posted = await ada.json('POST', `/api/stories/${storyId}/comments`, { name: 'Ada', body: 'mine' })
    const { comment } = (await posted.json()) as { comment: { id: string } }
    const [cookieName = '', value = ''] = [...ada.cookies][0] ?? []
    const mallory = createClient(site.url)
    for (const forged of [value.slice(0, -2), `${value.split('.')[0]}.AAAA`, 'x', `${value}x`]) {
      mallory.cookies.set(cookieName, forged)
      const response = await mallory.json('PATCH', `/api/comments/${comment.id}`, { body: 'yours' })
      assert.equal(response.status, 403, forged)
    }
  })

  test('a body over the limit is refused, also without a length', async () => {
    const body = 'x'.repeat(REQUEST_BODY_BYTES_MAX + 1)
    const response = await fetch(`${site.url}/api/preview`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    assert.equal(response.status, 413)
    const streamed = await fetch(`${site.url}/api/preview`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    })
    assert.equal(streamed.status, 413)
  })

  test('other kinds of content and other methods are told what is wrong', async () => {
    const wrongType = await fetch(`${site.url}/api/preview`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: 'x',
    })
    assert.equal(wrongType.status, 415)
    const wrongMethod = await fetch(`${site.url}/s/${storyId}`, { method: 'DELETE' })
    assert.equal(wrongMethod.status, 405)
    const broken = await fetch(`${site.url}/api/preview`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"body":',
    })
    assert.equal(broken.status, 400)
    assert.deepEqual(Object.keys((await broken.json()) as object), ['error'])
  })
})

describe('limits of writing', () => {
  let site: RunningSite
  let storyId: string
  let commentId: string
  before(async () => {
    site = await runSite({ rates: createRateGuard() })
    storyId = await seedStory(site, { comments: [seedComment()] })
    const html = await (await fetch(`${site.url}/s/${storyId}`)).text()
    commentId = /data-comment="([^"]+)"/.exec(html)?.[1] ?? ''
  })
  after(() => site.stop())

  test('one comment more than the allowance is held back, and what was typed is still there', async () => {
    const client = createClient(site.url)
    // The first comment makes the guest; from then on the guest is counted.
    for (let count = 0; count <= COMMENTS_ALLOWANCE.points; count += 1) {
      const response = await client.form(`/s/${storyId}/comments`, { name: 'Ada', body: `number ${count}` })
      assert.equal(response.status, 303)
    }
    const words = 'the words I would not want to lose'
    const response = await client.form(`/s/${storyId}/comments`, { name: 'Ada', body: words })
    assert.equal(response.status, 429)
    assert.ok(Number(response.headers.get('Retry-After')) > 0)
    assert.ok((await response.text()).includes(words))
  })

  test('votes have an allowance of their own', async () => {
    const client = createClient(site.url)
    const statuses: number[] = []
    for (let count = 0; count <= VOTES_ALLOWANCE.points + 1; count += 1) {
      const value = count % 2 === 0 ? 1 : 0
      const response = await client.json('PUT', `/api/comments/${commentId}/vote`, { value })
      statuses.push(response.status)
    }
    assert.equal(statuses.pop(), 429)
    assert.ok(statuses.every((status) => status === 200))
  })
})
