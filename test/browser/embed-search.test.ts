/** A search under somebody else's page: the hits stand in the place of the discussion, and lead back into it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import axe from 'axe-core'
import { PAGE_HITS_MAX } from '#domain/limits.ts'
import { setStage, shiftOf, styleOf, timesTold, violationsOf, type Stage } from '#test/browser/embed-stage.ts'

let stage: Stage
before(async () => {
  stage = await setStage()
})
after(async () => {
  await stage.stop()
  assert.deepEqual(stage.site.errors, [])
})

async function searchFor(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words)
  await page.getByRole('searchbox').press('Enter')
}

test('a search is answered in place, marked, and each hit opens in place, where the keyboard goes on', async () => {
  const roots = Array.from({ length: 70 }, (_, at) => ({
    sourceId: `r${at}`,
    text: at === 0 ? 'The lighthouse is dark & cold' : `Root ${at}.`,
  }))
  const { url, storyId } = await stage.hostPage(roots)
  const { page, context, asked } = await stage.visit(url)
  await page.getByText('Root 69.').waitFor()
  await searchFor(page, 'LIGHThouse & dark')
  await page.getByText('1 comment holds “LIGHThouse & dark”, newest first.').waitFor()
  assert.deepEqual(await page.locator('mark').allInnerTexts(), ['lighthouse', 'dark'])
  assert.notEqual(await styleOf(page, 'mark', 'backgroundColor'), 'rgba(0, 0, 0, 0)')
  await page.evaluate(axe.source)
  const found = await page.evaluate<string[]>(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' | ')))",
  )
  assert.deepEqual(found, [])

  await page.getByRole('link', { name: 'Open in the discussion' }).click()
  await page.locator('.is-focus', { hasText: 'The lighthouse is dark' }).waitFor()
  const focused = await page.evaluate<string>(
    "document.querySelector('parley-thread').shadowRoot.activeElement.className",
  )
  assert.match(focused, /is-focus/)
  await page.getByRole('link', { name: /^The whole discussion/ }).click()
  await page.getByText('Root 69.').waitFor()

  assert.equal(page.url(), url)
  assert.equal(context.pages().length, 1)
  assert.deepEqual(
    asked.filter(({ cookie }) => cookie !== null),
    [],
  )
  assert.deepEqual(await violationsOf(page), [])
  assert.equal(await shiftOf(page), 0)
  assert.ok(asked.some((request) => request.url.startsWith(`/embed/search?story=${storyId}&q=LIGHT`)))
  await context.close()
})

test('more hits than a page holds go on in place; nothing found says so, and the next search starts from there', async () => {
  const count = PAGE_HITS_MAX + 3
  const { url } = await stage.hostPage(
    Array.from({ length: count }, (_, at) => ({ sourceId: `r${at}`, text: `Harbour ${at}.` })),
  )
  const { page, context } = await stage.visit(url)
  await searchFor(page, 'nowhere')
  await page.getByText('No comment holds “nowhere”.').waitFor()
  await searchFor(page, 'harbour')
  await page.getByText(`Harbour ${count - 1}.`).waitFor()
  assert.equal(await page.locator('.hits .comment').count(), PAGE_HITS_MAX)
  await page.getByRole('link', { name: 'More hits' }).click()
  await page.getByText('Harbour 0.').waitFor()
  assert.equal(await page.locator('.hits .comment').count(), 3)
  await page.getByRole('link', { name: 'Back to the newest' }).click()
  await page.getByText(`Harbour ${count - 1}.`).waitFor()
  assert.equal(page.url(), url)
  await context.close()
})

test('a search that is not answered is told, and what is shown stays', async () => {
  const { url } = await stage.hostPage([{ text: 'One' }, { text: 'Another' }])
  const { page, context } = await stage.visit(url)
  await page.getByText('Another').waitFor()
  await page.route('**/embed/search*', (route) => route.abort())
  await searchFor(page, 'one')
  await page.locator('[data-notice]:not(:empty)').waitFor()
  assert.ok(await page.getByText('Another').isVisible())
  assert.equal(await timesTold(page, 'error'), 1)
  await context.close()
})
