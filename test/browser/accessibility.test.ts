/** Every page passes axe-core: WCAG 2.2 AA and best practice, light and dark, wide and narrow. */
import { after, test } from 'node:test'
import {
  MEMBER,
  ROOTS,
  button,
  comment,
  composer,
  fillComposer,
  idOf,
  say,
  seedHarbourStory,
  signIn,
} from '#test/browser/harbour-story.ts'
import { perspectiveCall, seedApiKey } from '#test/http/perspective-call.ts'
import { assertAccessible } from '#test/browser/assert-accessible.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedSignInPath } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const [MISSED, DEAR] = ROOTS

test('pages for readers and moderators pass', async (t) => {
  const reader = await browser.visit(t)
  const moderator = await browser.visit(t)
  reader.expectTrouble(/status of (?:404|422)/)
  const { page } = reader
  const story = await seedHarbourStory(site)
  const link = await seedSignInPath(site)

  await page.goto('/')
  await assertAccessible(page, 'home')
  await page.goto(story.path)
  await assertAccessible(page, 'story')
  const missed = await idOf(comment(page, MISSED))
  const dear = await idOf(comment(page, DEAR))
  await fillComposer(composer(page), { name: MEMBER, body: 'It is *me*' })
  await button(composer(page), say('composer.preview')).click()
  await composer(page).locator('.preview').waitFor()
  await button(composer(page), say('composer.post')).click()
  await composer(page)
    .getByText(say('error.name-of-member.what', { name: MEMBER }))
    .waitFor()
  await comment(page, DEAR)
    .getByRole('link', { name: say('comment.reply') })
    .click()
  await page.getByRole('form', { name: say('composer.labelReply') }).waitFor()
  await comment(page, DEAR).locator('[data-side="1"]').click()
  await page.locator('[aria-pressed=true]').waitFor()
  await assertAccessible(page, 'story while writing')
  await page.keyboard.press('Tab')
  await page.locator('summary').first().focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await assertAccessible(page, 'keys')

  await page.goto(`/c/${dear}`)
  await assertAccessible(page, 'conversation')
  await page.goto(`/c/${dear}/reply`)
  await assertAccessible(page, 'reply page')
  await page.goto(`${story.path}/search?q=ferry`)
  await assertAccessible(page, 'search')
  await page.goto('/c/unknown')
  await assertAccessible(page, 'not found')

  await moderator.page.goto(link)
  await assertAccessible(moderator.page, 'sign-in')
  await signIn(moderator.page, link, 'Vera')
  await assertAccessible(moderator.page, 'who you are')
  await moderator.page.goto(`${story.path}/yours`)
  const root = moderator.page.locator(`[id="c-${missed}"]`)
  await root.getByLabel(say('moderation.reason')).fill('Off the subject')
  await button(root, say('moderation.remove')).click()
  await moderator.page.locator('[data-state=removed]').waitFor()
  await assertAccessible(moderator.page, 'story of a moderator')
  await moderator.page.goto(`${story.path}/move`)
  await assertAccessible(moderator.page, 'moving a story')
  const other = await seedHarbourStory(site)
  await moderator.page.getByLabel(say('move.address')).fill(`${site.url}${other.path}`)
  await button(moderator.page, say('move.confirm')).click()
  await button(moderator.page, say('merge.confirm')).waitFor()
  await assertAccessible(moderator.page, 'merging stories')
  await moderator.page.goto(`${other.path}/yours`)
  await button(moderator.page, say('moderation.close')).click()
  await moderator.page.getByText(say('thread.closed')).waitFor()
  await assertAccessible(moderator.page, 'a closed story')
  await moderator.page.goto('/log')
  await assertAccessible(moderator.page, 'log')
  for (const text of ['A short one', 'A long one '.repeat(80)]) {
    const body = {
      comment: { text },
      languages: ['en'],
      attributeScores: { SPAM: { summaryScore: { value: 1 } } },
    }
    await perspectiveCall(site, { operation: 'suggestscore', key: await seedApiKey(site), body })
  }
  await moderator.page.goto('/suggestions')
  await button(moderator.page, say('suggestions.dismiss')).last().click()
  await button(moderator.page, say('moderation.undo')).waitFor()
  await moderator.page.locator('details > summary').click()
  await assertAccessible(moderator.page, 'suggestions')
  await moderator.page.goto(`/c/${missed}/revisions`)
  await assertAccessible(moderator.page, 'revisions')
  await page.goto(story.path)
  await assertAccessible(page, 'story with a tombstone')
})

test('pages that readers without scripts meet pass', async (t) => {
  // axe needs scripts; the pages are those that a reader without scripts meets.
  const { page, context, expectTrouble } = await browser.visit(t)
  expectTrouble(/status of 422/)
  const story = await seedHarbourStory(site)
  await context.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await page.goto(story.path)
  await fillComposer(composer(page), { name: MEMBER, body: 'It is *me*' })
  await button(page, say('composer.post')).click()
  await page
    .getByRole('alert')
    .getByText(say('error.name-of-member.what', { name: MEMBER }))
    .waitFor()
  await assertAccessible(page, 'write page with a mistake')
  await page.getByLabel(say('composer.name')).fill('Nadia')
  await button(page, say('composer.preview')).click()
  await page.locator('.preview').waitFor()
  await assertAccessible(page, 'write page with a preview')
  await button(page, say('composer.post')).click()
  const mine = comment(page, 'It is me')
  await mine.waitFor()
  await assertAccessible(page, 'own view of a story')
  const id = await idOf(mine)
  await page.goto(`/c/${id}/edit`)
  await assertAccessible(page, 'edit page')
  await page.goto(`/c/${id}/delete`)
  await assertAccessible(page, 'delete page')
})

test('what is asked before posting passes, in place, on a page of its own, and for moderators', async (t) => {
  const insult = 'You are an idiot. '
  const long = `${insult}${'The tide comes in twice a day, whoever writes about it. '.repeat(12)}You stupid moron.`
  const story = await seedHarbourStory(site)
  const reader = await browser.visit(t)
  await reader.page.goto(story.path)
  await fillComposer(composer(reader.page), { name: 'Nadia', body: long })
  await button(composer(reader.page), say('composer.post')).click()
  await reader.page.getByRole('group', { name: say('nudge.title') }).waitFor()
  await assertAccessible(reader.page, 'asked in place')
  await button(composer(reader.page), say('nudge.post')).click()
  const posted = await idOf(comment(reader.page, 'You stupid moron'))

  // Axe needs scripts: the page is what the form without them leads to.
  const answer = await reader.context.request.post(`${story.path}/comments`, {
    form: { name: 'Nadia', body: insult, nudge: 'ask' },
    headers: { Origin: site.url },
  })
  const asked = await answer.text()
  await reader.page.route('**/asked', (route) =>
    route.fulfill({
      body: asked,
      contentType: 'text/html; charset=utf-8',
      headers: { ...answer.headers(), 'content-encoding': 'identity' },
    }),
  )
  await reader.page.goto(`${story.path}/asked`)
  await reader.page.getByRole('group', { name: say('nudge.title') }).waitFor()
  await assertAccessible(reader.page, 'asked on a page')

  const { page } = await browser.visit(t)
  await signIn(page, await seedSignInPath(site), 'Marit Holm')
  await page.goto(`/c/${posted}/readings`)
  await assertAccessible(page, 'what a comment reads as')
  await page.goto(`${story.path}/yours`)
  await button(comment(page, 'You stupid moron'), say('moderation.hold')).click()
  await page.locator('.is-held .readings').waitFor()
  await assertAccessible(page, 'what a held comment reads as')
})
