/** Moving a story to another address, and merging two, over HTTP: pages, redirects, the embed, counts, the log, undo. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { MOVED_COMMENTS_MAX } from '#domain/limits.ts'
import { eventually } from '#test/eventually.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { runSite, seedComment, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'

const NEWS = 'https://news.example'

let site: RunningSite
let moderator: Client
before(async () => {
  site = await runSite({ environment: { PARLEY_ORIGINS: NEWS } })
  moderator = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await moderator.form('/sign-in', { token, name: 'Marit Holm' })
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

let seeds = 0
interface Seeded {
  readonly id: string
  readonly url: string
  readonly words: string
}

async function seed(comments = 1): Promise<Seeded> {
  seeds += 1
  const url = `${NEWS}/story-${seeds}`
  const words = `Words of story ${seeds}`
  const id = await seedStory(site, {
    url,
    headline: `Headline ${seeds}`,
    comments: Array.from({ length: comments }, () => seedComment({ text: words })),
  })
  return { id, url, words }
}

function move(storyId: string, address: string, reason = ''): Promise<Response> {
  return moderator.form(`/s/${storyId}/move`, { address, reason })
}

function merge(story: Seeded, into: Seeded): Promise<Response> {
  return moderator.form(`/s/${story.id}/merge`, { into: into.id, reason: 'The same subject' })
}

async function textOf(path: string, client?: Client): Promise<string> {
  return (await (client ? client.get(path) : fetch(site.url + path))).text()
}

/** The story that a page with this address shows. */
async function embeddedAt(url: string): Promise<string> {
  const path = `/embed/thread?url=${encodeURIComponent(url)}`
  const text = await (await fetch(site.url + path, { headers: { Origin: NEWS } })).text()
  return /data-story="([^"]+)"/.exec(text)?.[1] ?? text
}

async function countsOf(...urls: readonly string[]): Promise<number[]> {
  const query = new URLSearchParams(urls.map((url) => ['url', url]))
  const answer = await fetch(`${site.url}/api/counts?${query.toString()}`)
  return ((await answer.json()) as { counts: { count: number }[] }).counts.map(({ count }) => count)
}

async function undo(storyId: string): Promise<Response> {
  const page = await textOf(`/s/${storyId}/yours`, moderator)
  const path = /action="(\/story-decisions\/[^"]+\/undo)"/.exec(page)?.[1]
  return moderator.form(path ?? assert.fail('nothing to undo'), {})
}

async function assertComments(storyId: string, count: number): Promise<void> {
  await eventually(async () => assert.equal((await commentsOf(storyId)).length, count))
}

async function assertEmbedded(url: string, storyId: string): Promise<void> {
  await eventually(async () => assert.equal(await embeddedAt(url), storyId))
}

async function assertText(path: string, pattern: RegExp): Promise<void> {
  await eventually(async () => assert.match(await textOf(path), pattern))
}

async function commentsOf(storyId: string): Promise<string[]> {
  const page = await textOf(`/s/${storyId}`)
  return [...page.matchAll(/data-comment="([^"]+)"/g)].map((match) => match[1] ?? '')
}

describe('moving', () => {
  test('a story is found at its new address and at its old one, with the same id and permalinks', async () => {
    const story = await seed()
    const [permalink] = await commentsOf(story.id)
    const before = await embeddedAt(story.url)
    const there = `${NEWS}/moved?utm_source=x#part`
    assert.equal(before, story.id)
    assert.equal(
      (await move(story.id, there, 'New address')).headers.get('Location'),
      `/s/${story.id}/yours#thread`,
    )
    for (const url of [story.url, there, `${NEWS}/moved`]) await assertEmbedded(url, story.id)
    assert.deepEqual(await countsOf(story.url, there), [1, 1])
    await assertText(`/s/${story.id}`, /href="https:\/\/news\.example\/moved" rel="noopener"/)
    assert.equal((await fetch(`${site.url}/c/${permalink}`)).status, 200)
    await assertText('/log', /moved this discussion to <a href="https:\/\/news\.example\/moved"/)
    const started = await fetch(`${site.url}/embed/stories`, {
      method: 'POST',
      headers: { Origin: NEWS, Authorization: 'Bearer new', 'Content-Type': 'application/json' },
      body: JSON.stringify({ url: story.url, title: 'Anew' }),
    })
    assert.equal(((await started.json()) as { id: string }).id, story.id)
  })

  test('is taken back: the old address is its own again, the new one is free', async () => {
    const story = await seed()
    const there = `${NEWS}/mistaken`
    await move(story.id, there)
    assert.equal((await undo(story.id)).status, 303)
    await assertEmbedded(story.url, story.id)
    await eventually(async () => assert.match(await embeddedAt(there), /story-not-found/))
  })

  test('there and back, and that taken back, loses no address', async () => {
    const story = await seed()
    const there = `${NEWS}/there-and-back`
    await move(story.id, there)
    await move(story.id, story.url)
    for (const url of [story.url, there]) await assertEmbedded(url, story.id)
    await undo(story.id)
    for (const url of [story.url, there]) await assertEmbedded(url, story.id)
  })

  test('to what is no address is refused with the words still in the form', async () => {
    const story = await seed()
    for (const address of ['nowhere', 'javascript:alert(1)', 'ftp://news.example/x', ' ']) {
      const refused = await move(story.id, address, 'My reason <b>')
      assert.equal(refused.status, 422)
      const text = await refused.text()
      assert.match(text, /This is no address of a page/)
      assert.match(text, /value="My reason &lt;b&gt;"/)
    }
    assert.equal((await move(story.id, story.url)).status, 409)
    assert.equal((await move(site.parts.ports.newId(), `${NEWS}/x`)).status, 404)
  })

  test('to the address of another story asks whether to merge, and changes nothing yet', async () => {
    const [story, other] = [await seed(2), await seed()]
    for (const address of [other.url, `${site.url}/s/${other.id}`, `${site.url}/s/${other.id}/yours`]) {
      const asked = await move(story.id, address)
      assert.equal(asked.status, 200)
      const text = (await asked.text()).replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
      assert.match(text, /2 comments go from Headline \d+ to Headline \d+, with votes/)
    }
    await assertComments(story.id, 2)
    await assertEmbedded(other.url, other.id)
  })

  test('and merging are moderators’ alone', async () => {
    const [story, other] = [await seed(), await seed()]
    const guest = createClient(site.url)
    assert.equal((await guest.get(`/s/${story.id}/move`)).status, 403)
    assert.equal((await guest.form(`/s/${story.id}/move`, { address: `${NEWS}/z` })).status, 403)
    assert.equal((await guest.form(`/s/${story.id}/merge`, { into: other.id })).status, 403)
    assert.equal((await moderator.get(`/s/${story.id}/move`)).status, 200)
    assert.equal((await moderator.form(`/s/${story.id}/merge`, { into: 'nonsense' })).status, 400)
  })
})

