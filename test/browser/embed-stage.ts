/** A newspaper's pages with Parley under them, for tests in a real browser. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findChromium } from '#test/browser/find-chromium.ts'
import { runHostSite, type HostSite } from '#test/browser/host-site.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

/** Runs before anything of a page: what shifted, what a policy refused, what the embed told. */
const WATCH = `
window.shifts = []; window.violations = []; window.told = []
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts.push(entry.value) })
  .observe({ type: 'layout-shift', buffered: true })
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.violatedDirective + ' ' + event.blockedURI))
for (const kind of ['ready', 'comment', 'vote', 'error'])
  document.addEventListener('parley:' + kind, (event) => window.told.push([kind, event.detail]))`

export interface EmbedVisit {
  readonly page: Page
  readonly context: BrowserContext
  /** Requests to Parley. */
  readonly asked: { readonly url: string; readonly cookie: string | null }[]
}

export interface PageFacts {
  readonly tag?: string
  readonly policy?: string
  readonly head?: string
  readonly after?: string
}

export interface Stage {
  readonly host: HostSite
  readonly site: RunningSite
  readonly visit: (url: string) => Promise<EmbedVisit>
  /** A page with a story of its own; gives its address and the story's id. */
  readonly hostPage: (
    comments: readonly Parameters<typeof seedComment>[0][],
    facts?: PageFacts,
  ) => Promise<{ readonly url: string; readonly storyId: string }>
  readonly stop: () => Promise<void>
}

export async function setStage(): Promise<Stage> {
  const host = await runHostSite()
  const site = await runSite({ environment: { PARLEY_ORIGINS: host.origin, PARLEY_READ_PAGES: '0' } })
  const browser = await chromium.launch({ executablePath: await findChromium() })
  let pages = 0
  return {
    host,
    site,
    visit: (url) => visit(browser, site.url, url),
    hostPage: async (comments, facts = {}) => {
      pages += 1
      const tag = facts.tag ?? '<parley-thread loading="eager"></parley-thread>'
      const url = host.put(`/story-${pages}`, {
        head: `<script src="${site.url}/embed.js" defer></script>${facts.head ?? ''}`,
        body: `<main><h1>The ferry sails again</h1>${tag}</main>${facts.after ?? ''}`,
        ...(facts.policy === undefined ? {} : { policy: facts.policy }),
      })
      const storyId = await seedStory(site, {
        url,
        comments: comments.map((comment) => seedComment(comment)),
      })
      return { url, storyId }
    },
    stop: async () => {
      await browser.close()
      await site.stop()
      await host.stop()
    },
  }
}

async function visit(browser: Browser, siteUrl: string, url: string): Promise<EmbedVisit> {
  return visitIn(await browser.newContext(), siteUrl, url)
}

/** The same in a context that stands already: with a profile of its own, perhaps with cookies in it. */
export async function visitIn(context: BrowserContext, siteUrl: string, url: string): Promise<EmbedVisit> {
  await context.addInitScript(WATCH)
  const page = await context.newPage()
  const asked: { url: string; cookie: string | null }[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(siteUrl)) return
    void request.headerValue('cookie').then(
      (cookie) => asked.push({ url: request.url().slice(siteUrl.length), cookie }),
      () => {},
    )
  })
  await page.goto(url)
  return { page, context, asked }
}

/** How often the embed told the page of something. */
export function timesTold(page: Page, kind: string): Promise<number> {
  return page.evaluate(`told.filter(([kind]) => kind === ${JSON.stringify(kind)}).length`)
}

export function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate('violations')
}

export function shiftOf(page: Page): Promise<number> {
  return page.evaluate('shifts.reduce((sum, value) => sum + value, 0)')
}

/** Until what was laid out has been painted. */
export async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))',
  )
}

/** What the browser made of the style of the first such element. */
export function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, property) => {
      const { getComputedStyle } = globalThis as unknown as BrowserGlobals
      return getComputedStyle(element)[property] ?? ''
    }, property)
}

/** What is known of the browser here, where its types are not. */
interface BrowserGlobals {
  readonly getComputedStyle: (element: unknown) => Readonly<Record<string, string>>
}

/** Posts a first comment and waits until it stands there. */
export async function writeFirst(page: Page, words: string): Promise<void> {
  const form = page.locator('form[data-composer=""]')
  await form.locator('textarea').fill(words)
  await form.locator('input[name=name]').fill('Cleo')
  await form.getByRole('button', { name: 'Post' }).click()
  await page.locator('.comment.is-new', { hasText: words }).waitFor()
}
