/** `npm run screenshots`: pictures of the pages for docs/screenshots, from a site of their own. */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '#test/browser/find-chromium.ts'
import { runSite, seedSignInPath, type RunningSite } from '#test/running-site.ts'
import { readCapture } from '#cli/read-capture.ts'
import { importStory } from '#operations/import-story.ts'

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url))
const EXAMPLE = fileURLToPath(new URL('../examples/tolver-barrier.txt', import.meta.url))

const WIDE = { width: 1100, height: 1400 }
const NARROW = { width: 390, height: 844 }

interface Shot {
  readonly name: string
  readonly viewport: { readonly width: number; readonly height: number }
  readonly scheme?: 'dark' | 'light'
  readonly open: (page: Page, site: RunningSite) => Promise<void>
}

async function openThread(page: Page, query = ''): Promise<void> {
  await page.goto(`${storyUrl}${query}#thread`)
  await page.locator('[data-comments] > .item').first().waitFor()
}

async function answerSomebody(page: Page): Promise<void> {
  await openThread(page, '?order=oldest')
  await page.locator('a[data-reply]').first().click()
  const form = page.locator('.item form.composer').first()
  await form
    .locator('textarea')
    .fill('She wrote the level down **six times**.\n\n> Nothing required her to.\n\nThat is the part I keep.')
  await form.locator('input[name=name]').fill('Ada Ferrier')
  await form.getByRole('button', { name: 'Preview' }).click()
  await form.locator('.preview').waitFor()
  await form.evaluate((element) => element.scrollIntoView({ block: 'center' }))
}

async function moderate(page: Page, site: RunningSite): Promise<void> {
  await page.goto(site.url + (await seedSignInPath(site)))
  await page.getByLabel('Your name').fill('Ines Kowal')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/you')
  await page.goto(`${storyUrl}/yours?order=oldest#thread`)
  await page.getByRole('button', { name: 'Hold' }).nth(1).click()
  await page.waitForURL('**/yours**')
  await page.locator('.is-held').waitFor()
}

const SHOTS: readonly Shot[] = [
  { name: 'front', viewport: WIDE, open: async (page, site) => void (await page.goto(site.url)) },
  { name: 'story', viewport: WIDE, open: async (page) => void (await page.goto(storyUrl)) },
  { name: 'thread', viewport: WIDE, open: (page) => openThread(page, '?order=oldest') },
  { name: 'composer', viewport: WIDE, open: answerSomebody },
  { name: 'narrow', viewport: NARROW, open: (page) => openThread(page, '?order=replies') },
  { name: 'dark', viewport: WIDE, scheme: 'dark', open: (page) => openThread(page, '?order=oldest') },
  {
    name: 'rtl',
    viewport: WIDE,
    open: async (page) => {
      await openThread(page, '?order=oldest')
      // The same page as a right-to-left language will lay it out.
      await page.locator('html').evaluate((element) => element.setAttribute('dir', 'rtl'))
      await page.locator('[lang=ar], .words:has-text("ال")').first().scrollIntoViewIfNeeded()
    },
  },
  // Last: it leaves a comment held.
  { name: 'console', viewport: WIDE, open: moderate },
]

let storyUrl = ''

async function take(browser: Browser, site: RunningSite, shot: Shot): Promise<void> {
  const context = await browser.newContext({
    viewport: shot.viewport,
    colorScheme: shot.scheme ?? 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await shot.open(page, site)
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: `${FOLDER}/${shot.name}.png` })
  await context.close()
  console.log(`docs/screenshots/${shot.name}.png`)
}

const site = await runSite()
try {
  const options = { timeZone: 'UTC', dateOrder: null, siteUrl: null }
  const file = await readCapture({ path: EXAMPLE, format: null, options })
  if (!file.ok) throw new Error(file.problem.message)
  const [story] = file.value.stories
  if (!story) throw new Error('the example holds no story')
  const { storyId } = await importStory(site.parts.ports, { format: file.value.format, story })
  storyUrl = `${site.url}/s/${storyId}`
  await mkdir(FOLDER, { recursive: true })
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] })
  for (const shot of SHOTS) await take(browser, site, shot)
  await browser.close()
} finally {
  await site.stop()
}
