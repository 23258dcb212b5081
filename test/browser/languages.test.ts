/** In every language a page fits a phone, and right-to-left ones are turned around, on our pages and in the embed's parts. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { LANGUAGES } from '#contract/language.ts'
import { createWords } from '#pages/words.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { ROOTS, seedHarbourStory } from '#test/browser/harbour-story.ts'
import { runSite } from '#test/running-site.ts'

const site = await runSite({ environment: { PARLEY_LANGUAGE: 'auto' } })
const browser = await openBrowser(site.url)
after(() => site.stop())
const story = await seedHarbourStory(site)

const PHONE = { viewport: { width: 320, height: 640 } }

/** Pixels that the page is wider than the screen, and the labels that do not fit their buttons. */
const FIT = `({
  wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  cut: [...document.querySelectorAll('button, .button, .action')]
    .filter((button) => button.scrollWidth > button.clientWidth + 1 && button.offsetParent !== null)
    .map((button) => button.textContent.trim()),
})`

async function assertFits(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate(FIT), { wider: 0, cut: [] }, page.url())
}

for (const language of LANGUAGES) {
  test(`a phone in ${language} shows stories, threads, forms and problems without scrolling sideways`, async (t) => {
    const { page, expectTrouble } = await browser.visit(t, { ...PHONE, locale: language })
    expectTrouble(/404/)
    const { say } = createWords({ language, timeZone: 'UTC' })
    await page.goto(`/s/${story.id}`)
    assert.equal(await page.locator('html').getAttribute('lang'), language)
    await assertFits(page)
    for (const path of ['/', '/embed', `/s/${story.id}/search?q=ferry`, '/nowhere']) {
      await page.goto(path)
      await assertFits(page)
    }
    await page.goto(`/s/${story.id}`)
    await page.locator('form[data-composer=""] [name=body]').fill('Ahoy')
    await page.locator('form[data-composer=""] [name=name]').fill('Ada')
    await page.getByRole('button', { name: say('composer.post'), exact: true }).click()
    await page.getByText(say('thread.posted')).waitFor()
    await assertFits(page)
  })
}

for (const [language, side] of [
  ['ar', 'right'],
  ['he', 'right'],
  ['ja', 'left'],
] as const) {
  test(`replies in ${language} are drawn in from the ${side}, in the embed as well`, async (t) => {
    const { page } = await browser.visit(t, { locale: language })
    await page.goto(`/s/${story.id}?order=oldest`)
    const edges = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element: { getBoundingClientRect: () => { left: number; right: number } }) => {
          const { left, right } = element.getBoundingClientRect()
          return { left, right }
        })
    const indent = async () => {
      const [parent, reply] = [await edges('.comments > .item'), await edges('.replies > .item')]
      return { left: reply.left - parent.left, right: parent.right - reply.right }
    }
    const drawnIn = await indent()
    assert.ok(drawnIn[side] > 0)
    assert.equal(drawnIn[side === 'left' ? 'right' : 'left'], 0)
    // The snippet page shows a discussion as other sites do.
    await page.goto('/embed')
    await page.locator('parley-thread .comments').waitFor()
    const embedded = page.locator('parley-thread .thread')
    assert.equal(await embedded.getAttribute('lang'), language)
    assert.ok((await indent())[side] > 0)
  })
}

test('an element that names a language is in it, with all it asks for afterwards', async (t) => {
  const { page } = await browser.visit(t, { locale: 'en' })
  const { say } = createWords({ language: 'fr', timeZone: 'UTC' })
  await page.goto('/embed')
  await page.locator('parley-thread .thread[lang=en]').waitFor()
  await page
    .locator('parley-thread')
    .evaluate((element: { setAttribute: (name: string, value: string) => void }) =>
      element.setAttribute('language', 'fr-CA'),
    )
  const thread = page.locator('parley-thread .thread[lang=fr]')
  await thread.waitFor()
  await thread.locator('textarea').first().fill('Bonjour')
  await thread.getByRole('button', { name: say('composer.preview') }).click()
  await thread.locator('.preview-label', { hasText: say('composer.previewLabel') }).waitFor()
  await thread.getByRole('link', { name: say('thread.order.oldest') }).click()
  await thread.locator('.comment', { hasText: ROOTS[0] }).first().waitFor()
  assert.equal(await thread.count(), 1)
})
