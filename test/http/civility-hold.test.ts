/** Comments that wait because of how they read, over HTTP: new ones, changed ones, and all of them without weights. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { describe, test, type TestContext } from 'node:test'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { MODELS_FOLDER } from '#adapters/civility/load-model.ts'
import { createCivility } from '#main/open-civility.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { runSite, seedSignInPath, seedStory, type RunningSite, type SiteOptions } from '#test/running-site.ts'

const CIVIL = 'Thank you for the article, I learned a lot about the canal.'
const TOXIC = 'You are a stupid idiot and should shut up.'
const RULE = { PARLEY_CIVILITY_HOLD: '0.8' }

interface Place {
  readonly site: RunningSite
  readonly storyId: string
  readonly client: Client
}

async function openPlace(test: TestContext, options: SiteOptions): Promise<Place> {
  const site = await runSite(options)
  test.after(() => site.stop())
  return { site, storyId: await seedStory(site), client: createClient(site.url) }
}

interface Posted {
  readonly id: string
  readonly state: string
}

async function post({ client, storyId }: Place, body: string): Promise<Posted> {
  const response = await client.json('POST', `/api/stories/${storyId}/comments`, { name: 'Ada', body })
  assert.equal(response.status, 201)
  return ((await response.json()) as { readonly comment: Posted }).comment
}

const publicPage = async ({ site, storyId }: Place): Promise<string> =>
  (await fetch(`${site.url}/s/${storyId}`)).text()

async function moderatorOf({ site }: Place): Promise<Client> {
  const client = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await client.form('/sign-in', { token, name: 'Marit Holm' })
  return client
}

describe('with a rule', () => {
  test('what reads as toxic waits, what does not is published, in either language', async (t) => {
    const place = await openPlace(t, { environment: RULE })
    assert.equal(place.site.isCivilityOff, false)
    assert.equal((await post(place, TOXIC)).state, 'held')
    assert.equal((await post(place, CIVIL)).state, 'published')
    const french = 'Quelle belle journée pour une promenade au bord du canal avec toute la famille.'
    assert.equal((await post(place, french)).state, 'published')
    const page = await publicPage(place)
    assert.ok(page.includes('learned a lot') && !page.includes('stupid idiot'))
    const events = await place.site.rows(
      `select facts from event where kind = 'comment.posted' order by sequence`,
    )
    const rules = events.map(({ facts }) => (JSON.parse(String(facts)) as { rule?: string }).rule)
    assert.deepEqual(rules, ['civility', undefined, undefined])
  })

  test('a moderator sees what waits, and publishes it', async (t) => {
    const place = await openPlace(t, { environment: RULE })
    const { id } = await post(place, TOXIC)
    const moderator = await moderatorOf(place)
    assert.ok((await (await moderator.get(`/s/${place.storyId}/yours`)).text()).includes('stupid idiot'))
    await moderator.form(`/c/${id}/decisions`, { action: 'publish' })
    assert.ok((await publicPage(place)).includes('stupid idiot'))
  })

  test('moderators are not asked about their own words', async (t) => {
    const place = await openPlace(t, { environment: RULE })
    const client = await moderatorOf(place)
    assert.equal((await post({ ...place, client }, TOXIC)).state, 'published')
  })

  test('a published comment that is changed into a toxic one waits, by a decision in the log', async (t) => {
    const place = await openPlace(t, { environment: RULE })
    const { id } = await post(place, CIVIL)
    const edited = await place.client.json('PATCH', `/api/comments/${id}`, { body: TOXIC })
    assert.equal(edited.status, 200)
    const page = await publicPage(place)
    assert.ok(!page.includes('stupid idiot') && !page.includes('learned a lot'))
    const decisions = await place.site.rows('select action, to_state, moderator_name from decision')
    assert.deepEqual(
      decisions.map((row) => ({ ...row })),
      [{ action: 'hold', to_state: 'held', moderator_name: 'Parley' }],
    )
    assert.match(await (await fetch(`${place.site.url}/log`)).text(), /Parley<\/bdi> held/)
    const moderator = await moderatorOf(place)
    await moderator.form(`/c/${id}/decisions`, { action: 'publish' })
    assert.ok((await publicPage(place)).includes('stupid idiot'))
  })
})

test('without a rule nothing waits', async (t) => {
  const place = await openPlace(t, {})
  assert.equal((await post(place, TOXIC)).state, 'published')
})

describe('without weights', () => {
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const civility = createCivility(silent, { folder: '/nonexistent' })

  test('the server runs, says that civility is off, and publishes nothing that should have been scored', async (t) => {
    const place = await openPlace(t, { environment: RULE, civility })
    assert.equal(place.site.isCivilityOff, true)
    for (const words of [CIVIL, TOXIC]) assert.equal((await post(place, words)).state, 'held')
    assert.ok(!(await publicPage(place)).includes('learned a lot'))
  })

  test('of one language, what is written in that language waits, and the rest does not', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-models-'))
    t.after(() => rm(folder, { recursive: true }))
    await cp(MODELS_FOLDER, folder, { recursive: true })
    const version = (await readFile(join(folder, 'current'), 'utf8')).trim()
    const file = join(folder, version, 'de.weights')
    const bytes = await readFile(file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await writeFile(file, bytes)
    const place = await openPlace(t, { environment: RULE, civility: createCivility(silent, { folder }) })
    assert.equal((await post(place, CIVIL)).state, 'published')
    const german = 'Vielen Dank für den schönen Artikel über die Geschichte unseres Kanals.'
    assert.equal((await post(place, german)).state, 'held')
  })

  test('a site without the rule is not troubled', async (t) => {
    const place = await openPlace(t, { civility })
    assert.equal(place.site.isCivilityOff, false)
    assert.equal((await post(place, CIVIL)).state, 'published')
  })
})
