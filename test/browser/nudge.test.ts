/** Being asked to look again before posting: with scripts and without, by keyboard alone, and under another page. */
import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import {
  ROOTS,
  button,
  comment,
  composer,
  fillComposer,
  say,
  seedHarbourStory,
} from '#test/browser/harbour-story.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite } from '#test/running-site.ts'
import { setStage } from '#test/browser/embed-stage.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const [, DEAR] = ROOTS
const INSULT = 'Whoever wrote this is an idiot, and the tide is late.'

function nudge(within: Page | Locator): Locator {
  return within.getByRole('group', { name: say('nudge.title') })
}

/** The innermost focus, in a shadow root as well. */
function focused(page: Page, what: 'data-nudge' | 'name'): Promise<string | null> {
  return page.evaluate<string | null>(`(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return element?.getAttribute('${what}') ?? null
  })()`)
}

function selected(form: Locator): Promise<string> {
  return form.locator('textarea').evaluate((area) => {
    const { value, selectionStart, selectionEnd } = area as unknown as {
      readonly value: string
      readonly selectionStart: number
      readonly selectionEnd: number
    }
    return value.slice(selectionStart, selectionEnd)
  })
}

async function ask(form: Locator, body: string): Promise<Locator> {
  await fillComposer(form, { name: 'Nadia', body })
  await button(form, say('composer.post')).click()
  const box = nudge(form)
  await box.waitFor()
  return box
}

async function openStory(t: TestContext): Promise<{ readonly page: Page; readonly path: string }> {
  const { page } = await browser.visit(t)
  const { path } = await seedHarbourStory(site)
  await page.goto(path)
  return { page, path }
}

test('the focus goes to what is asked, and by keyboard back to the first marked word', async (t) => {
  const { page } = await openStory(t)
  const form = composer(page)
  const box = await ask(form, INSULT)
  assert.equal(await focused(page, 'data-nudge'), '')
  assert.equal(await box.locator('mark').innerText(), 'idiot')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await focused(page, 'name'), 'body')
  assert.equal(await selected(form), 'idiot')
  assert.ok(await box.isHidden())
  await page.keyboard.type('optimist')
  await button(form, say('composer.post')).press('Enter')
  await comment(page, 'Whoever wrote this is an optimist').waitFor()
  assert.equal(await nudge(page).count(), 0)
})

test('by keyboard it is posted as it is, and the next words are asked about anew', async (t) => {
  const { page } = await openStory(t)
  const form = composer(page)
  await ask(form, INSULT)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const posted = comment(page, INSULT)
  await posted.waitFor()
  assert.equal(await posted.locator('mark').count(), 0)
  assert.equal(await form.locator('textarea').inputValue(), '')
  await ask(form, `${INSULT} Again.`)
})

test('other words are asked about once more, and then posted', async (t) => {
  const { page } = await openStory(t)
  const form = composer(page)
  await ask(form, INSULT)
  const box = await ask(form, 'Whoever wrote this is a moron.')
  await box.locator('mark', { hasText: 'moron' }).waitFor()
  await fillComposer(form, { body: 'Whoever wrote this is a stupid fool.' })
  await button(form, say('composer.post')).click()
  await comment(page, 'a stupid fool').waitFor()
})

test('a reply is asked about for itself, whatever was asked in the form above', async (t) => {
  const { page } = await openStory(t)
  await ask(composer(page), INSULT)
  const parent = comment(page, DEAR)
  await parent.getByRole('link', { name: say('comment.reply') }).click()
  const form = page.getByRole('form', { name: say('composer.labelReply') })
  assert.equal(await nudge(form).count(), 0)
  await ask(form, INSULT)
  await button(form, say('nudge.post')).click()
  await comment(page, INSULT).waitFor()
})

test('a change is asked about in its place', async (t) => {
  const { page } = await openStory(t)
  await fillComposer(composer(page), { name: 'Nadia', body: 'The tide is late.' })
  await button(composer(page), say('composer.post')).click()
  const mine = page.locator('article.is-own', { hasText: 'The tide is late.' })
  await mine.getByRole('link', { name: say('comment.edit') }).click()
  const form = mine.getByRole('form', { name: say('edit.title') })
  await form.locator('textarea').fill(INSULT)
  await button(form, say('composer.save')).click()
  await nudge(form).waitFor()
  assert.equal(await focused(page, 'data-nudge'), '')
  await button(form, say('nudge.save')).click()
  await page.locator('article.is-own .words', { hasText: INSULT }).waitFor()
})

test('without scripts the page asks, has the focus, leads back to the words, and posts them as they are', async (t) => {
  const { page } = await browser.visit(t, { javaScriptEnabled: false })
  const { path } = await seedHarbourStory(site)
  await page.goto(path)
  const box = await ask(page.locator('form.composer').first(), INSULT)
  assert.match(await page.title(), new RegExp(say('nudge.title')))
  // Nothing can be evaluated here; what has the focus is what the style says.
  await page.locator('.nudge:focus').waitFor()
  await box.getByRole('link', { name: say('nudge.change') }).click()
  await page.locator('textarea:focus').waitFor()
  assert.equal(await page.locator('textarea').inputValue(), INSULT)
  await button(box, say('nudge.post')).dblclick()
  await comment(page, INSULT).waitFor()
  assert.equal(await comment(page, INSULT).count(), 1)
})

test('under a page of another site it is the same, in the shadow root', async (t) => {
  const stage = await setStage()
  t.after(() => stage.stop())
  const { url } = await stage.hostPage([{}])
  const { page } = await stage.visit(url)
  const form = composer(page)
  const box = await ask(form, INSULT)
  assert.equal(await focused(page, 'data-nudge'), '')
  await box.getByRole('link', { name: say('nudge.change') }).click()
  assert.equal(page.url(), url)
  assert.equal(await focused(page, 'name'), 'body')
  assert.equal(await selected(form), 'idiot')
  await button(form, say('composer.post')).click()
  await comment(page, INSULT).waitFor()
})

test('nothing lies beyond the edge of a narrow window, however long the words', async (t) => {
  const { page } = await openStory(t)
  await page.setViewportSize({ width: 320, height: 640 })
  await ask(composer(page), `You idiot ${'w'.repeat(300)} ${'more words '.repeat(60)} you moron.`)
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(beyond <= 0, `${beyond} px`)
})
