/** Stories that take no more words: closed by a moderator, or read-only by age; on pages, in the API and in the embed. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { PAGE_DECISIONS_MAX } from '#domain/limits.ts'
import { eventually } from '#test/eventually.ts'
import { createClient, type Client } from '#test/http/client.ts'
import {
  NOON,
  runSite,
  seedComment,
  seedSignInPath,
  seedStory,
  type RunningSite,
} from '#test/running-site.ts'

const NEWS = 'https://news.example'
const MS_PER_DAY = 24 * 60 * 60 * 1000
const READ_ONLY_AFTER_DAYS = 14

let site: RunningSite
let moderator: Client
before(async () => {
  const environment = { PARLEY_ORIGINS: NEWS, PARLEY_READ_ONLY_AFTER: String(READ_ONLY_AFTER_DAYS) }
  site = await runSite({ environment })
  moderator = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await moderator.form('/sign-in', { token, name: 'Marit Holm' })
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

function seed(facts: Parameters<typeof seedStory>[1] = {}): Promise<string> {
  return seedStory(site, { comments: [seedComment({ text: 'Said before' })], ...facts })
}

async function textOf(path: string, client?: Client): Promise<string> {
  return (await (client ? client.get(path) : fetch(site.url + path))).text()
}

function decide(storyId: string, action: string, reason = ''): Promise<Response> {
  return moderator.form(`/s/${storyId}/decisions`, { action, reason })
}

async function undoOf(storyId: string): Promise<string> {
  const page = await textOf(`/s/${storyId}/yours`, moderator)
  return /action="(\/story-decisions\/[^"]+\/undo)"/.exec(page)?.[1] ?? ''
}

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error?: { code: string } }
  return error?.code ?? String(response.status)
}

function post(storyId: string, client = createClient(site.url)): Promise<Response> {
  return client.json('POST', `/api/stories/${storyId}/comments`, { name: 'Ada', body: 'One word more' })
}

/** Everything a reader sees of a story that takes words, and of one that does not. */
function assertPages(storyId: string, expected: { readonly isOpen: boolean }): Promise<void> {
  return eventually(() => lookAtPages(storyId, expected))
}

async function lookAtPages(storyId: string, { isOpen }: { readonly isOpen: boolean }): Promise<void> {
  const embed = await fetch(`${site.url}/embed/thread?story=${storyId}`, { headers: { Origin: NEWS } })
  for (const page of [await textOf(`/s/${storyId}`), await embed.text()]) {
    assert.match(page, /Said before/)
    assert.equal(/<form\s+class="composer"/.test(page), isOpen)
    assert.equal(/data-reply="/.test(page), isOpen)
    assert.equal(/data-side="1"\s+aria-pressed="false"\s+disabled/.test(page), !isOpen)
    assert.equal(page.includes('class="closed"'), !isOpen)
  }
}

describe('a moderator', () => {
  test('closes a story at once for everybody, reopens it, and takes either back', async () => {
    const storyId = await seed()
    await assertPages(storyId, { isOpen: true })
    const closed = await decide(storyId, 'close', 'It went in circles <b>')
    assert.equal(closed.headers.get('Location'), `/s/${storyId}/yours#thread`)
    await assertPages(storyId, { isOpen: false })
    assert.match(await textOf(`/s/${storyId}`), /Who closed it, and why/)
    assert.equal((await decide(storyId, 'close')).status, 409)
    await decide(storyId, 'reopen')
    await assertPages(storyId, { isOpen: true })
    const undo = await undoOf(storyId)
    assert.equal((await moderator.form(undo, {})).status, 303)
    await assertPages(storyId, { isOpen: false })
    assert.equal((await moderator.form(undo, {})).status, 409)
    assert.equal(await undoOf(storyId), '')
  })

  test('is told in the log beside decisions on comments, newest first, on every page of it', async () => {
    const storyId = await seed({ headline: 'A long quarrel' })
    const page = await textOf(`/s/${storyId}/yours`, moderator)
    const commentId = /data-comment="([^"]+)"/.exec(page)?.[1] ?? ''
    await decide(storyId, 'close', 'Circles <b>')
    await moderator.form(`/c/${commentId}/decisions`, { action: 'hold' })
    await decide(storyId, 'reopen')
    await eventually(async () => assert.match(await textOf('/log'), /Marit Holm<\/bdi> reopened/))
    const log = await textOf('/log')
    assert.match(log, /Circles &lt;b&gt;/)
    const said = [...log.matchAll(/decision-what">([\s\S]*?)<\/p>/g)].map((match) =>
      (match[1] ?? '').replace(/<[^>]*>/g, ''),
    )
    assert.deepEqual(said.slice(0, 3), [
      'Marit Holm reopened this discussion',
      'Marit Holm held a comment',
      'Marit Holm closed this discussion',
    ])
    const turns = ['close', 'reopen']
    for (let at = 0; at < PAGE_DECISIONS_MAX; at += 1) await decide(storyId, turns[at % 2] ?? '')
    const { read } = site.parts.ports.store
    const all = { beforeId: null, limit: 1_000 }
    const stored = [...(await read.decisions(all)), ...(await read.storyDecisions(all))]
    assert.ok(stored.length > PAGE_DECISIONS_MAX)
    await eventually(async () => assert.equal(await countLog(), stored.length))
  })

  test('alone may do it, and sees the controls', async () => {
    const storyId = await seed()
    for (const client of [createClient(site.url), await guestOf(storyId)]) {
      const refused = await client.form(`/s/${storyId}/decisions`, { action: 'close' })
      assert.equal(refused.status, 403)
      assert.doesNotMatch(await textOf(`/s/${storyId}/yours`, client), /value="close"/)
    }
    assert.match(await textOf(`/s/${storyId}/yours`, moderator), /value="close"/)
    assert.equal((await decide(storyId, 'burn')).status, 400)
    assert.equal((await decide(site.parts.ports.newId(), 'close')).status, 404)
    assert.equal((await decide(storyId, 'close', 'x'.repeat(1_001))).status, 422)
    await assertPages(storyId, { isOpen: true })
  })
})

