/** The embed in a real browser, under pages of a real second origin. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { createClient } from '#test/http/client.ts'
import { findChromium } from '#test/browser/find-chromium.ts'
import { runHostSite, type HostSite } from '#test/browser/host-site.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Written before anything of a page runs: what shifted, what a policy refused, what the embed told. */
const WATCH = `
window.shifts = []; window.violations = []; window.told = []
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts.push(entry.value) })
  .observe({ type: 'layout-shift', buffered: true })
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))
for (const kind of ['ready', 'comment', 'vote', 'error'])
  document.addEventListener('parley:' + kind, (event) => window.told.push([kind, event.detail]))`

/** DESIGN section 8: what an embedding page may load. */
const EMBED_BYTES_MAX = 12 * 1024

let host: HostSite
let site: RunningSite
let browser: Browser
before(async () => {
  host = await runHostSite()
  site = await runSite({ environment: { PARLEY_ORIGINS: host.origin, PARLEY_READ_PAGES: '0' } })
  browser = await chromium.launch({ executablePath: await findChromium() })
})
after(async () => {
  await browser.close()
  await site.stop()
  await host.stop()
  assert.deepEqual(site.errors, [])
})

interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** Requests to Parley. */
  readonly asked: { readonly url: string; readonly cookie: string | null }[]
}

async function visit(url: string): Promise<Visit> {
  const context = await browser.newContext()
  await context.addInitScript(WATCH)
  const page = await context.newPage()
  const asked: { url: string; cookie: string | null }[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) return
    void request.headerValue('cookie').then(
      (cookie) => asked.push({ url: request.url().slice(site.url.length), cookie }),
      () => {},
    )
  })
  await page.goto(url)
  return { page, context, asked }
}

let pages = 0

/** A page with a story of its own; gives its address and the story's id. */
async function hostPage(
  comments: readonly Parameters<typeof seedComment>[0][],
  facts: {
    readonly tag?: string
    readonly policy?: string
    readonly head?: string
    readonly after?: string
  } = {},
): Promise<{ readonly url: string; readonly storyId: string }> {
  pages += 1
  const path = `/story-${pages}`
  const url = host.put(path, {
    head: `<script src="${site.url}/embed.js" defer></script>${facts.head ?? ''}`,
    body: `<main><h1>The ferry sails again</h1>${facts.tag ?? '<parley-thread loading="eager"></parley-thread>'}</main>${facts.after ?? ''}`,
    ...(facts.policy === undefined ? {} : { policy: facts.policy }),
  })
  const storyId = await seedStory(site, { url, comments: comments.map((comment) => seedComment(comment)) })
  return { url, storyId }
}

const told = (page: Page, kind: string) =>
  page.evaluate(
    (kind) => (window as unknown as { told: [string, unknown][] }).told.filter(([k]) => k === kind).length,
    kind,
  )
const violations = (page: Page) =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations)
const shifted = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  )

async function writeFirst(page: Page, words: string, name = 'Cleo'): Promise<void> {
  const form = page.locator('form[data-composer=""]')
  await form.locator('textarea').fill(words)
  await form.locator('input[name=name]').fill(name)
  await form.getByRole('button', { name: 'Post' }).click()
  await page.locator('.comment.is-new', { hasText: words }).waitFor()
}

