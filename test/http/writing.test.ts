/** Writing over HTTP: posting, repeating, editing, deleting, voting, as forms and as JSON. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  COMMENT_CODE_POINTS_MAX,
  COMMENT_LINKS_MAX,
  EDIT_WINDOW_MS,
  FIRST_WORDS_WINDOW_MS,
} from '#domain/limits.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

interface Posted {
  readonly comment: {
    readonly id: string
    readonly html: string
    readonly inReplyTo: { name: string } | null
  }
  readonly html: string
}

let site: RunningSite
let storyId: string
before(async () => {
  site = await runSite({ environment: { PARLEY_TRUST_PROXY: '1' } })
  storyId = await seedStory(site, {
    comments: [seedComment({ sourceId: 'm', author: 'Marit Holm', verified: true, text: 'A member speaks' })],
  })
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

async function post(client: Client, fields: Record<string, unknown>): Promise<Posted> {
  const response = await client.json('POST', `/api/stories/${storyId}/comments`, fields)
  assert.equal(response.status, 201, await response.clone().text())
  return (await response.json()) as Posted
}

async function problemOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}

describe('posting', () => {
  test('201 means that everybody can read it', async () => {
    const { comment } = await post(createClient(site.url), { name: 'Ada', body: 'A *new* thought' })
    const page = await (await fetch(`${site.url}/s/${storyId}`)).text()
    assert.ok(page.includes(`id="c-${comment.id}"`))
    assert.ok(page.includes('A <em>new</em> thought'))
  })

  test('the same id twice is one comment', async () => {
    const client = createClient(site.url)
    const id = '01a209ca-a2fe-7c8d-bd60-d9066c73bb0a'
    await post(client, { id, name: 'Ada', body: 'Sent twice' })
    const again = await client.json('POST', `/api/stories/${storyId}/comments`, {
      id,
      name: 'Ada',
      body: 'Sent twice',
    })
    assert.equal(again.status, 200)
    assert.equal(((await again.json()) as Posted).comment.id, id)
    const page = await (await fetch(`${site.url}/s/${storyId}`)).text()
    assert.equal(page.split('Sent twice').length, 2)
  })

  test("somebody else's id is refused", async () => {
    const id = '01a209ca-a2fe-7c8d-bd60-d9066c73bb0b'
    await post(createClient(site.url), { id, name: 'Ada', body: 'Mine' })
    const other = await createClient(site.url).json('POST', `/api/stories/${storyId}/comments`, {
      id,
      name: 'Bob',
      body: 'Also mine',
    })
    assert.equal(other.status, 409)
    assert.equal(await problemOf(other), 'id-taken')
  })

  test('a form without an id sent twice by the same guest is one comment too', async () => {
    const client = createClient(site.url)
    await client.form(`/s/${storyId}/comments`, { name: 'Cleo', body: 'first of all' })
    const fields = { name: 'Cleo', body: 'double click', intent: 'post' }
    const first = await client.form(`/s/${storyId}/comments`, fields)
    const second = await client.form(`/s/${storyId}/comments`, fields)
    assert.equal(first.headers.get('Location')?.replace('posted', 'repeated'), second.headers.get('Location'))
  })

  describe('a form without an id, sent twice by somebody who has no cookie yet', () => {
    const send = (fields: Record<string, string>, address = '192.0.2.7'): Promise<Response> =>
      createClient(site.url).form(
        `/s/${storyId}/comments`,
        { intent: 'post', ...fields },
        { 'X-Forwarded-For': address },
      )
    const idIn = (response: Response): string | undefined =>
      /#c-(.+)$/.exec(response.headers.get('Location') ?? '')?.[1]

    test('is one comment; the second is told so, and gets no right to it', async () => {
      const fields = { name: 'Gus', body: 'clicked twice' }
      const both = await Promise.all([send(fields), send(fields)])
      assert.deepEqual(
        both.map(({ status }) => status),
        [303, 303],
      )
      assert.equal(idIn(both[0]), idIn(both[1]))
      const notices = both.map(({ headers }) => /notice=([a-z]+)/.exec(headers.get('Location') ?? '')?.[1])
      assert.deepEqual(
        notices.sort((a, b) => String(a).localeCompare(String(b))),
        ['posted', 'repeated'],
      )
      assert.equal(both.filter(({ headers }) => headers.getSetCookie().length > 0).length, 1)
      const page = await (await fetch(`${site.url}/s/${storyId}`)).text()
      assert.equal(page.split('clicked twice').length, 2)
    })

    test('is two where name, words, parent or address differ, and when a minute has passed', async () => {
      const fields = { name: 'Gina', body: 'said by many' }
      const { comment } = await post(createClient(site.url), { name: 'Ada', body: 'Say it below' })
      const answers = [
        await send(fields),
        await send({ ...fields, name: 'Gino' }),
        await send({ ...fields, body: 'said by some' }),
        await send({ ...fields, parentId: comment.id }),
        await send(fields, '192.0.2.8'),
      ]
      site.clock.now += FIRST_WORDS_WINDOW_MS
      answers.push(await send(fields))
      assert.equal(new Set(answers.map(idIn)).size, answers.length)
      for (const { headers } of answers) assert.match(headers.get('Location') ?? '', /notice=posted/)
    })
  })

  test('a reply says whom it answers', async () => {
    const client = createClient(site.url)
    const { comment } = await post(client, { name: 'Ada', body: 'A question' })
    const reply = await post(client, { name: 'Ada', body: 'My own answer', parentId: comment.id })
    assert.equal(reply.comment.inReplyTo?.name, 'Ada')
    const page = await (await fetch(`${site.url}/c/${reply.comment.id}`)).text()
    assert.ok(page.includes(`href="#c-${comment.id}"`))
  })

  for (const [name, fields, code] of [
    ['the name of a member', { name: 'Marit Holm', body: 'hello' }, 'name-of-member'],
    ['the name of a member in look-alikes', { name: 'Мarit  HoIm', body: 'hello' }, 'name-of-member'],
    ['no name', { name: ' ', body: 'hello' }, 'name-missing'],
    ['a name that claims a standing', { name: 'Ada (not verified)', body: 'hello' }, 'name-reserved'],
    ['a name without end', { name: 'a'.repeat(61), body: 'hello' }, 'name-too-long'],
    ['nothing', { name: 'Ada', body: ' \n ' }, 'text-empty'],
    ['too much', { name: 'Ada', body: 'x'.repeat(COMMENT_CODE_POINTS_MAX + 1) }, 'text-too-long'],
    [
      'too many links',
      { name: 'Ada', body: 'https://a.example/ '.repeat(COMMENT_LINKS_MAX + 1) },
      'too-many-links',
    ],
    [
      'a reply to nothing',
      { name: 'Ada', body: 'x', parentId: '01a209ca-a2fe-7c8d-bd60-000000000000' },
      'parent-gone',
    ],
  ] as const) {
    test(`${name} is refused as ${code}, in both ways of writing`, async () => {
      const client = createClient(site.url)
      const byScript = await client.json('POST', `/api/stories/${storyId}/comments`, fields)
      assert.equal(await problemOf(byScript), code)
      const byForm = await client.form(`/s/${storyId}/comments`, fields)
      assert.equal(byForm.status, byScript.status)
      const page = await byForm.text()
      assert.match(page, /role="alert"/)
    })
  }

  test('exactly the limit is taken', async () => {
    await post(createClient(site.url), { name: 'Ada', body: '🌊'.repeat(COMMENT_CODE_POINTS_MAX) })
  })
})

describe('changing one’s own words', () => {
  test('in the window, with a mark and the earlier words kept', async () => {
    const client = createClient(site.url)
    const { comment } = await post(client, { name: 'Ada', body: 'Teh end' })
    site.clock.now += EDIT_WINDOW_MS - 1
    const edited = await client.json('PATCH', `/api/comments/${comment.id}`, { body: 'The end' })
    assert.equal(edited.status, 200)
    const page = await (await fetch(`${site.url}/c/${comment.id}`)).text()
    assert.ok(page.includes('The end') && !page.includes('Teh end') && page.includes('>edited<'))
    const revisions = await site.parts.ports.store.read.revisions(comment.id)
    assert.deepEqual(
      revisions.map((revision) => revision.body),
      ['Teh end'],
    )
  })

  test('not after the window, and not by others', async () => {
    const client = createClient(site.url)
    const { comment } = await post(client, { name: 'Ada', body: 'Set in stone' })
    const other = await createClient(site.url).json('PATCH', `/api/comments/${comment.id}`, { body: 'x' })
    assert.equal(await problemOf(other), 'not-allowed')
    site.clock.now += EDIT_WINDOW_MS
    const late = await client.json('PATCH', `/api/comments/${comment.id}`, { body: 'x' })
    assert.equal(await problemOf(late), 'edit-window-over')
    assert.equal((await client.get(`/c/${comment.id}/edit`)).status, 409)
  })

  test('deleting leaves a tombstone only where something hangs below, and takes words and name', async () => {
    const client = createClient(site.url)
    const alone = await post(client, { name: 'Ada Lone', body: 'nobody answered' })
    await client.json('DELETE', `/api/comments/${alone.comment.id}`)
    assert.equal((await fetch(`${site.url}/c/${alone.comment.id}`)).status, 404)

    const answered = await post(client, { name: 'Ada Answered', body: 'words to vanish' })
    const reply = await post(client, { name: 'Bea', body: 'an answer', parentId: answered.comment.id })
    const stranger = await createClient(site.url).json('DELETE', `/api/comments/${answered.comment.id}`)
    assert.equal(stranger.status, 403)
    await client.json('DELETE', `/api/comments/${answered.comment.id}`)
    const page = await (await fetch(`${site.url}/c/${answered.comment.id}`)).text()
    assert.ok(page.includes('Deleted by its author') && page.includes('an answer'))
    assert.ok(!page.includes('words to vanish') && !page.includes('Ada Answered'))

    await client.json('DELETE', `/api/comments/${reply.comment.id}`)
    assert.equal((await fetch(`${site.url}/c/${answered.comment.id}`)).status, 404)
  })
})

describe('voting', () => {
  test('once per person, changed, taken back, never for oneself', async () => {
    const author = createClient(site.url)
    const { comment } = await post(author, { name: 'Ada', body: 'Vote on this' })
    const path = `/api/comments/${comment.id}/vote`
    const reader = createClient(site.url)
    const counts = async (value: unknown, client = reader) =>
      (await (await client.json('PUT', path, { value })).json()) as { agree: number; disagree: number }
    assert.partialDeepStrictEqual(await counts(1), { agree: 1, disagree: 0 })
    assert.partialDeepStrictEqual(await counts(1), { agree: 1, disagree: 0 })
    assert.partialDeepStrictEqual(await counts(-1), { agree: 0, disagree: 1 })
    assert.partialDeepStrictEqual(await counts(1, createClient(site.url)), { agree: 1, disagree: 1 })
    assert.partialDeepStrictEqual(await counts(0), { agree: 1, disagree: 0 })
    assert.equal(await problemOf(await author.json('PUT', path, { value: 1 })), 'own-vote')
    for (const value of [2, '1; drop', null, 0.5, 'agree']) {
      assert.equal((await reader.json('PUT', path, { value })).status, 400)
    }
  })
})

describe('what is one reader’s own', () => {
  test('is told to that reader only', async () => {
    const client = createClient(site.url)
    const { comment } = await post(client, { name: 'Ada', body: 'mine to change' })
    const own = (await (await client.get(`/api/stories/${storyId}/me`)).json()) as {
      name: string
      comments: { id: string; links: string }[]
    }
    assert.equal(own.name, 'Ada')
    assert.ok(own.comments.some(({ id, links }) => id === comment.id && links.includes('/edit')))
    const stranger = (await (await createClient(site.url).get(`/api/stories/${storyId}/me`)).json()) as {
      comments: unknown[]
      name: string | null
    }
    assert.deepEqual(stranger.comments, [])
    assert.equal(stranger.name, null)
  })

  test('private answers are never kept in between', async () => {
    for (const path of [`/s/${storyId}/yours`, `/api/stories/${storyId}/me`]) {
      const response = await createClient(site.url).get(path)
      assert.equal(response.headers.get('Cache-Control'), 'private, no-store')
    }
  })
})
