/** The page about learning over HTTP: who may see and press what, learning now, taking back, and comments that wait. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createClient, type Client } from '#test/http/client.ts'
import { decideStories } from '#test/decided-site.ts'
import { mindedComments, MINDED, plainCivility } from '#test/plain-scorer.ts'
import { runSite, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'
import { until } from '#test/until.ts'

const ENOUGH = 500

let site: RunningSite
let moderator: Client
before(async () => {
  site = await runSite({ environment: { PARLEY_CIVILITY_HOLD: '0.8' }, civility: plainCivility() })
  moderator = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await moderator.form('/sign-in', { token, name: 'Marit Holm' })
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

async function page(client = moderator): Promise<string> {
  const response = await client.get('/learning')
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('Cache-Control'), 'private, no-store')
  return response.text()
}

const actionsOf = (html: string): string[] =>
  [...html.matchAll(/action="(\/learning[^"]*)"/g)].map(([, action = '']) => action)

async function press(html: string, action: RegExp): Promise<void> {
  const path =
    actionsOf(html).find((one) => action.test(one)) ??
    assert.fail(`no ${action} in ${actionsOf(html).join()}`)
  assert.equal((await moderator.form(path, {})).status, 303)
}

/** Whether a new comment waits. */
async function waits(body: string): Promise<boolean> {
  const storyId = await seedStory(site)
  const path = `/api/stories/${storyId}/comments`
  const response = await createClient(site.url).json('POST', path, { name: 'Ada', body })
  const { comment } = (await response.json()) as { readonly comment: { readonly state: string } }
  return comment.state === 'held'
}

describe('the page', () => {
  test('is for moderators alone, and what stands on it can be pressed from this site alone', async () => {
    const paths = ['ask', 'undo-threshold', ...['use', 'undo', 'use-threshold'].map((verb) => `x/${verb}`)]
    const reader = createClient(site.url)
    assert.equal((await reader.get('/learning')).status, 403)
    for (const path of paths) {
      assert.equal((await reader.form(`/learning/${path}`, {})).status, 403, path)
      const foreign = await moderator.form(`/learning/${path}`, {}, { Origin: 'https://evil.example' })
      assert.equal(foreign.status, 403, path)
    }
    assert.deepEqual(await site.rows(`select kind from event where kind like 'learning.%'`), [])
    assert.equal((await moderator.form('/learning/x/use', {})).status, 404)
  })

  test('is found from where moderators are told who they are', async () => {
    assert.match(await (await moderator.get('/you')).text(), /href="\/learning"/)
  })

  test('says what is missing before anything can be learned, and that a try had too little', async () => {
    const empty = await page()
    assert.match(empty, /still missing: removed 200, published 200/)
    assert.match(empty, /No correction is in use/)
    await press(empty, /ask$/)
    await until(async () => (await page()).includes('There were too few decisions'))
  })
})

describe('once enough is decided', () => {
  before(async () => {
    const me = (await site.rows(`select id from person where role = 'moderator'`))[0]
    const moderators = [{ personId: String(me?.['id']), name: 'Marit Holm' }]
    const plan = { comments: mindedComments(ENOUGH), moderators, commentsPerStory: 20, from: site.clock.now }
    site.clock.now = await decideStories(site.parts.ports, plan)
    // A session lasts a month, and this took less.
    await press(await page(), /ask$/)
    await until(async () => /\/undo"/.test(await page()))
  })

  test('before and after are shown in words, with comments that would be treated otherwise', async () => {
    const html = await page()
    assert.match(html, /data-state="in-use"/)
    assert.match(html, /All of these decisions are by one moderator/)
    assert.match(
      html,
      /<th scope="row">that moderators removed<\/th>\s*<td>\d+ \(between \d+ and \d+\)<\/td>/,
    )
    assert.match(html, /Stock model, from 0\.8/)
    const changes = [...html.matchAll(/href="\/c\/([^"]+)"/g)]
    assert.ok(changes.length > 0 && changes.length <= 20)
    assert.doesNotMatch(html, /learning\.|undefined|NaN|\{/)
  })

  test('what reads like what was removed waits, until a moderator takes it back, and again when used', async () => {
    const minded = `word1 word2 word3 ${MINDED} 0.75`
    assert.equal(await waits(minded), true)
    assert.equal(await waits('word1 word2 word3 word4 0.75'), false)
    await press(await page(), /\/undo$/)
    assert.equal(await waits(minded.replace('word1', 'word4')), false)
    const undone = await page()
    assert.match(undone, /A moderator took a correction back/)
    await press(undone, /\/use$/)
    assert.equal(await waits(minded.replace('word1', 'word5')), true)
    const log = await (await fetch(`${site.url}/log`)).text()
    assert.match(log, /Marit Holm<\/bdi>\s+took back the correction/)
    assert.match(log, /Marit Holm<\/bdi>\s+put a correction/)
    assert.ok(!log.includes(MINDED))
  })

  test('the proposed threshold is used by a click, and the operator’s by another', async () => {
    await press(await page(), /\/use-threshold$/)
    const chosen = await page()
    assert.match(chosen, /as a moderator chose here\. The operator set 0\.8/)
    await press(chosen, /\/undo-threshold$/)
    assert.match(await page(), /from a score of 0\.8, as the operator set/)
    assert.equal((await moderator.form('/learning/undo-threshold', {})).status, 409)
  })
})

test('a site without the rule says so, and offers nothing to press', async (t) => {
  const bare = await runSite({})
  t.after(() => bare.stop())
  const client = createClient(bare.url)
  const token = new URL(await seedSignInPath(bare), bare.url).searchParams.get('token') ?? ''
  await client.form('/sign-in', { token, name: 'Marit Holm' })
  const html = await page(client)
  assert.match(html, /PARLEY_CIVILITY_HOLD/)
  assert.deepEqual(actionsOf(html), [])
})