describe('loading', () => {
  test('a discussion below the window is not loaded until the reader comes near, and nothing ever shifts', async () => {
    const { url } = await hostPage([{ text: 'Far below' }], {
      tag: '<div style="height: 4000px"></div><parley-thread></parley-thread>',
      after: '<footer>The foot of the page</footer>',
    })
    const { page, context, asked } = await visit(url)
    await page.evaluate(() => customElements.whenDefined('parley-thread'))
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    assert.deepEqual(
      asked.map(({ url }) => url),
      ['/embed.js'],
    )
    await page.mouse.wheel(0, 3_000)
    await page.getByText('Far below').waitFor()
    await page.getByText('The foot of the page').scrollIntoViewIfNeeded()
    assert.equal(await shifted(page), 0)
    await context.close()
  })

  test('a discussion in the window, short or long, shifts nothing: not itself, not what follows', async () => {
    for (const count of [0, 1, 60]) {
      const { url } = await hostPage(
        Array.from({ length: count }, (_, at) => ({ text: `Number ${at}` })),
        { after: '<footer>The foot of the page</footer>' },
      )
      const { page, context } = await visit(url)
      await page.locator('[data-composer=""]').waitFor()
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      )
      assert.equal(await shifted(page), 0, `${count} comments`)
      await context.close()
    }
  })

  test('the page loads one script and one part, of at most 12 KB of script and style', async () => {
    const { url } = await hostPage([{ text: 'Small' }])
    const { page, context, asked } = await visit(url)
    await page.getByText('Small').waitFor()
    const requests = asked
      .map((request) => request.url.replace(/\?.*/, ''))
      .filter((path) => !path.endsWith('/live'))
    assert.deepEqual(
      requests.sort((a, b) => a.localeCompare(b)),
      ['/embed.js', '/embed/thread'],
    )
    const script = await fetch(`${site.url}/embed.js`, { headers: { 'Accept-Encoding': 'br' } })
    const bytes = Number(script.headers.get('Content-Length'))
    assert.ok(bytes > 0 && bytes <= EMBED_BYTES_MAX, `${bytes}`)
    await context.close()
  })

  test('the first visit of a page makes its story, once, with the page’s own title', async () => {
    const url = host.put('/unheard-of', {
      head: `<script src="${site.url}/embed.js" defer></script><link rel="canonical" href="${host.origin}/canonical">
        <meta property="og:title" content="Nobody has heard of this">`,
      body: '<parley-thread loading="eager"></parley-thread>',
    })
    const { page, context } = await visit(`${url}?utm_source=mail`)
    await page.getByText('Nobody has said anything yet').waitFor()
    const story = await site.parts.ports.store.read.storyByUrl(`${host.origin}/canonical`)
    assert.equal(story?.headline, 'Nobody has heard of this')
    await context.close()
  })
})

describe('policies of the host', () => {
  const STRICT = () =>
    [
      "default-src 'none'",
      `script-src ${site.url}`,
      `connect-src ${site.url}`,
      "style-src 'none'",
      'img-src data:',
      "require-trusted-types-for 'script'",
      'trusted-types parley',
    ].join('; ')

  test('a strict one, with no styles and Trusted Types required, is enough to read, write and vote', async () => {
    const { url } = await hostPage([{ text: 'Strictly speaking' }], { policy: STRICT() })
    const { page, context } = await visit(url)
    await page.getByText('Strictly speaking').waitFor()
    // Our own sheet is there, though the policy lets none load.
    const listStyle = await page
      .locator('.comments')
      .evaluate((element) => getComputedStyle(element).listStyleType)
    assert.equal(listStyle, 'none')
    await page
      .getByRole('button', { name: /^Agree/ })
      .first()
      .click()
    await page.locator('[aria-pressed="true"]').waitFor()
    await writeFirst(page, 'Written under a strict policy')
    // The host's own style sheet is what its policy refuses.
    const refused = (await violations(page)).filter((violation) => !violation.endsWith('/host.css'))
    assert.deepEqual(refused, [])
    await context.close()
  })

  test('an origin that is not allowed is told so in words, and the fallback of the page stays', async () => {
    const other = await runHostSite()
    const url = other.put('/', {
      head: `<script src="${site.url}/embed.js" defer></script>`,
      body: `<parley-thread loading="eager"><a href="${site.url}">Read the discussion</a></parley-thread>`,
    })
    const { page, context } = await visit(url)
    await page.getByText(`This discussion may not be shown on ${other.origin}.`).waitFor()
    assert.ok(await page.getByRole('link', { name: 'Read the discussion' }).isVisible())
    assert.equal(await told(page, 'error'), 1)
    await context.close()
    await other.stop()
  })

  test('a server that does not answer leaves the fallback, in words', async () => {
    const { url } = await hostPage([], {
      tag: '<parley-thread loading="eager" server="http://localhost:1"><a href="/">Elsewhere</a></parley-thread>',
    })
    const { page, context } = await visit(url)
    await page.getByText('The discussion could not be loaded.').waitFor()
    assert.ok(await page.getByRole('link', { name: 'Elsewhere' }).isVisible())
    await context.close()
  })
})