describe('merging', () => {
  test('brings all comments to one page, and everything else leads there for good', async () => {
    const [story, into] = [await seed(2), await seed(1)]
    const moved = await commentsOf(story.id)
    await textOf(`/s/${into.id}`)
    const merged = await merge(story, into)
    assert.equal(merged.headers.get('Location'), `/s/${into.id}/yours#thread`)
    await assertComments(into.id, 3)
    const asked = `/s/${story.id}?order=oldest&after=1_${moved[0]}_7`
    const led = await fetch(site.url + asked, { redirect: 'manual' })
    assert.equal(led.status, 301)
    assert.equal(led.headers.get('Location'), `/s/${into.id}?order=oldest&after=1_${moved[0]}`)
    const own = await moderator.get(`/s/${story.id}/yours?order=top`)
    assert.deepEqual([own.status, own.headers.get('Location')], [302, `/s/${into.id}/yours?order=top`])
    for (const url of [story.url, into.url]) await assertEmbedded(url, into.id)
    assert.deepEqual(await countsOf(story.url, into.url), [3, 3])
    for (const id of moved)
      await assertText(`/c/${id}`, new RegExp(`data-story="${into.id}"[^]*${story.words}`))
    await eventually(async () => assert.ok(!(await textOf('/')).includes(`/s/${story.id}"`)))
    assert.ok((await textOf('/')).includes(`/s/${into.id}"`))
    await assertText('/log', /The same subject/)
    const log = (await textOf('/log')).replace(/<[^>]*>/g, '')
    assert.match(log, /Marit Holm merged this discussion into Headline \d+/)
    assert.match(log, /The same subject/)
  })

  test('tells readers of both pages, and takes what they still send to the old one', async () => {
    const [story, into] = [await seed(), await seed()]
    const { read } = site.parts.ports.store
    const before = {
      [story.id]: await read.lastStoryEvent(story.id),
      [into.id]: await read.lastStoryEvent(into.id),
    }
    await merge(story, into)
    for (const [id, position] of Object.entries(before)) {
      const answer = await fetch(`${site.url}/api/stories/${id}/events?after=${position}`)
      const { messages } = (await answer.json()) as { messages: { kind: string }[] }
      assert.ok(messages.length > 0 && messages.every(({ kind }) => kind === 'story'))
    }
    const late = createClient(site.url)
    const posted = await late.json('POST', `/api/stories/${story.id}/comments`, {
      name: 'Ada',
      body: 'Late word',
    })
    assert.equal(posted.status, 201)
    await assertText(`/s/${into.id}`, /Late word/)
    const own = (await (await late.get(`/api/stories/${story.id}/me`)).json()) as { comments: unknown[] }
    assert.equal(own.comments.length, 1)
  })

  test('is taken back from the page that was merged into', async () => {
    const [story, into] = [await seed(2), await seed(1)]
    await merge(story, into)
    const page = await textOf(`/s/${into.id}/yours`, moderator)
    assert.match(page, /Undo the merge with “Headline \d+”/)
    assert.equal((await undo(into.id)).headers.get('Location'), `/s/${story.id}/yours#thread`)
    await assertComments(story.id, 2)
    await assertComments(into.id, 1)
    await assertEmbedded(story.url, story.id)
  })

  test('of a large story goes on by itself until all is there', async () => {
    const count = 2 * MOVED_COMMENTS_MAX + 10
    const [story, into] = [await seed(count), await seed(1)]
    await merge(story, into)
    const { read } = site.parts.ports.store
    while ((await read.story(story.id))?.state !== 'merged') await new Promise(setImmediate)
    assert.equal((await read.story(into.id))?.commentCount, count + 1)
    assert.equal((await read.story(story.id))?.commentCount, 0)
  })
})
