/** Many tabs of one site in real Chromium, over HTTP/1.1, where a browser has six connections for all of them. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { comment, ROOTS, seedHarbourStory } from '#test/browser/harbour-story.ts'
import { createClient } from '#test/http/client.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

/** As many as Chromium opens to one server over HTTP/1.1. */
const CONNECTIONS = 6

/** A browser without a window takes every tab for seen: here a tab is what it was told to be. */
const TOLD = `Object.defineProperty(Document.prototype, 'visibilityState', {
  get: () => (globalThis.isAside ? 'hidden' : 'visible'),
})`

async function put(page: Page, where: 'aside' | 'in front'): Promise<void> {
  const isAside = where === 'aside'
  await page.evaluate(
    `globalThis.isAside = ${isAside}; document.dispatchEvent(new Event('visibilitychange'))`,
  )
}

/** A tab that hears what is new. */
async function openTab(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  const heard = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'))
  await page.goto(path)
  await heard
  return page
}

test('seven tabs of a story load, and the one in front hears what is new', async (t) => {
  const { context } = await browser.visit(t)
  await context.addInitScript(TOLD)
  const story = await seedHarbourStory(site)
  const tabs: Page[] = []
  for (let count = 0; count < CONNECTIONS; count += 1) {
    const tab = await openTab(context, story.path)
    await put(tab, 'aside')
    tabs.push(tab)
  }
  const seventh = await openTab(context, story.path)
  assert.ok(await comment(seventh, ROOTS[0] ?? '').isVisible())

  const answer = await createClient(site.url).json('POST', `/api/stories/${story.id}/comments`, {
    parentId: null,
    name: 'Dora',
    body: 'What came meanwhile',
  })
  assert.equal(answer.status, 201)
  await seventh.locator('[data-arrived]').first().waitFor()
  const [first] = tabs
  assert.ok(first)
  assert.equal(await first.locator('[data-arrived]').count(), 0)
  await put(seventh, 'aside')
  await put(first, 'in front')
  await first.locator('[data-arrived]').first().waitFor()
})