describe('in place', () => {
  test('a guest writes, previews, replies, edits, deletes and votes, without a cookie, and is known after a reload', async () => {
    const { url } = await hostPage([{ sourceId: 'root', text: 'The first word', author: 'Bob Ferrier' }])
    const { page, context, asked } = await visit(url)
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
    assert.deepEqual(await violations(page), [])
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
    const { url } = await hostPage([...roots, ...replies])
    const { page, context } = await visit(url)
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
    const { url, storyId } = await hostPage([{ text: 'Already here' }])
    const { page, context } = await visit(url)
    await page.getByText('Already here').waitFor()
    await createClient(site.url).json('POST', `/api/stories/${storyId}/comments`, {
      name: 'Dora',
      body: 'Just in',
    })
    await page.locator('[data-arrived]').click()
    await page.getByText('Just in').waitFor()
    await context.close()
  })

  test('#parley-c-ID leads to the comment, also to one that is not on the first page', async () => {
    const { url, storyId } = await hostPage(
      Array.from({ length: 80 }, (_, at) => ({ sourceId: `r${at}`, text: `Root ${at}.` })),
      { tag: '<div style="height: 3000px"></div><parley-thread></parley-thread>' },
    )
    const page80 = await (await fetch(`${site.url}/s/${storyId}?order=oldest`)).text()
    const id = /data-comment="([^"]+)"/.exec(page80)?.[1] ?? ''
    const { page, context } = await visit(`${url}#parley-c-${id}`)
    const comment = page.locator('.comment', { hasText: 'Root 0.' })
    await comment.waitFor()
    await page.waitForFunction(() => scrollY > 2_000)
    await page.getByRole('link', { name: /^The whole discussion/ }).click()
    await page.getByText('Root 79.').waitFor()
    await context.close()
  })
})

describe('pages that change', () => {
  test('two on a page are two discussions', async () => {
    const [one, two] = [
      await hostPage([{ text: 'In the first' }]),
      await hostPage([{ text: 'In the second' }]),
    ]
    const url = host.put('/both', {
      head: `<script src="${site.url}/embed.js" defer></script><script src="${site.url}/embed.js" defer></script>`,
      body: [one, two]
        .map(({ url }) => `<parley-thread url="${url}" loading="eager"></parley-thread>`)
        .join('<hr>'),
    })
    const { page, context } = await visit(url)
    await page.locator('parley-thread').nth(0).getByText('In the first').waitFor()
    const second = page.locator('parley-thread').nth(1)
    await second.getByText('In the second').waitFor()
    await second.locator('form[data-composer=""] textarea').fill('Only in the second')
    await second.locator('input[name=name]').fill('Cleo')
    await second.getByRole('button', { name: 'Post' }).click()
    await second.locator('.comment', { hasText: 'Only in the second' }).waitFor()
    assert.equal(await page.getByText('Only in the second').count(), 1)
    await context.close()
  })

  test('navigation without loading shows the other story, and the first again on the way back', async () => {
    const [one, two] = [await hostPage([{ text: 'Of page one' }]), await hostPage([{ text: 'Of page two' }])]
    const { page, context } = await visit(one.url)
    await page.getByText('Of page one').waitFor()
    await page.evaluate((url) => history.pushState(null, '', url), two.url)
    await page.getByText('Of page two').waitFor()
    assert.equal(await page.getByText('Of page one').count(), 0)
    await page.goBack()
    await page.getByText('Of page one').waitFor()
    await page.evaluate((url) => document.querySelector('parley-thread')?.setAttribute('url', url), two.url)
    await page.getByText('Of page two').waitFor()
    await page.evaluate(() => document.querySelector('parley-thread')?.setAttribute('order', 'top'))
    await page.locator('[data-order="top"]').waitFor()
    await context.close()
  })

  test('an element that is moved keeps what was typed; one that is taken out and put back loads anew', async () => {
    const { url, storyId } = await hostPage([{ text: 'Stays' }], { after: '<aside></aside>' })
    const { page, context, asked } = await visit(url)
    await page.getByText('Stays').waitFor()
    await page.locator('textarea').fill('half a thought')
    await page.evaluate(() => {
      const element = document.querySelector('parley-thread')
      if (element) document.querySelector('aside')?.append(element)
    })
    assert.equal(await page.locator('aside textarea').inputValue(), 'half a thought')
    const parts = () => asked.filter(({ url }) => url.startsWith('/embed/thread')).length
    assert.equal(parts(), 1)
    await page.evaluate(async () => {
      const element = document.querySelector('parley-thread')
      element?.remove()
      await new Promise((resolve) => setTimeout(resolve))
      if (element) document.querySelector('main')?.append(element)
    })
    await page.waitForFunction(
      () =>
        (window as unknown as { told: [string][] }).told.filter(([kind]) => kind === 'ready').length === 2,
    )
    assert.equal(parts(), 2)
    assert.equal(await page.locator('textarea').inputValue(), 'half a thought')
    // Nobody listens for a page that has gone.
    await page.evaluate(() => document.querySelector('parley-thread')?.remove())
    await createClient(site.url).json('POST', `/api/stories/${storyId}/comments`, {
      name: 'Dora',
      body: 'To nobody',
    })
    await context.close()
  })

  test('events tell the page what happened', async () => {
    const { url } = await hostPage([{ text: 'Vote for me' }])
    const { page, context } = await visit(url)
    await page.getByText('Vote for me').waitFor()
    await page.getByRole('button', { name: /^Agree/ }).click()
    await page.locator('[aria-pressed="true"]').waitFor()
    await writeFirst(page, 'Tell everybody')
    await page.locator('form[data-composer=""]').getByRole('button', { name: 'Preview' }).click()
    for (const kind of ['ready', 'vote', 'comment']) assert.equal(await told(page, kind), 1, kind)
    await context.close()
  })
})

