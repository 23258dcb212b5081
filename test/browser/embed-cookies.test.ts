/** The embed where the browser blocks third-party cookies, and where it does not: it never uses any. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { findChromium } from '#test/browser/find-chromium.ts'
import { runHostSite, type HostSite } from '#test/browser/host-site.ts'
import { seedSignInPath } from '#test/running-site.ts'
import { setStage, visitIn, writeFirst, type Stage } from '#test/browser/embed-stage.ts'

/** Chromium's own numbers for "Third-party cookies" in its settings. */
const COOKIE_CONTROLS = { allowed: 0, blocked: 1 } as const

let stage: Stage
/** Somebody else's server on `localhost`, where Parley is too: for pages of the newspaper, a third party. */
let tracker: HostSite
before(async () => {
  stage = await setStage()
  tracker = await runHostSite()
  tracker.put('/', { body: 'A third party' })
})
after(async () => {
  await tracker.stop()
  await stage.stop()
  assert.deepEqual(stage.site.errors, [])
})

/** A browser as its reader set it up: profile on disk, cookies of third parties blocked or let through. */
async function withProfile(
  mode: keyof typeof COOKIE_CONTROLS,
  work: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-profile-'))
  await mkdir(join(folder, 'Default'))
  const preferences = {
    profile: {
      cookie_controls_mode: COOKIE_CONTROLS[mode],
      block_third_party_cookies: mode === 'blocked',
    },
  }
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  const context = await chromium.launchPersistentContext(folder, { executablePath: await findChromium() })
  try {
    await work(context)
  } finally {
    await context.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Whether a cookie that the third party set when it was visited comes back to it from a page of the newspaper. */
async function sendsThirdPartyCookies(context: BrowserContext): Promise<boolean> {
  const address = tracker.origin.replace('127.0.0.1', 'localhost')
  const page = await context.newPage()
  await page.goto(`${address}/`)
  await page.evaluate("document.cookie = 'known=reader; SameSite=None; Secure; path=/'")
  await page.goto(stage.host.put('/tracked', { body: 'A page with a tracker' }))
  const before = tracker.requests.length
  await page.evaluate(
    `fetch(${JSON.stringify(`${address}/pixel`)}, { credentials: 'include', mode: 'no-cors' }).then(() => true)`,
  )
  const [pixel] = tracker.requests.slice(before)
  assert.equal(pixel?.url, '/pixel')
  await page.close()
  // Ports do not part cookies: without this, Parley would be sent it with every request a browser makes by itself.
  await context.clearCookies({ name: 'known' })
  return pixel.cookie !== undefined
}

/** The reader is a moderator on Parley's own pages, in this very browser. */
async function signInAsModerator(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(stage.site.url + (await seedSignInPath(stage.site)))
  await page.locator('input[name=name]').fill(name)
  await page.locator('main form button').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  assert.notDeepEqual(await context.cookies(stage.site.url), [])
  await page.close()
}

/** All a reader does under a page of the newspaper, and again after a reload. */
async function readAndWrite(context: BrowserContext): Promise<void> {
  const { url, storyId } = await stage.hostPage([{ text: 'The first word', author: 'Bob Ferrier' }])
  const { page, asked } = await visitIn(context, stage.site.url, url)
  await page.getByText('The first word').waitFor()
  await writeFirst(page, 'My own words')
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

  await page.reload()
  const again = page.locator('.comment', { hasText: 'My better words' })
  await again.getByRole('link', { name: 'Edit' }).waitFor()
  await page.locator('[aria-pressed="true"]').waitFor()
  await again.getByRole('link', { name: 'Delete' }).click()
  await again.getByRole('button', { name: 'Delete' }).click()
  await again.waitFor({ state: 'detached' })

  assert.equal(await page.locator('.moderation').count(), 0)
  assert.ok(asked.some(({ url }) => url.endsWith('/vote')))
  assert.deepEqual(
    asked.filter(({ cookie }) => cookie !== null),
    [],
  )
  // On Parley's own page this browser moderates: what the embed did not use was there to be used.
  await page.goto(`${stage.site.url}/s/${storyId}/yours`)
  await page.locator('.moderation').first().waitFor()
  await page.close()
}

describe('reading, writing, voting, changing one’s own and coming back, as a guest by token', () => {
  for (const mode of ['blocked', 'allowed'] as const) {
    test(`with third-party cookies ${mode}, and a moderator’s session in the same browser`, async () => {
      await withProfile(mode, async (context) => {
        assert.equal(await sendsThirdPartyCookies(context), mode === 'allowed')
        await signInAsModerator(context, mode === 'blocked' ? 'Vera' : 'Wanda')
        await readAndWrite(context)
      })
    })
  }
})
