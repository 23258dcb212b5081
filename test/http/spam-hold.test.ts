/** Comments that wait because they look like spam, over HTTP: why, for whom, and that a moderator is told. */
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { MARKS_KEPT_MS } from '#domain/limits.ts'
import { createCivility } from '#main/open-civility.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { runSite, seedSignInPath, seedStory, type RunningSite, type SiteOptions } from '#test/running-site.ts'

const RULE = { PARLEY_SPAM_HOLD: '0.9', PARLEY_URL: 'https://news.example' }
const HONEST =
  'The ferry was late again on Monday, and nobody at the harbour office could tell me why it was.'
const ADVERT =
  'Earn money from home! Click https://bit.ly/3xCash now and claim your FREE $5000 prize, subscribe!!!'
/** Nothing in its words that reads like spam. */
const CHAIN =
  'Dear neighbours, we meet at the town hall on Thursday evening at seven to talk about the new bridge.'

interface Place {
  readonly site: RunningSite
  readonly storyIds: readonly string[]
}

async function openPlace(test: TestContext, options: SiteOptions = { environment: RULE }): Promise<Place> {
  const site = await runSite(options)
  test.after(() => site.stop())
  const storyIds: string[] = []
  for (let at = 0; at < 5; at += 1) storyIds.push(await seedStory(site))
  return { site, storyIds }
}

interface Posted {
  readonly id: string
  readonly state: string
}

/** By somebody nobody knows, unless `client` is given. */
async function post(
  { site, storyIds }: Place,
  body: string,
  { story = 0, client = createClient(site.url) }: { story?: number; client?: Client } = {},
): Promise<Posted> {
  const path = `/api/stories/${storyIds[story]}/comments`
  const response = await client.json('POST', path, { name: 'Ada', body })
  assert.equal(response.status, 201)
  return ((await response.json()) as { readonly comment: Posted }).comment
}

async function moderatorOf({ site }: Place): Promise<Client> {
  const client = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await client.form('/sign-in', { token, name: 'Marit Holm' })
  return client
}

async function factsOf({ site }: Place): Promise<{ readonly rule?: string; readonly reasons?: string }[]> {
  const events = await site.rows(`select facts from event where kind = 'comment.posted' order by sequence`)
  return events.map(({ facts }) => JSON.parse(String(facts)) as { rule?: string; reasons?: string })
}

