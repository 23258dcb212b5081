/** Stories that come by themselves, with the first visit of a page that embeds Parley. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { runSite, type RunningSite } from '#test/running-site.ts'

const NEWS = 'https://news.example'
const EVIL = 'https://evil.example'

let site: RunningSite
before(async () => {
  site = await runSite({ environment: { PARLEY_ORIGINS: NEWS } })
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

function ask(path: string): Promise<Response> {
  return fetch(site.url + path, { headers: { Origin: NEWS } })
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}

/** What the script of a page sends when it finds no story. */
function startAt(siteUrl: string, origin: string, body: { readonly url: string; readonly title: string }) {
  return fetch(`${siteUrl}/embed/stories`, {
    method: 'POST',
    headers: { Origin: origin, Authorization: 'Bearer new', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

describe('stories that come by themselves', () => {
  const start = (url: string, origin = NEWS, title = 'A <b>new</b> page\u202E') =>
    startAt(site.url, origin, { url, title })

  test('two first visits at once make one story, under its canonical address', async () => {
    const answers = await Promise.all([1, 2, 3].map((turn) => start(`${NEWS}/new?utm_medium=${turn}#x`)))
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))
    assert.equal(new Set(ids).size, 1)
    const story = await site.parts.ports.store.read.storyByUrl(`${NEWS}/new`)
    assert.equal(story?.id, ids[0])
    assert.equal(story?.headline, 'A <b>new</b> page')
    assert.equal(story?.isProvisional, true)
    const part = await ask(`/embed/thread?url=${encodeURIComponent(`${NEWS}/new`)}`)
    assert.equal(part.status, 200)
  })

  test('an address that was asked for before its story came is answered after', async () => {
    const path = `/embed/thread?url=${encodeURIComponent(`${NEWS}/late`)}`
    const missing = await ask(path)
    assert.equal(await codeOf(missing), 'story-not-found')
    await start(`${NEWS}/late`)
    assert.equal((await ask(path)).status, 200)
  })

  test('are made for addresses of allowed origins only, by allowed origins only', async () => {
    assert.equal(await codeOf(await start(`${EVIL}/x`)), 'embed-origin-refused')
    assert.equal(await codeOf(await start(`${NEWS}/x`, EVIL)), 'embed-origin-refused')
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', '', 'x'.repeat(5_000)]) {
      assert.equal(await codeOf(await start(url)), 'bad-request')
    }
  })

  test('a page without a title is called by its address', async () => {
    await start(`${NEWS}/untitled`, NEWS, ' \n ')
    const story = await site.parts.ports.store.read.storyByUrl(`${NEWS}/untitled`)
    assert.equal(story?.headline, 'news.example/untitled')
  })
})

describe('pages of new stories', () => {
  const page = (title: string) =>
    `<html lang="de"><meta property="og:title" content="${title}"><meta name="author" content="Ines Kowal"></html>`

  test('are read afterwards, and what they say replaces what the script said', async () => {
    const asked: string[] = []
    const reading = await runSite({
      environment: { PARLEY_ORIGINS: NEWS },
      pages: {
        read: (url) => {
          asked.push(url)
          const answer = url.endsWith('/gone') ? null : page('What the page says')
          return Promise.resolve(
            answer === null
              ? { ok: false, problem: 'unreachable' }
              : { ok: true, value: { url, html: answer } },
          )
        },
      },
    })
    const start = async (path: string): Promise<string> => {
      const answer = await startAt(reading.url, NEWS, { url: NEWS + path, title: 'What the script says' })
      return ((await answer.json()) as { id: string }).id
    }
    const { read } = reading.parts.ports.store
    const [found, gone] = [await start('/found'), await start('/gone')]
    while ((await read.story(found))?.isProvisional || asked.length < 2) await new Promise(setImmediate)
    const story = await read.story(found)
    assert.equal(story?.headline, 'What the page says')
    assert.equal(story?.byline, 'Ines Kowal')
    assert.equal(story?.language, 'de')
    const left = await read.story(gone)
    assert.equal(left?.headline, 'What the script says')
    assert.equal(left?.isProvisional, true)
    assert.deepEqual(asked, [`${NEWS}/found`, `${NEWS}/gone`])
    await reading.stop()
    assert.deepEqual(reading.errors, [])
  })
})
