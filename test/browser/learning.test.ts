/** The page about learning in Chromium: by a moderator without scripts, and as axe-core sees it, empty and full. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible } from '#test/browser/assert-accessible.ts'
import { button, say, signIn } from '#test/browser/harbour-story.ts'
import { decideStories } from '#test/decided-site.ts'
import { mindedComments, plainCivility } from '#test/plain-scorer.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedSignInPath } from '#test/running-site.ts'
import { until } from '#test/until.ts'

const site = await runSite({ environment: { PARLEY_CIVILITY_HOLD: '0.8' }, civility: plainCivility() })
const browser = await openBrowser(site.url)
after(() => site.stop())

async function decideEnough(): Promise<void> {
  const me = (await site.rows(`select id from person where role = 'moderator'`))[0]
  const moderators = [{ personId: String(me?.['id']), name: 'Vera' }]
  const plan = { comments: mindedComments(500), moderators, commentsPerStory: 20, from: site.clock.now }
  site.clock.now = await decideStories(site.parts.ports, plan)
}

/** Looks again until it is there, as somebody without scripts does. */
async function reloadUntil(page: Page, text: string): Promise<void> {
  await until(async () => {
    await page.goto('/learning')
    return (await page.getByText(text).count()) > 0
  })
}

test('a moderator learns, takes back and uses again; the page passes empty and full', async (t) => {
  const plain = await browser.visit(t, { javaScriptEnabled: false })
  const audited = await browser.visit(t)
  const { page } = plain
  await signIn(page, await seedSignInPath(site), 'Vera')
  await signIn(audited.page, await seedSignInPath(site), 'Vera')
  await page.getByRole('link', { name: say('you.learning') }).click()
  await page.getByRole('heading', { name: say('learning.title') }).waitFor()
  await audited.page.goto('/learning')
  await assertAccessible(audited.page, 'learning, empty')

  await decideEnough()
  await button(page, say('learning.learnNow')).click()
  await page.getByRole('status').waitFor()
  await reloadUntil(page, say('learning.verdict.better'))
  // What was learned is there a moment before the turn is over.
  await until(async () => {
    await page.goto('/learning')
    return (await page.getByRole('status').count()) === 0
  })
  await audited.page.goto('/learning')
  await assertAccessible(audited.page, 'learning, full')
  await audited.page.setViewportSize({ width: 320, height: 640 })
  const width = await audited.page.evaluate('document.documentElement.scrollWidth')
  assert.equal(width, 320, 'the table scrolls, the page does not')

  await button(page, say('learning.undo')).click()
  await page.getByText(say('learning.waitsForYou')).waitFor()
  await button(page, say('learning.use')).click()
  await button(page, say('learning.undo')).waitFor()
  assert.equal(await page.getByText(say('learning.waitsForYou')).count(), 0)
})
