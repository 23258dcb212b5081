/** Pages in the language of the site or of the reader, and a front cache that never mixes them. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LANGUAGES, type Language } from '#contract/language.ts'
import { createWords } from '#pages/words.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

const RIGHT_TO_LEFT: readonly Language[] = ['ar', 'he']

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000'

/** Requests at once for one page in all languages, some rounds of them: warm and cold ones meet. */
const ROUNDS = 5

function wordsIn(language: Language) {
  return createWords({ language, timeZone: 'UTC' })
}

function directionIn(language: Language): string {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr'
}

describe('a site that follows its readers', () => {
  let site: RunningSite
  let storyId: string
  let commentId: string
  before(async () => {
    site = await runSite({ environment: { PARLEY_LANGUAGE: 'auto', PARLEY_ORIGINS: 'https://news.example' } })
    storyId = await seedStory(site, {
      language: 'he',
      headline: 'המעבורת שבה להפליג',
      comments: [seedComment({ sourceId: 'a' }), seedComment({ parentSourceId: 'a' })],
    })
    const page = await (await fetch(`${site.url}/s/${storyId}`)).text()
    commentId = /data-comment="([^"]+)"/.exec(page)?.[1] ?? ''
  })
  after(async () => {
    await site.stop()
    assert.deepEqual(site.errors, [])
  })

  const ask = (path: string, language: string, headers: Record<string, string> = {}) =>
    fetch(`${site.url}${path}`, { headers: { 'Accept-Language': language, ...headers } })

  for (const language of LANGUAGES) {
    test(`a reader of ${language} gets its words, its direction and its name`, async () => {
      for (const path of ['/', `/s/${storyId}`, `/c/${commentId}`, '/log', `/s/${storyId}/yours`]) {
        const response = await ask(path, `${language},en;q=0.1`)
        const html = await response.text()
        assert.equal(response.status, 200, path)
        assert.ok(html.includes(`<html lang="${language}" dir="${directionIn(language)}">`), path)
        assert.ok(html.includes(wordsIn(language).say('page.foot')), path)
        assert.equal(response.headers.get('Content-Language'), language, path)
        assert.match(response.headers.get('Vary') ?? '', /Accept-Language/, path)
      }
    })
  }

  test('each language has an ETag of its own, and none answers for another', async () => {
    const tags = new Map<string, string>()
    for (const language of LANGUAGES) {
      const response = await ask(`/s/${storyId}`, language)
      tags.set(language, response.headers.get('ETag') ?? '')
      assert.match(response.headers.get('Vary') ?? '', /Accept-Encoding/)
    }
    assert.equal(new Set(tags.values()).size, LANGUAGES.length)
    const german = tags.get('de') ?? ''
    assert.equal((await ask(`/s/${storyId}`, 'de', { 'If-None-Match': german })).status, 304)
    const other = await ask(`/s/${storyId}`, 'fr', { 'If-None-Match': german })
    assert.equal(other.status, 200)
    assert.match(await other.text(), /<html lang="fr"/)
    const known = await ask(`/s/${storyId}`, 'de', { 'If-None-Match': german })
    assert.equal(known.headers.get('Content-Language'), 'de')
    assert.match(known.headers.get('Vary') ?? '', /Accept-Language/)
  })

  test('however many ask at once, nobody gets the page of another', async () => {
    const path = `/c/${commentId}`
    for (let round = 0; round < ROUNDS; round += 1) {
      // A reply makes every kept page old.
      await fetch(`${site.url}/api/stories/${storyId}/comments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Ada', body: `Round ${round}`, parentId: commentId }),
      })
      const asked = [...LANGUAGES, ...LANGUAGES.toReversed()]
      const pages = await Promise.all(asked.map(async (language) => (await ask(path, language)).text()))
      for (const [at, html] of pages.entries()) {
        assert.equal(/<html lang="([^"]+)"/.exec(html)?.[1], asked[at])
      }
    }
  })

  test('problems are told in the reader’s language, as pages and as JSON', async () => {
    const page = await ask(`/s/${UNKNOWN_ID}`, 'uk')
    assert.equal(page.status, 404)
    assert.ok((await page.text()).includes(wordsIn('uk').say('error.story-not-found.what')))
    const answer = await ask(`/api/stories/${UNKNOWN_ID}/me`, 'ja')
    const { error } = (await answer.json()) as { error: { what: string; do: string } }
    assert.equal(error.what, wordsIn('ja').say('error.story-not-found.what'))
    assert.equal(error.do, wordsIn('ja').say('error.story-not-found.do'))
    assert.equal(answer.headers.get('Content-Language'), 'ja')
  })

  test('the story keeps its own language and direction', async () => {
    const html = await (await ask(`/s/${storyId}`, 'de')).text()
    assert.match(html, /<h1 lang="he" dir="rtl">/)
    assert.match(html, /<div class="story-body" lang="he" dir="rtl">/)
    assert.match(html, /<section\s+class="thread"\s+id="thread"\s+lang="de" dir="ltr"/)
    const front = await (await ask('/', 'de')).text()
    assert.match(front, /<h2 lang="he" dir="rtl">/)
  })

  test('a language that is not here is answered in the site’s own', async () => {
    assert.match(await (await ask('/', 'nl, sv;q=0.5')).text(), /<html lang="en" dir="ltr">/)
    assert.match(await (await fetch(site.url)).text(), /<html lang="en" dir="ltr">/)
  })

  test('scripts and styles are the same for everybody', async () => {
    const html = await (await ask('/', 'de')).text()
    for (const path of [/href="(\/assets\/style-[^"]+)"/.exec(html)?.[1] ?? '', '/embed.js']) {
      const [german, hindi] = await Promise.all([ask(path, 'de'), ask(path, 'hi')])
      assert.equal(german.headers.get('ETag'), hindi.headers.get('ETag'))
      assert.doesNotMatch(german.headers.get('Vary') ?? '', /Accept-Language/)
      assert.equal(german.headers.get('Content-Language'), null)
    }
  })

  test('an embed is in the language it names, whatever the browser asks for', async () => {
    const origin = { Origin: 'https://news.example' }
    const path = `/embed/thread?story=${storyId}`
    const named = await ask(`${path}&language=ar`, 'de', origin)
    assert.match(await named.text(), /lang="ar" dir="rtl"/)
    assert.match(await (await ask(path, 'de', origin)).text(), /lang="de" dir="ltr"/)
    const problem = await ask(`/embed/thread?story=${UNKNOWN_ID}&language=ru`, 'de', origin)
    assert.equal(problem.headers.get('Content-Language'), 'ru')
  })
})

describe('a site of one language', () => {
  let site: RunningSite
  before(async () => {
    site = await runSite({ environment: { PARLEY_LANGUAGE: 'ar' } })
  })
  after(() => site.stop())

  test('answers everybody in it, and caches need not ask who reads', async () => {
    for (const path of ['/', '/log', '/nowhere']) {
      const response = await fetch(site.url + path, { headers: { 'Accept-Language': 'de' } })
      assert.match(await response.text(), /<html lang="ar" dir="rtl">/)
      assert.equal(response.headers.get('Content-Language'), 'ar')
      assert.doesNotMatch(response.headers.get('Vary') ?? '', /Accept-Language/)
    }
  })
})
