/** The embed in a real browser, under pages of a real second origin: loading, policies, everything in place. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createClient } from '#test/http/client.ts'
import { runHostSite } from '#test/browser/host-site.ts'
import {
  setStage,
  shiftOf,
  styleOf,
  timesTold,
  twoFrames,
  violationsOf,
  writeFirst,
  type Stage,
} from '#test/browser/embed-stage.ts'

/** DESIGN section 8: what an embedding page may load. */
const EMBED_BYTES_MAX = 12 * 1024

let stage: Stage
before(async () => {
  stage = await setStage()
})
after(async () => {
  await stage.stop()
  assert.deepEqual(stage.site.errors, [])
})

describe('loading', () => {
  test('a discussion below the window is not loaded until the reader comes near, and nothing ever shifts', async () => {
    const { url } = await stage.hostPage([{ text: 'Far below' }], {
      tag: '<div style="height: 4000px"></div><parley-thread></parley-thread>',
      after: '<footer>The foot of the page</footer>',
    })
    const { page, context, asked } = await stage.visit(url)
    await page.evaluate("customElements.whenDefined('parley-thread').then(() => true)")
    await twoFrames(page)
    assert.deepEqual(
      asked.map(({ url }) => url),
      ['/embed.js'],
    )
    await page.mouse.wheel(0, 3_000)
    await page.getByText('Far below').waitFor()
    await page.getByText('The foot of the page').scrollIntoViewIfNeeded()
    assert.equal(await shiftOf(page), 0)
    await context.close()
  })

  test('a discussion in the window, short or long, shifts nothing: not itself, not what follows', async () => {
    for (const count of [0, 1, 60]) {
      const { url } = await stage.hostPage(
        Array.from({ length: count }, (_, at) => ({ text: `Number ${at}` })),
        { after: '<footer>The foot of the page</footer>' },
      )
      const { page, context } = await stage.visit(url)
      await page.locator('[data-composer=""]').waitFor()
      await twoFrames(page)
      assert.equal(await shiftOf(page), 0, `${count} comments`)
      await context.close()
    }
  })

  test('the page loads one script and one part, of at most 12 KB of script and style', async () => {
    const { url } = await stage.hostPage([{ text: 'Small' }])
    const { page, context, asked } = await stage.visit(url)
    await page.getByText('Small').waitFor()
    const requests = asked
      .map((request) => request.url.replace(/\?.*/, ''))
      .filter((path) => !path.endsWith('/live'))
    assert.deepEqual(
      requests.sort((a, b) => a.localeCompare(b)),
      ['/embed.js', '/embed/thread'],
    )
    const script = await fetch(`${stage.site.url}/embed.js`, { headers: { 'Accept-Encoding': 'br' } })
    const bytes = Number(script.headers.get('Content-Length'))
    assert.ok(bytes > 0 && bytes <= EMBED_BYTES_MAX, `${bytes}`)
    await context.close()
  })

  test('the first visit of a page makes its story, once, with the page’s own title', async () => {
    const url = stage.host.put('/unheard-of', {
      head: `<script src="${stage.site.url}/embed.js" defer></script><link rel="canonical" href="${stage.host.origin}/canonical">
        <meta property="og:title" content="Nobody has heard of this">`,
      body: '<parley-thread loading="eager"></parley-thread>',
    })
    const { page, context } = await stage.visit(`${url}?utm_source=mail`)
    await page.getByText('Nobody has said anything yet').waitFor()
    const story = await stage.site.parts.ports.store.read.storyByUrl(`${stage.host.origin}/canonical`)
    assert.equal(story?.headline, 'Nobody has heard of this')
    await context.close()
  })
})

describe('policies of the host', () => {
  const STRICT = () =>
    [
      "default-src 'none'",
      `script-src ${stage.site.url}`,
      `connect-src ${stage.site.url}`,
      "style-src 'none'",
      'img-src data:',
      "require-trusted-types-for 'script'",
      'trusted-types parley',
    ].join('; ')

  test('a strict one, with no styles and Trusted Types required, is enough to read, write and vote', async () => {
    const { url } = await stage.hostPage([{ text: 'Strictly speaking' }], { policy: STRICT() })
    const { page, context } = await stage.visit(url)
    await page.getByText('Strictly speaking').waitFor()
    // Our own sheet is there, though the policy lets none load.
    const listStyle = await styleOf(page, '.comments', 'listStyleType')
    assert.equal(listStyle, 'none')
    await page
      .getByRole('button', { name: /^Agree/ })
      .first()
      .click()
    await page.locator('[aria-pressed="true"]').waitFor()
    await writeFirst(page, 'Written under a strict policy')
    // The host's own style sheet is what its policy refuses.
    const refused = (await violationsOf(page)).filter((violation) => !violation.endsWith('/host.css'))
    assert.deepEqual(refused, [])
    await context.close()
  })

  test('an origin that is not allowed is told so in words, and the fallback of the page stays', async () => {
    const other = await runHostSite()
    const url = other.put('/', {
      head: `<script src="${stage.site.url}/embed.js" defer></script>`,
      body: `<parley-thread loading="eager"><a href="${stage.site.url}">Read the discussion</a></parley-thread>`,
    })
    const { page, context } = await stage.visit(url)
    await page.getByText(`This discussion may not be shown on ${other.origin}.`).waitFor()
    assert.ok(await page.getByRole('link', { name: 'Read the discussion' }).isVisible())
    assert.equal(await timesTold(page, 'error'), 1)
    await context.close()
    await other.stop()
  })

  test('a server that does not answer leaves the fallback, in words', async () => {
    const { url } = await stage.hostPage([], {
      tag: '<parley-thread loading="eager" server="http://localhost:1"><a href="/">Elsewhere</a></parley-thread>',
    })
    const { page, context } = await stage.visit(url)
    await page.getByText('The discussion could not be loaded.').waitFor()
    assert.ok(await page.getByRole('link', { name: 'Elsewhere' }).isVisible())
    await context.close()
  })
})

