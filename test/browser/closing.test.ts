/** Closing and reopening a discussion in real Chromium: with and without scripts, for moderators and for readers. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { button, composer, fillComposer, say, seedHarbourStory, signIn } from '#test/browser/harbour-story.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedSignInPath } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

async function openAsModerator(page: Page, path: string): Promise<void> {
  await page.goto(`${path}/yours`)
  await page.locator('[data-own]').waitFor()
}

for (const javaScriptEnabled of [true, false]) {
  test(`a moderator closes a discussion and opens it again (${javaScriptEnabled ? 'with' : 'without'} scripts)`, async (t) => {
    const moderator = await browser.visit(t, { javaScriptEnabled })
    const reader = await browser.visit(t, { javaScriptEnabled })
    const story = await seedHarbourStory(site)
    await signIn(moderator.page, await seedSignInPath(site), 'Vera')
    await openAsModerator(moderator.page, story.path)
    const controls = moderator.page.getByRole('group', { name: say('moderation.story') })
    await controls.getByLabel(say('moderation.reason')).fill('Nobody listens any more')
    await button(controls, say('moderation.close')).click()
    await moderator.page.getByText(say('thread.closed')).waitFor()
    assert.equal(new URL(moderator.page.url()).pathname, `${story.path}/yours`)
    await reader.page.goto(story.path)
    assert.equal(await composer(reader.page).count(), 0)
    assert.equal(await reader.page.locator('.reply').count(), 0)
    assert.ok(await reader.page.locator('.vote').first().isDisabled())
    await reader.page.getByRole('link', { name: say('thread.closedWhy') }).click()
    const entry = reader.page.locator('.decision', { hasText: 'Nobody listens any more' })
    assert.equal(await entry.first().locator('.decision-what').innerText(), 'Vera closed this discussion')
    await button(controls, say('moderation.reopen')).click()
    await composer(moderator.page).waitFor()
    await reader.page.goto(story.path)
    assert.equal(await composer(reader.page).count(), 1)
    await button(controls, say('moderation.undo')).click()
    await moderator.page.getByText(say('thread.closed')).waitFor()
  })
}

test('somebody who writes while the discussion closes is told, keeps the words, and is offered the page anew', async (t) => {
  const moderator = await browser.visit(t)
  const reader = await browser.visit(t)
  reader.expectTrouble(/status of 409/)
  const story = await seedHarbourStory(site)
  await signIn(moderator.page, await seedSignInPath(site), 'Vera')
  await reader.page.goto(story.path)
  await fillComposer(composer(reader.page), { name: 'Nadia', body: 'Half a thought' })
  await openAsModerator(moderator.page, story.path)
  await button(moderator.page, say('moderation.close')).click()
  await moderator.page.getByText(say('thread.closed')).waitFor()
  await button(reader.page, say('live.reload')).waitFor()
  await button(composer(reader.page), say('composer.post')).click()
  await reader.page.getByText(say('error.story-closed.what')).waitFor()
  assert.equal(await composer(reader.page).getByLabel(say('composer.body')).inputValue(), 'Half a thought')
  await button(reader.page, say('live.reload')).click()
  await reader.page.getByText(say('thread.closed')).waitFor()
})
