/** Writers who are asked to look again before posting, over HTTP: by form, by script, in the embed, and not at all. */
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { createCivility } from '#main/open-civility.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { runSite, seedSignInPath, seedStory, type RunningSite, type SiteOptions } from '#test/running-site.ts'

const CIVIL = 'Thank you for the article, I learned a lot about the canal.'
const INSULT = 'You are an idiot, and the canal was late.'
const OTHER_INSULT = 'You are a moron, and the canal was late.'
const THIRD_INSULT = 'You are a stupid fool, and the canal was late.'

type Fields = Readonly<Record<string, string>>

interface Place {
  readonly site: RunningSite
  readonly storyId: string
  readonly client: Client
}

async function openPlace(test: TestContext, options: SiteOptions = {}): Promise<Place> {
  const site = await runSite(options)
  test.after(() => site.stop())
  return { site, storyId: await seedStory(site), client: createClient(site.url) }
}

const comments = async ({ site }: Place): Promise<unknown[]> =>
  (await site.rows('select body from comment')).map(({ body }) => body)

/** What the form on a page would send: hidden fields, and what stands in the text. */
function fieldsOf(page: string): Fields {
  const form = /<form\s[^>]*class="composer"[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const value = (name: string): string =>
    new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(form)?.[1] ?? ''
  return {
    id: value('id'),
    parentId: value('parentId'),
    name: value('name'),
    nudge: value('nudge'),
    body: /<textarea[^>]*>\n?([^<]*)<\/textarea>/.exec(form)?.[1] ?? '',
  }
}

async function freshForm({ client, storyId }: Place, body: string): Promise<Fields> {
  const page = await (await client.get(`/s/${storyId}`)).text()
  return { ...fieldsOf(page), name: 'Ada', body }
}

const send = ({ client, storyId }: Place, fields: Fields): Promise<Response> =>
  client.form(`/s/${storyId}/comments`, fields)

interface Answer {
  readonly comment: { readonly id: string } | null
  readonly html: string
  readonly nudge?: {
    readonly told: string
    readonly kinds: readonly { readonly kind: string; readonly words: readonly string[] }[]
  }
}

async function postJson(
  { client, storyId }: Place,
  fields: Fields,
): Promise<{ readonly status: number; readonly answer: Answer }> {
  const response = await client.json('POST', `/api/stories/${storyId}/comments`, { name: 'Ada', ...fields })
  return { status: response.status, answer: (await response.json()) as Answer }
}

async function moderatorOf({ site }: Place): Promise<Client> {
  const client = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await client.form('/sign-in', { token, name: 'Marit Holm' })
  return client
}

describe('by form', () => {
  test('words that weigh are shown once with everything kept, and posted as they are the second time', async (t) => {
    const place = await openPlace(t)
    const first = await freshForm(place, INSULT)
    assert.equal(first['nudge'], 'ask')
    const asked = await send(place, first)
    assert.equal(asked.status, 200)
    const page = await asked.text()
    assert.match(page, /<title>Before others read this/)
    assert.match(page, /This may read as an insult: <q dir="auto">idiot<\/q>/)
    assert.match(page, /<mark>idiot<\/mark>, and the canal was late/)
    assert.deepEqual(await comments(place), [])
    const again = fieldsOf(page)
    assert.deepEqual({ name: again['name'], body: again['body'] }, { name: 'Ada', body: INSULT })
    assert.match(again['id'] ?? '', /^[0-9a-f-]{36}$/)
    for (let turn = 0; turn < 2; turn += 1) assert.equal((await send(place, again)).status, 303)
    assert.equal((await comments(place)).length, 1)
  })

  test('words put in their place are weighed once more, and no more than that', async (t) => {
    const place = await openPlace(t)
    const first = fieldsOf(await (await send(place, await freshForm(place, INSULT))).text())
    const second = await send(place, { ...first, body: OTHER_INSULT })
    assert.equal(second.status, 200)
    const told = fieldsOf(await second.text())
    assert.notEqual(told['nudge'], first['nudge'])
    assert.equal((await send(place, { ...told, body: THIRD_INSULT })).status, 303)
    assert.equal((await comments(place)).length, 1)
  })

  test('nobody is asked twice about the same words, whatever else was changed, previewed or refused', async (t) => {
    const place = await openPlace(t)
    const asked = fieldsOf(await (await send(place, await freshForm(place, INSULT))).text())
    const body = `${INSULT} Much too late.`
    const preview = await (await send(place, { ...asked, body, intent: 'preview' })).text()
    assert.match(preview, /class="preview"[\s\S]*<mark>idiot<\/mark>/)
    const previewed: Fields = { ...fieldsOf(preview), body: '' }
    assert.equal(previewed['nudge'], asked['nudge'])
    const refused = await send(place, previewed)
    assert.equal(refused.status, 422)
    const kept = fieldsOf(await refused.text())
    assert.equal((await send(place, { ...kept, name: 'Ada', body })).status, 303)
  })

  test('what does not weigh is posted at once, and so is what somebody else said', async (t) => {
    const place = await openPlace(t)
    for (const body of [
      CIVIL,
      `> ${INSULT}\n\nThat was uncalled for.`,
      'He called me an “idiot” for asking, which is a pity.',
      'Our prison system is clearly racist.',
    ]) {
      assert.equal((await send(place, await freshForm(place, body))).status, 303, body)
    }
  })

  test('a change of a comment is asked about like a new one', async (t) => {
    const place = await openPlace(t)
    await send(place, await freshForm(place, CIVIL))
    const [row] = (await place.site.rows('select id from comment')) as { readonly id: string }[]
    const path = `/c/${row?.id}/edit`
    const open = fieldsOf(await (await place.client.get(path)).text())
    assert.equal(open['nudge'], 'ask')
    const asked = await place.client.form(path, { body: INSULT, nudge: 'ask' })
    assert.equal(asked.status, 200)
    const page = await asked.text()
    assert.match(page, /Save as it is/)
    assert.deepEqual(await comments(place), [CIVIL])
    const again = fieldsOf(page)
    assert.equal(again['body'], INSULT)
    assert.equal((await place.client.form(path, { body: INSULT, nudge: again['nudge'] ?? '' })).status, 303)
    assert.deepEqual(await comments(place), [INSULT])
  })

  test('what is asked about is text, whatever it looks like', async (t) => {
    const place = await openPlace(t)
    const body = `${INSULT} <img src=x onerror=alert(1)> "><script>alert(1)</script> &lt;b&gt;`
    const page = await (await send(place, await freshForm(place, body))).text()
    assert.match(page, /<mark>idiot<\/mark>/)
    assert.doesNotMatch(page, /<img|<script>alert|<b>/)
  })
})

describe('by script', () => {
  test('only who asks for it is asked', async (t) => {
    const place = await openPlace(t)
    assert.equal((await postJson(place, { body: INSULT })).status, 201)
    const { status, answer } = await postJson(place, { body: OTHER_INSULT, nudge: 'ask' })
    assert.equal(status, 200)
    assert.equal(answer.comment, null)
    assert.deepEqual(answer.nudge?.kinds, [{ kind: 'person', words: ['moron'] }])
    assert.match(answer.html, /data-nudge/)
    assert.equal((await comments(place)).length, 1)
    const told = answer.nudge?.told ?? ''
    assert.equal((await postJson(place, { body: OTHER_INSULT, nudge: told })).status, 201)
  })

  test('a change is asked about as well', async (t) => {
    const place = await openPlace(t)
    const { answer } = await postJson(place, { body: CIVIL })
    const path = `/api/comments/${answer.comment?.id}`
    const asked = await place.client.json('PATCH', path, { body: INSULT, nudge: 'ask' })
    const { nudge } = (await asked.json()) as Answer
    assert.ok(nudge)
    const saved = await place.client.json('PATCH', path, { body: INSULT, nudge: nudge.told })
    assert.equal(((await saved.json()) as Answer).comment?.id, answer.comment?.id)
  })

  test('under a page of another site it is the same, with a token', async (t) => {
    const origin = 'https://paper.example'
    const place = await openPlace(t, { environment: { PARLEY_ORIGINS: origin } })
    const call = async (nudge: string): Promise<Answer> => {
      const response = await fetch(`${place.site.url}/api/stories/${place.storyId}/comments`, {
        method: 'POST',
        headers: { Origin: origin, Authorization: 'Bearer new', 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Ada', body: INSULT, nudge }),
      })
      return (await response.json()) as Answer
    }
    const asked = await call('ask')
    assert.ok(asked.nudge)
    assert.ok((await call(asked.nudge.told)).comment)
  })

  test('a form that says nonsense about what was asked is asked anew', async (t) => {
    const place = await openPlace(t)
    for (const nudge of ['', '9.abc', '1.<b>', '2'.repeat(900)]) {
      assert.ok((await postJson(place, { body: INSULT, nudge })).answer.nudge, nudge)
    }
    assert.equal((await postJson(place, { body: INSULT, nudge: '1'.repeat(1_001) })).status, 400)
  })

  test('the preview marks the same words', async (t) => {
    const { client } = await openPlace(t)
    const preview = async (body: string): Promise<string> =>
      ((await (await client.json('POST', '/api/preview', { body })).json()) as { html: string }).html
    assert.match(await preview(`**${INSULT}**`), /<strong>You are an <mark>idiot<\/mark>, [\s\S]*an insult/)
    assert.doesNotMatch(await preview(CIVIL), /<mark>|preview-note/)
  })
})

describe('nobody is asked', () => {
  test('where the site has it off, or a moderator writes, or the weights are missing', async (t) => {
    const silent = { info: () => {}, warn: () => {}, error: () => {} }
    const off = await openPlace(t, { environment: { PARLEY_CIVILITY_NUDGE: '0' } })
    assert.equal((await postJson(off, { body: INSULT, nudge: 'ask' })).status, 201)
    const weightless = await openPlace(t, { civility: createCivility(silent, { folder: '/nonexistent' }) })
    assert.equal((await postJson(weightless, { body: INSULT, nudge: 'ask' })).status, 201)
    const place = await openPlace(t)
    const client = await moderatorOf(place)
    assert.equal((await postJson({ ...place, client }, { body: INSULT, nudge: 'ask' })).status, 201)
    assert.ok((await postJson(place, { body: INSULT, nudge: 'ask' })).answer.nudge)
  })
})

test('a site in German asks in German, and knows coarse German words in texts too short to tell', async (t) => {
  const place = await openPlace(t, { environment: { PARLEY_LANGUAGE: 'de' } })
  const { answer } = await postJson(place, { body: 'Was für eine Scheiße', nudge: 'ask' })
  assert.deepEqual(answer.nudge?.kinds, [{ kind: 'coarse', words: ['Scheiße'] }])
  assert.match(answer.html, /Manche werden das derb finden: <q dir="auto">Scheiße<\/q>/)
})

test('metrics count who was asked and what they did, and nothing else of it', async (t) => {
  const place = await openPlace(t, {
    environment: { PARLEY_METRICS_PORT: '0', PARLEY_METRICS_HOST: '127.0.0.1' },
  })
  const ask = async (): Promise<string> =>
    (await postJson(place, { body: INSULT, nudge: 'ask' })).answer.nudge?.told ?? ''
  await postJson(place, { body: INSULT, nudge: await ask() })
  await postJson(place, { body: CIVIL, nudge: await ask() })
  await postJson(place, { body: `${CIVIL} Twice.`, nudge: 'ask' })
  const text = await (await fetch(place.site.metricsUrl ?? '')).text()
  for (const line of ['shown"} 2', 'as-it-was"} 1', 'changed"} 1']) {
    assert.ok(text.includes(`parley_nudges_total{outcome="${line}`), line)
  }
  assert.doesNotMatch(text, /idiot/)
})

describe('for moderators', () => {
  test('what waits has its words marked and says in words what it reads as', async (t) => {
    const place = await openPlace(t, { environment: { PARLEY_CIVILITY_HOLD: '0.9' } })
    await postJson(place, { body: INSULT })
    const moderator = await moderatorOf(place)
    const page = await (await moderator.get(`/s/${place.storyId}/yours`)).text()
    assert.match(page, /You are an <mark>idiot<\/mark>, and/)
    assert.match(page, /title="Probability 0\.\d+"\s*>an insult \(very likely\)</)
    const own = await (await place.client.get(`/s/${place.storyId}/yours`)).text()
    assert.match(own, /You are an idiot/)
    assert.doesNotMatch(own, /class="readings"|Probability/)
  })

  test('of any other comment it is told when asked for, and to nobody else', async (t) => {
    const place = await openPlace(t)
    const { answer } = await postJson(place, { body: `${INSULT} <b>&amp;` })
    const path = `/c/${answer.comment?.id}/readings`
    const moderator = await moderatorOf(place)
    assert.ok((await (await moderator.get(`/s/${place.storyId}/yours`)).text()).includes(`href="${path}"`))
    const page = await (await moderator.get(path)).text()
    assert.match(page, /<mark>idiot<\/mark>, and the canal was late\. &lt;b&gt;&amp;/)
    assert.match(page, /an insult \(very likely\)/)
    assert.equal((await place.client.get(path)).status, 403)
    const { answer: civil } = await postJson(place, { body: CIVIL })
    assert.match(
      await (await moderator.get(`/c/${civil.comment?.id}/readings`)).text(),
      /Nothing in this comment/,
    )
  })
})
