/** Moderating in place, in real Chromium, with and without scripts: sign in, hold, publish, remove, undo, and the log. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  CHAIN,
  ROOTS,
  button,
  comment,
  idOf,
  say,
  seedHarbourStory,
  signIn,
} from '#test/browser/harbour-story.ts'
import { createClient } from '#test/http/client.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedSignInPath } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const [MISSED, DEAR] = ROOTS

const MS_PER_MINUTE = 60_000

/** A moderator stands on the page with the controls, however they came. */
async function openAsModerator(page: Page, path: string): Promise<void> {
  await page.goto(`${path}/yours`)
  await page.locator('[data-own]').waitFor()
}

async function remove(page: Page, words: string, reason: string): Promise<void> {
  await comment(page, words).getByLabel(say('moderation.reason')).fill(reason)
  await button(comment(page, words), say('moderation.remove')).click()
}

test('a link makes a moderator once', async (t) => {
  const { page } = await browser.visit(t)
  const other = await browser.visit(t)
  other.expectTrouble(/status of 410/)
  const path = await seedSignInPath(site)
  // Looking at it uses nothing up.
  await other.page.goto(path)
  await signIn(page, path, 'Vera')
  const again = await other.page.goto(path)
  assert.equal(again?.status(), 410)
  assert.equal(await other.page.locator('h1').innerText(), say('error.link-used-up.what'))
})

test('a form of the link that was left open is refused once the link is used', async (t) => {
  const { page } = await browser.visit(t)
  const late = await browser.visit(t)
  late.expectTrouble(/status of 410/)
  const path = await seedSignInPath(site)
  await late.page.goto(path)
  await signIn(page, path, 'Vera')
  await late.page.getByLabel(say('signIn.name')).fill('Mallory')
  await button(late.page, say('signIn.confirm')).click()
  await late.page.getByText(say('error.link-used-up.what')).waitFor()
})

test('a name that cannot be taken is refused with the name still in the form, and the link is not used up', async (t) => {
  const { page, expectTrouble } = await browser.visit(t)
  expectTrouble(/status of 422/)
  await seedHarbourStory(site)
  const path = await seedSignInPath(site)
  await page.goto(path)
  await page.getByLabel(say('signIn.name')).fill('Old Salt')
  await button(page, say('signIn.confirm')).click()
  await page
    .getByRole('alert')
    .getByText(say('error.name-of-member.what', { name: 'Old Salt' }))
    .waitFor()
  assert.equal(await page.getByLabel(say('signIn.name')).inputValue(), 'Old Salt')
  await signIn(page, path, 'Vera')
})

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'

  test(`a removed comment is gone for others, is in the log, and comes back (${how})`, async (t) => {
    const moderator = await browser.visit(t, { javaScriptEnabled })
    const reader = await browser.visit(t, { javaScriptEnabled })
    const story = await seedHarbourStory(site)
    const reason = `Insults a neighbour, ${how}`
    await signIn(moderator.page, await seedSignInPath(site), 'Vera')
    await openAsModerator(moderator.page, story.path)
    const id = await idOf(comment(moderator.page, DEAR))
    await remove(moderator.page, DEAR, reason)
    await moderator.page.locator(`[id="c-${id}"][data-state=removed]`).waitFor()
    assert.equal(new URL(moderator.page.url()).pathname, `${story.path}/yours`)
    assert.equal(
      await comment(moderator.page, DEAR).locator('.state-note').innerText(),
      say('comment.state.removed'),
    )
    await reader.page.goto(story.path)
    assert.equal(await comment(reader.page, DEAR).count(), 0)
    await reader.page.goto('/log')
    const entry = reader.page.locator('.decision', { hasText: reason })
    assert.equal(await entry.locator('.decision-what').innerText(), 'Vera removed a comment')
    site.clock.now += MS_PER_MINUTE
    await button(comment(moderator.page, DEAR), say('moderation.undo')).click()
    await moderator.page.locator(`[id="c-${id}"][data-state=published]`).waitFor()
    await reader.page.goto(story.path)
    assert.ok(await comment(reader.page, DEAR).isVisible())
    await reader.page.goto('/log')
    const undone = reader.page.locator('.decision', { has: reader.page.locator(`a[href="/c/${id}"]`) })
    assert.deepEqual(await undone.locator('.decision-what').allInnerTexts(), [
      'Vera took back a decision on a comment',
      'Vera removed a comment',
    ])
  })
}