describe('the look', () => {
  for (const [name, tag, body] of [
    ['as the page has it', '<parley-thread loading="eager"></parley-thread>', ''],
    [
      'dark, by the page’s colours',
      '<parley-thread loading="eager"></parley-thread>',
      'body{background:#111;color:#eee}',
    ],
    ['dark, by theme', '<parley-thread loading="eager" theme="dark"></parley-thread>', ''],
    [
      'light, by theme',
      '<parley-thread loading="eager" theme="light"></parley-thread>',
      'body{background:#111;color:#eee}',
    ],
  ] as const) {
    test(`axe finds nothing: ${name}`, async () => {
      const { url } = await hostPage(
        [
          { sourceId: 'a', text: 'A word\n\n> quoted' },
          {
            sourceId: 'b',
            parentSourceId: 'a',
            replyTo: { name: 'Bob Ferrier', found: true },
            text: 'An answer',
          },
        ],
        { tag, head: `<style>${body}</style>` },
      )
      const { page, context } = await visit(url)
      await page.getByText('An answer').waitFor()
      await page
        .getByRole('link', { name: /^Reply/ })
        .first()
        .click()
      await page.evaluate(AXE)
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: {
            run: (root: Document) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
          }
        }
        const { violations } = await axe.run(document)
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
      })
      assert.deepEqual(found, [])
      await context.close()
    })
  }

  test('fonts and colours are the page’s, and parts and properties change them', async () => {
    const { url } = await hostPage([{ text: 'Dressed up' }], {
      head: '<style>parley-thread { --parley-button: rgb(1, 2, 3) } parley-thread::part(name) { color: rgb(4, 5, 6) }</style>',
    })
    const { page, context } = await visit(url)
    const style = (selector: string, property: 'fontFamily' | 'color' | 'backgroundColor') =>
      page
        .locator(selector)
        .first()
        .evaluate((element, property) => getComputedStyle(element)[property], property)
    await page.getByText('Dressed up').waitFor()
    assert.match(await style('.words', 'fontFamily'), /Georgia/)
    assert.equal(await style('.words', 'color'), 'rgb(34, 34, 34)')
    assert.equal(await style('[data-composer] .button', 'backgroundColor'), 'rgb(1, 2, 3)')
    assert.equal(await style('.comment .name', 'color'), 'rgb(4, 5, 6)')
    await context.close()
  })
})

describe('companions', () => {
  test('count.js fills all links with one request', async () => {
    const { url } = await hostPage([{ text: 'One' }, { text: 'Two' }])
    const list = host.put('/list', {
      head: `<script src="${site.url}/count.js" defer></script>`,
      body: `<a href="${url}" data-parley-count>…</a><b data-parley-count="${url}?utm_source=x" data-parley-format="number"></b>
        <a href="/nowhere" data-parley-count>…</a>`,
    })
    const { page, context, asked } = await visit(list)
    await page.getByText('2 comments', { exact: true }).waitFor()
    assert.equal(await page.locator('b').textContent(), '2')
    await page.getByText('No comments yet').waitFor()
    assert.equal(asked.filter(({ url }) => url.startsWith('/api/counts')).length, 1)
    await context.close()
  })

  test('the latest comments and a quoted comment stand on other pages', async () => {
    const { storyId } = await hostPage([{ text: 'Quote this' }])
    const html = await (await fetch(`${site.url}/s/${storyId}`)).text()
    const id = /data-comment="([^"]+)"/.exec(html)?.[1] ?? ''
    const about = encodeURIComponent(`${site.url}/c/${id}`)
    const oembed = (await (await fetch(`${site.url}/oembed?url=${about}`)).json()) as { html: string }
    const url = host.put('/side', {
      head: `<script src="${site.url}/embed.js" defer></script>`,
      body: `<parley-latest count="3"></parley-latest>${oembed.html}`,
    })
    const { page, context } = await visit(url)
    await page.getByRole('heading', { name: 'Latest comments' }).waitFor()
    await page.frameLocator('iframe').getByText('Quote this').waitFor()
    await context.close()
  })

  test('the snippet page shows a story of the site as it will look', async () => {
    const { page, context } = await visit(`${site.url}/embed`)
    await page.locator('parley-thread [data-composer=""]').waitFor()
    assert.deepEqual(await violations(page), [])
    await context.close()
  })
})
