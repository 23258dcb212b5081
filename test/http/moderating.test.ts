/** Moderating over HTTP: signing in by a link that works once, deciding, undoing, and the log that tells it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIGN_IN_LINK_MS } from '#domain/limits.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { runSite, seedComment, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'

let site: RunningSite
let storyId: string
let moderator: Client
before(async () => {
  site = await runSite()
  storyId = await seedStory(site, {
    comments: [
      seedComment({ sourceId: 'a', text: 'A root to judge' }),
      seedComment({ sourceId: 'b', parentSourceId: 'a', text: 'A reply below it' }),
      seedComment({ sourceId: 'c', text: 'A lone comment' }),
    ],
  })
  moderator = await signedIn('Marit Holm')
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

async function token(): Promise<string> {
  return new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
}

async function signedIn(name: string): Promise<Client> {
  const client = createClient(site.url)
  const response = await client.form('/sign-in', { token: await token(), name })
  assert.equal(response.headers.get('Location'), '/you')
  return client
}

async function idOf(text: string, client = moderator): Promise<string> {
  const page = await (await client.get(`/s/${storyId}/yours`)).text()
  const before = page.slice(0, page.indexOf(text))
  return /data-comment="([^"]+)"(?![\s\S]*data-comment=")/.exec(before)?.[1] ?? ''
}

async function publicPage(): Promise<string> {
  return (await fetch(`${site.url}/s/${storyId}`)).text()
}

describe('the link', () => {
  test('opening it changes nothing, using it works once', async () => {
    const link = await seedSignInPath(site)
    for (const _ of [1, 2]) assert.equal((await fetch(site.url + link)).status, 200)
    const once = new URL(link, site.url).searchParams.get('token') ?? ''
    const first = await createClient(site.url).form('/sign-in', { token: once, name: 'Ines Kowal' })
    assert.equal(first.status, 303)
    const second = await createClient(site.url).form('/sign-in', { token: once, name: 'Somebody Else' })
    assert.equal(second.status, 410)
    assert.equal((await fetch(site.url + link)).status, 410)
  })

  test('of two who use it at once, one gets in', async () => {
    const once = await token()
    const answers = await Promise.all(
      ['Left Hand', 'Right Hand'].map((name) =>
        createClient(site.url).form('/sign-in', { token: once, name }),
      ),
    )
    assert.deepEqual(
      answers.map((answer) => answer.status).sort((a, b) => a - b),
      [303, 410],
    )
  })

  test('runs out, and never gives away the account of an ordinary member', async () => {
    const late = await token()
    site.clock.now += SIGN_IN_LINK_MS
    assert.equal((await createClient(site.url).form('/sign-in', { token: late, name: 'Late' })).status, 410)
    await seedStory(site, { comments: [seedComment({ author: 'Plain Member', verified: true })] })
    const taken = await createClient(site.url).form('/sign-in', {
      token: await token(),
      name: 'Plain Member',
    })
    assert.equal(taken.status, 422)
  })

  test('signing out ends the session everywhere', async () => {
    const client = await signedIn('Short Visit')
    const kept = new Map(client.cookies)
    await client.form('/sign-out', {})
    for (const [name, value] of kept) client.cookies.set(name, value)
    assert.doesNotMatch(await (await client.get(`/s/${storyId}/yours`)).text(), /class="moderation"/)
  })
})

describe('decisions', () => {
  test('controls stand on every comment, for moderators only', async () => {
    const theirs = await (await moderator.get(`/s/${storyId}/yours`)).text()
    assert.equal(theirs.split('class="moderation"').length - 1, 3)
    assert.doesNotMatch(await publicPage(), /class="moderation"/)
  })

  test('holding hides the words but not what hangs below; undo brings them back', async () => {
    const id = await idOf('A root to judge')
    assert.equal((await moderator.form(`/c/${id}/decisions`, { action: 'hold' })).status, 303)
    const held = await publicPage()
    assert.ok(!held.includes('A root to judge') && held.includes('A reply below it'))
    assert.match(held, /Waiting for a moderator/)
    const theirs = await (await moderator.get(`/s/${storyId}/yours`)).text()
    const undo = /action="(\/decisions\/[^"]+\/undo)"/.exec(theirs)?.[1] ?? ''
    await moderator.form(undo, {})
    assert.ok((await publicPage()).includes('A root to judge'))
    assert.equal((await moderator.form(undo, {})).status, 409)
  })

  test('removing needs a reason, and the log tells it without the words', async () => {
    const id = await idOf('A lone comment')
    const bare = await moderator.form(`/c/${id}/decisions`, { action: 'remove', reason: '  ' })
    assert.equal(bare.status, 422)
    assert.match(await bare.text(), /A reason is missing/)
    await moderator.form(`/c/${id}/decisions`, { action: 'remove', reason: 'Off the subject <b>' })
    assert.ok(!(await publicPage()).includes('A lone comment'))
    const log = await (await fetch(`${site.url}/log`)).text()
    assert.ok(log.includes('Marit Holm') && log.includes('Off the subject &lt;b&gt;'))
    assert.ok(!log.includes('A lone comment'))
    const again = await moderator.form(`/c/${id}/decisions`, { action: 'remove', reason: 'x' })
    assert.equal(again.status, 409)
    await moderator.form(`/c/${id}/decisions`, { action: 'publish' })
    assert.ok((await publicPage()).includes('A lone comment'))
  })

  test('a return address is one of our own pages, whatever the request says', async () => {
    const id = await idOf('A lone comment')
    for (const referer of [
      'https://evil.example/s/x',
      `${site.url}//evil.example`,
      'javascript:alert(1)',
      '',
    ]) {
      const response = await moderator.form(`/c/${id}/vote`, { value: '1' }, { Referer: referer })
      assert.equal(response.headers.get('Location'), `/c/${id}/yours#c-${id}`)
      await moderator.form(`/c/${id}/vote`, { value: '0' }, { Referer: referer })
    }
    const back = await moderator.form(
      `/c/${id}/vote`,
      { value: '1' },
      { Referer: `${site.url}/s/${storyId}?order=top&evil=1` },
    )
    assert.equal(back.headers.get('Location'), `/s/${storyId}/yours?order=top#c-${id}`)
  })
})