describe('with a rule about spam', () => {
  test('what looks like spam waits, what does not is published, and the log names rule and reasons', async (t) => {
    const place = await openPlace(t)
    assert.equal((await post(place, ADVERT)).state, 'held')
    assert.equal((await post(place, HONEST)).state, 'published')
    assert.equal((await post(place, `${HONEST} See https://news.example/s/1 too.`)).state, 'published')
    const [held, published] = await factsOf(place)
    assert.equal(held?.rule, 'spam')
    assert.match(held.reasons ?? '', /^spam-words .*spam-opaque-link/)
    assert.deepEqual([published?.rule, published?.reasons], [undefined, undefined])
  })

  test('a moderator sees what waits, and why in words; its author does not see why', async (t) => {
    const place = await openPlace(t)
    const author = createClient(place.site.url)
    const { id } = await post(place, ADVERT, { client: author })
    const moderator = await moderatorOf(place)
    const story = `/s/${place.storyIds[0]}/yours`
    const page = await (await moderator.get(story)).text()
    assert.match(page, /A rule let this wait: it looks like spam\./)
    assert.match(page, /The words read like spam\./)
    assert.match(page, /Nobody can read where a link leads\./)
    const own = await (await author.get(story)).text()
    assert.ok(own.includes('Earn money from home') && !own.includes('A rule let this wait'))
    const forScripts = await (await author.get(`/api/stories/${place.storyIds[0]}/me`)).text()
    assert.ok(forScripts.includes('Earn money from home') && !forScripts.includes('spam-words'))
    await moderator.form(`/c/${id}/decisions`, { action: 'publish' })
    const after = await (await moderator.get(story)).text()
    assert.ok(after.includes('Earn money from home') && !after.includes('A rule let this wait'))
  })

  test('links to the site itself, and to where the story stands, are no links to elsewhere', async (t) => {
    const place = await openPlace(t, { environment: { ...RULE, PARLEY_SPAM_HOLD: '0.2' } })
    assert.equal((await post(place, `${HONEST} https://www.news.example/a`)).state, 'published')
    assert.equal((await post(place, `${HONEST} https://elsewhere.example/a`)).state, 'held')
  })

  test('the same words under story after story wait from the fourth on, whoever says they wrote them', async (t) => {
    const place = await openPlace(t)
    const states: string[] = []
    for (let story = 0; story < 5; story += 1) {
      states.push((await post(place, `Story ${story}! ${CHAIN}`, { story })).state)
    }
    assert.deepEqual(states, ['published', 'published', 'published', 'held', 'held'])
    assert.match((await factsOf(place))[3]?.reasons ?? '', /^spam-copies/)
  })

  test('words that were said the day before are new again', async (t) => {
    const place = await openPlace(t)
    for (let story = 0; story < 3; story += 1) await post(place, CHAIN, { story })
    place.site.clock.now += MARKS_KEPT_MS + 1
    assert.equal((await post(place, CHAIN, { story: 3 })).state, 'published')
  })

  test('words that their author took back leave no trace', async (t) => {
    const place = await openPlace(t)
    const client = createClient(place.site.url)
    const { id } = await post(place, CHAIN, { client })
    const marks = () => place.site.rows('select mark from comment_mark')
    assert.ok((await marks()).length > 0)
    assert.equal((await client.json('DELETE', `/api/comments/${id}`)).status, 200)
    assert.deepEqual(await marks(), [])
  })

  test('a published comment that is changed into spam waits, by a decision in the log', async (t) => {
    const place = await openPlace(t)
    const client = createClient(place.site.url)
    const { id } = await post(place, HONEST, { client })
    assert.equal((await client.json('PATCH', `/api/comments/${id}`, { body: ADVERT })).status, 200)
    const decisions = await place.site.rows('select action, to_state, moderator_name from decision')
    assert.deepEqual(
      decisions.map((row) => ({ ...row })),
      [{ action: 'hold', to_state: 'held', moderator_name: 'Parley' }],
    )
    const moderator = await moderatorOf(place)
    assert.match(await (await moderator.get(`/s/${place.storyIds[0]}/yours`)).text(), /it looks like spam/)
  })

  test('a comment is no copy of itself when it is changed, and is known by its new words afterwards', async (t) => {
    const place = await openPlace(t)
    const client = createClient(place.site.url)
    const { id } = await post(place, HONEST, { client })
    for (let at = 0; at < 4; at += 1) {
      const body = `${CHAIN} (${at})`
      const edited = await client.json('PATCH', `/api/comments/${id}`, { body })
      assert.equal(((await edited.json()) as { comment: Posted }).comment.state, 'published')
    }
    for (let story = 1; story < 3; story += 1)
      assert.equal((await post(place, CHAIN, { story })).state, 'published')
    assert.equal((await post(place, CHAIN, { story: 3 })).state, 'held')
    for (let story = 1; story < 5; story += 1)
      assert.equal((await post(place, HONEST, { story })).state, story < 4 ? 'published' : 'held')
  })

  test('moderators are not asked, and leave nothing to be compared with', async (t) => {
    const place = await openPlace(t)
    const client = await moderatorOf(place)
    assert.equal((await post(place, ADVERT, { client })).state, 'published')
    assert.deepEqual(await place.site.rows('select mark from comment_mark'), [])
  })
})

test('without a rule nothing waits and nothing is kept', async (t) => {
  const place = await openPlace(t, {})
  assert.equal((await post(place, ADVERT)).state, 'published')
  assert.deepEqual(await place.site.rows('select mark from comment_mark'), [])
})

describe('without weights', () => {
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const civility = createCivility(silent, { folder: '/nonexistent' })

  test('whoever the rule is about waits, and the others do not', async (t) => {
    const place = await openPlace(t, { environment: RULE, civility })
    assert.equal(place.site.isCivilityOff, true)
    assert.equal((await post(place, HONEST)).state, 'held')
    assert.equal((await factsOf(place))[0]?.rule, 'spam-off')
    assert.equal((await post(place, HONEST, { client: await moderatorOf(place) })).state, 'published')
  })
})