describe('in place', () => {
  test('a guest writes, previews, replies, edits, deletes and votes, without a cookie, and is known after a reload', async () => {
    const { url } = await stage.hostPage([
      { sourceId: 'root', text: 'The first word', author: 'Bob Ferrier' },
    ])
    const { page, context, asked } = await stage.visit(url)
    await page.getByText('The first word').waitFor()
    const form = page.locator('form[data-composer=""]')
    await form.locator('textarea').fill('*Mine*')
    await form.getByRole('button', { name: 'Preview' }).click()
    await form.locator('.preview em').waitFor()
    await writeFirst(page, 'My own words')
    await page.getByRole('link', { name: /^Reply\s+to Bob/ }).click()
    const reply = page.locator('.item form[data-composer]')
    await reply.locator('textarea').fill('An answer to the first word')
    await reply.getByRole('button', { name: 'Post' }).click()
    await page.locator('.replies .comment', { hasText: 'An answer to the first word' }).waitFor()
    await page
      .getByRole('button', { name: /^Agree/ })
      .and(page.locator(':enabled'))
      .first()
      .click()
    await page.locator('[aria-pressed="true"]').waitFor()

    const mine = page.locator('.comment', { hasText: 'My own words' })
    await mine.getByRole('link', { name: 'Edit' }).click()
    await mine.locator('textarea').fill('My better words')
    await mine.getByRole('button', { name: 'Save' }).click()
    await page.locator('.comment .edited').waitFor()
    assert.equal(await page.getByText('My own words').count(), 0)

    await page.reload()
    const again = page.locator('.comment', { hasText: 'My better words' })
    await again.getByRole('link', { name: 'Delete' }).click()
    await again.getByText('Your words and your name go for good').waitFor()
    await again.getByRole('link', { name: 'Keep it' }).click()
    await again.getByRole('link', { name: 'Delete' }).click()
    await again.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('My better words').waitFor({ state: 'detached' })
    await page.locator('[aria-pressed="true"]').waitFor()

    assert.equal(page.url(), url)
    assert.deepEqual(
      asked.filter(({ cookie }) => cookie !== null),
      [],
    )
    assert.deepEqual(await context.cookies(), [])
    assert.deepEqual(await violationsOf(page), [])
    await context.close()
  })

  test('"more replies" and "more comments" go on below, each comment once, and other orders come in place', async () => {
    const roots = Array.from({ length: 55 }, (_, at) => ({ sourceId: `r${at}`, text: `Root ${at}.` }))
    const replies = Array.from({ length: 60 }, (_, at) => ({
      sourceId: `b${at}`,
      parentSourceId: 'r54',
      replyTo: { name: 'Bob Ferrier', found: true },
      text: `Branch ${at}.`,
    }))
    const { url } = await stage.hostPage([...roots, ...replies])
    const { page, context } = await stage.visit(url)
    await page.getByRole('link', { name: '11 more replies' }).click()
    await page.getByText('Branch 59.').waitFor()
    assert.equal(await page.locator('.replies > .item').count(), 60)
    while ((await page.getByRole('link', { name: 'More comments' }).count()) > 0) {
      const before = await page.locator('.comments > .item').count()
      await page.getByRole('link', { name: 'More comments' }).click()
      await page.locator(`.comments > .item >> nth=${before}`).waitFor()
    }
    const ids = await page.locator('.comment').evaluateAll((all) => all.map((comment) => comment.id))
    assert.equal(ids.length, 115)
    assert.equal(new Set(ids).size, ids.length)
    await page.getByRole('link', { name: 'Oldest' }).click()
    await page.locator('.comments > .item:first-child', { hasText: 'Root 0.' }).waitFor()
    assert.equal(page.url(), url)
    await context.close()
  })

  test('a comment by somebody else is announced while reading', async () => {
    const { url, storyId } = await stage.hostPage([{ text: 'Already here' }])
    const { page, context } = await stage.visit(url)
    await page.getByText('Already here').waitFor()
    await createClient(stage.site.url).json('POST', `/api/stories/${storyId}/comments`, {
      name: 'Dora',
      body: 'Just in',
    })
    await page.locator('[data-arrived]').click()
    await page.getByText('Just in').waitFor()
    await context.close()
  })

  test('#parley-c-ID leads to the comment, also to one that is not on the first page', async () => {
    const { url, storyId } = await stage.hostPage(
      Array.from({ length: 80 }, (_, at) => ({ sourceId: `r${at}`, text: `Root ${at}.` })),
      { tag: '<div style="height: 3000px"></div><parley-thread></parley-thread>' },
    )
    const page80 = await (await fetch(`${stage.site.url}/s/${storyId}?order=oldest`)).text()
    const id = /data-comment="([^"]+)"/.exec(page80)?.[1] ?? ''
    const { page, context } = await stage.visit(`${url}#parley-c-${id}`)
    const comment = page.locator('.comment', { hasText: 'Root 0.' })
    await comment.waitFor()
    await page.waitForFunction('scrollY > 2000')
    await page.getByRole('link', { name: /^The whole discussion/ }).click()
    await page.getByText('Root 79.').waitFor()
    await context.close()
  })
})