test('a removed comment with replies leaves a line that shows no words and no name', async (t) => {
  const moderator = await browser.visit(t)
  const reader = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await signIn(moderator.page, await seedSignInPath(site), 'Vera')
  await openAsModerator(moderator.page, story.path)
  const id = await idOf(comment(moderator.page, MISSED))
  await remove(moderator.page, MISSED, 'Off the subject')
  await moderator.page.locator(`[id="c-${id}"][data-state=removed]`).waitFor()
  await reader.page.goto(story.path)
  const tombstone = reader.page.locator(`[id="c-${id}"]`)
  assert.match(await tombstone.innerText(), new RegExp(say('comment.gone.removed')))
  assert.doesNotMatch(await tombstone.innerText(), /Bob Ferrier|missed/)
  assert.ok(await comment(reader.page, CHAIN[0] ?? '').isVisible())
  assert.equal(
    await comment(reader.page, CHAIN[0] ?? '')
      .locator('.reply-to')
      .innerText(),
    `in reply to ${say('comment.goneName')}`,
  )
})

test('removing without a reason is refused with a clear message', async (t) => {
  const { page, expectTrouble } = await browser.visit(t)
  expectTrouble(/status of 422/)
  const story = await seedHarbourStory(site)
  await signIn(page, await seedSignInPath(site), 'Vera')
  await openAsModerator(page, story.path)
  await remove(page, DEAR, '  ')
  await page.getByText(say('error.reason-missing.what')).first().waitFor()
  assert.ok(await page.getByText(say('error.reason-missing.do')).isVisible())
  await openAsModerator(page, story.path)
  assert.equal(await comment(page, DEAR).getAttribute('data-state'), 'published')
})

test('every comment offers what its state allows', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await signIn(page, await seedSignInPath(site), 'Vera')
  // The page for everybody leads a moderator on to the one with the controls.
  await page.goto(story.path)
  await page.waitForURL(`**${story.path}/yours`)
  const offered = () => comment(page, DEAR).locator('.moderation').getByRole('button').allInnerTexts()
  const words = (...actions: ('hold' | 'publish' | 'remove' | 'undo')[]) =>
    actions.map((action) => say(`moderation.${action}`))
  assert.equal(await page.locator('.moderation').count(), await page.locator('article.comment').count())
  assert.deepEqual(await offered(), words('hold', 'remove'))
  await button(comment(page, DEAR), say('moderation.hold')).click()
  await page.locator('[data-state=held]').waitFor()
  assert.deepEqual(await offered(), words('publish', 'remove', 'undo'))
  await button(comment(page, DEAR), say('moderation.publish')).click()
  await page.locator('[data-state=held]').waitFor({ state: 'detached' })
  await comment(page, DEAR).waitFor()
  assert.deepEqual(await offered(), words('hold', 'remove', 'undo'))
})

test('nobody but a moderator sees the controls, or gets past them', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await page.goto(`${story.path}/yours`)
  assert.equal(await page.locator('.moderation').count(), 0)
  const id = await idOf(comment(page, DEAR))
  const guest = createClient(site.url)
  await guest.form(`${story.path}/comments`, { name: 'Nadia', body: 'I am a guest' })
  for (const client of [guest, createClient(site.url)]) {
    const decision = await client.form(`/c/${id}/decisions`, { action: 'remove', reason: 'Because' })
    assert.equal(decision.status, 403)
    assert.match(await decision.text(), new RegExp(say('error.not-allowed.what')))
    assert.equal((await client.get(`/c/${id}/revisions`)).status, 403)
  }
  await page.goto(story.path)
  assert.ok(await comment(page, DEAR).isVisible())
})