/** Entries on all pages of the log. */
async function countLog(): Promise<number> {
  let path: string | undefined = '/log'
  let entries = 0
  while (path) {
    const text = await textOf(path)
    entries += text.split('class="decision"').length - 1
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]
  }
  return entries
}

async function guestOf(storyId: string): Promise<Client> {
  const guest = createClient(site.url)
  await post(storyId, guest)
  return guest
}

describe('a closed story', () => {
  test('takes no comment, no change and no vote, and gives authors their words back', async () => {
    const storyId = await seed()
    const author = createClient(site.url)
    const posted = (await (await post(storyId, author)).json()) as { comment: { id: string } }
    const { id } = posted.comment
    await decide(storyId, 'close')
    assert.equal(await codeOf(await post(storyId)), 'story-closed')
    assert.equal(
      await codeOf(await author.json('PATCH', `/api/comments/${id}`, { body: 'x' })),
      'story-closed',
    )
    const voter = createClient(site.url)
    assert.equal(
      await codeOf(await voter.json('PUT', `/api/comments/${id}/vote`, { value: 1 })),
      'story-closed',
    )
    assert.equal((await voter.get(`/c/${id}/reply`)).status, 409)
    const form = await voter.form(`/s/${storyId}/comments`, { name: 'Eve', body: 'Words not to be lost' })
    assert.equal(form.status, 409)
    assert.match(await form.text(), /Words not to be lost/)
    const deleted = await author.json('DELETE', `/api/comments/${id}`)
    assert.equal(deleted.status, 200)
    await eventually(async () => assert.doesNotMatch(await textOf(`/s/${storyId}`), /One word more/))
  })

  test('tells live readers that the page has changed', async () => {
    const storyId = await seed()
    const before = await site.parts.ports.store.read.lastStoryEvent(storyId)
    await decide(storyId, 'close')
    const answer = await fetch(`${site.url}/api/stories/${storyId}/events?after=${before}`)
    const { messages } = (await answer.json()) as { messages: { kind: string }[] }
    assert.deepEqual(
      messages.map(({ kind }) => kind),
      ['story'],
    )
  })
})

describe('the age of a story', () => {
  test('closes it at its millisecond, also where its page is kept ready, and a moderator’s word wins', async () => {
    const storyId = await seed({ publishedAt: NOON })
    const commentPage = async () =>
      /href="(\/c\/[^"]+)"/.exec(await textOf(`/s/${storyId}`))?.[1] ?? assert.fail('no permalink')
    const permalink = await commentPage()
    site.clock.now = NOON + READ_ONLY_AFTER_DAYS * MS_PER_DAY - 1
    await assertPages(storyId, { isOpen: true })
    assert.match(await textOf(permalink), /data-reply=/)
    assert.equal((await post(storyId)).status, 201)
    await assertPages(storyId, { isOpen: true })
    site.clock.now += 1
    await assertPages(storyId, { isOpen: false })
    await eventually(async () => assert.doesNotMatch(await textOf(permalink), /data-reply=/))
    assert.match(await textOf(`/s/${storyId}`), /too old for new comments/)
    assert.equal(await codeOf(await post(storyId)), 'story-closed')
    await decide(storyId, 'reopen')
    await assertPages(storyId, { isOpen: true })
    await moderator.form(await undoOf(storyId), {})
    await assertPages(storyId, { isOpen: false })
    await decide(storyId, 'close')
    await eventually(async () => assert.doesNotMatch(await textOf(`/s/${storyId}`), /too old/))
    await decide(storyId, 'reopen')
    await assertPages(storyId, { isOpen: true })
    site.clock.now = NOON
  })

  test('is told by its page where the page says when it was published, else by when it came here', async () => {
    const old = await seed({ publishedAt: NOON - 2 * READ_ONLY_AFTER_DAYS * MS_PER_DAY })
    await assertPages(old, { isOpen: false })
    await assertPages(await seed({ publishedAt: null }), { isOpen: true })
  })
})

test('the front page lists a story once its page was read, or somebody wrote under it', async () => {
  const start = async (path: string): Promise<string> => {
    const answer = await fetch(`${site.url}/embed/stories`, {
      method: 'POST',
      headers: { Origin: NEWS, Authorization: 'Bearer new', 'Content-Type': 'application/json' },
      body: JSON.stringify({ url: NEWS + path, title: `Page ${path}` }),
    })
    return ((await answer.json()) as { id: string }).id
  }
  const [silent, spoken] = [await start('/silent'), await start('/spoken')]
  assert.doesNotMatch(await textOf('/'), /Page \//)
  await post(spoken)
  await eventually(async () => assert.match(await textOf('/'), /Page \/spoken/))
  assert.doesNotMatch(await textOf('/'), /Page \/silent/)
  assert.match(await textOf(`/s/${silent}`), /Page \/silent/)
})
