/** Moving and merging discussions in real Chromium: the forms of a moderator, and what becomes of a page that is open. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { button, comment, say, seedHarbourStory, signIn } from '#test/browser/harbour-story.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedComment, seedSignInPath, seedStory } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

async function askToMove(page: Page, path: string, address: string): Promise<void> {
  await page.goto(`${path}/yours`)
  await page.getByRole('link', { name: say('moderation.move') }).click()
  await page.getByLabel(say('move.address')).fill(address)
  await button(page, say('move.confirm')).click()
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'

  test(`a moderator moves a discussion, after a mistyped address (${how})`, async (t) => {
    const { page, expectTrouble } = await browser.visit(t, { javaScriptEnabled })
    expectTrouble(/status of 422/)
    const story = await seedHarbourStory(site)
    await signIn(page, await seedSignInPath(site), 'Vera')
    await askToMove(page, story.path, 'harbour, new page')
    await page.getByText(say('error.address-not-usable.what')).waitFor()
    const address = `https://harbour.example/${how.replaceAll(' ', '-')}`
    await page.getByLabel(say('move.address')).fill(address)
    await button(page, say('move.confirm')).click()
    await page.locator('[data-own]').waitFor()
    assert.equal(await page.locator('.original a').getAttribute('href'), address)
    await button(page, say('moderation.undo')).click()
    await page.locator(`.original a[href="${address}"]`).waitFor({ state: 'detached' })
    // Gone is also what a page is that is being left: the next one has to be there.
    await page.locator('[data-own]').waitFor()
  })

  test(`two discussions become one and two again (${how})`, async (t) => {
    const { page } = await browser.visit(t, { javaScriptEnabled })
    const other = await seedStory(site, {
      headline: `Timetable, ${how}`,
      comments: [seedComment({ text: 'The first boat is too early' })],
    })
    const story = await seedHarbourStory(site)
    await signIn(page, await seedSignInPath(site), 'Vera')
    await askToMove(page, `/s/${other}`, `${site.url}${story.path}`)
    await page.getByRole('heading', { name: say('merge.title') }).waitFor()
    await page.getByText('1 comment goes from').waitFor()
    await button(page, say('merge.confirm')).click()
    await comment(page, 'The first boat is too early').waitFor()
    assert.equal(new URL(page.url()).pathname, `${story.path}/yours`)
    await page.goto(`/s/${other}/yours?order=oldest#thread`)
    assert.equal(page.url(), `${site.url}${story.path}/yours?order=oldest#thread`)
    await button(page, say('moderation.unmerge', { headline: `Timetable, ${how}` })).click()
    await comment(page, 'The first boat is too early').waitFor()
    assert.equal(new URL(page.url()).pathname, `/s/${other}/yours`)
    await page.goto(`${story.path}/yours`)
    await page.locator('#thread').waitFor()
    assert.equal(await comment(page, 'The first boat is too early').count(), 0)
  })
}

test('a reader of a discussion that is merged away is offered the page anew, and finds the other', async (t) => {
  const reader = await browser.visit(t)
  const moderator = await browser.visit(t)
  const other = await seedStory(site, { comments: [seedComment({ text: 'Under the old headline' })] })
  const story = await seedHarbourStory(site)
  await reader.page.goto(`/s/${other}`)
  await comment(reader.page, 'Under the old headline').waitFor()
  await signIn(moderator.page, await seedSignInPath(site), 'Vera')
  await askToMove(moderator.page, `/s/${other}`, `${site.url}${story.path}`)
  await button(moderator.page, say('merge.confirm')).click()
  await comment(moderator.page, 'Under the old headline').waitFor()
  await button(reader.page, say('live.reload')).click()
  await reader.page.waitForURL(`**${story.path}`)
  assert.ok(await comment(reader.page, 'Under the old headline').isVisible())
})
