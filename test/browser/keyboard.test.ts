/** Everything with the keyboard alone: each stop can be seen, and each thing can be done. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { CHAIN, ROOTS, comment, idOf, say, seedHarbourStory } from '#test/browser/harbour-story.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const [, DEAR] = ROOTS

/** Stops before a page is given up: the story page of these tests has fewer. */
const STOPS_MAX = 120

interface Stop {
  readonly what: string
  readonly isWanted: boolean
  readonly isSeen: boolean
}

/** What has the focus, whether that is what we look for, and whether somebody looking can tell. */
async function stopAt(page: Page, selector: string): Promise<Stop> {
  return page.evaluate<Stop>(`(() => {
    const element = document.activeElement
    const { outlineStyle, outlineWidth, visibility } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    return {
      what: element.outerHTML.slice(0, 120),
      isWanted: element.matches(${JSON.stringify(selector)}),
      isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && visibility === 'visible'
        && box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0
        && box.left < innerWidth && box.top < innerHeight,
    }
  })()`)
}

/** Presses Tab until the focus is on the element; every stop on the way must be visible. */
async function tabTo(page: Page, selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < STOPS_MAX; stops += 1) {
    await page.keyboard.press(key)
    const stop = await stopAt(page, selector)
    assert.ok(stop.isSeen, `the focus cannot be seen on ${stop.what}`)
    if (stop.isWanted) return
  }
  assert.fail(`no way to ${selector} with ${key}`)
}

test('writing, replying and voting need no mouse', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await page.keyboard.press('Tab')
  assert.ok((await stopAt(page, '.skip')).isWanted, 'the first stop skips to the text')

  await tabTo(page, '#write-new textarea')
  await page.keyboard.type('Written by hand')
  await tabTo(page, '#write-new input[name=name]')
  await page.keyboard.type('Nadia')
  await tabTo(page, '#write-new button[value=post]')
  await page.keyboard.press('Enter')
  const posted = comment(page, 'Written by hand')
  await posted.waitFor()
  assert.ok((await stopAt(page, `[id="c-${await idOf(posted)}"]`)).isWanted, 'the new comment has the focus')

  const other = await idOf(comment(page, DEAR))
  await tabTo(page, `[id="c-${other}"] a[data-reply]`)
  await page.keyboard.press('Enter')
  const form = `[id="write-${other}"]`
  await page.locator(form).waitFor()
  assert.ok((await stopAt(page, `${form} textarea`)).isWanted, 'the reply can be written at once')
  await page.keyboard.type('Answered by hand')
  await tabTo(page, `${form} button[value=post]`)
  await page.keyboard.press('Space')
  const reply = comment(page, 'Answered by hand')
  await reply.waitFor()
  assert.equal(await reply.locator('.by').innerText(), `Nadia ${say('comment.notVerified')}`)

  await tabTo(page, `[id="c-${other}"] [data-side="1"]`, 'Shift+Tab')
  await page.keyboard.press('Space')
  await page.locator(`[id="c-${other}"] [data-side="1"][aria-pressed=true]`).waitFor()
})

test('a branch folds with a key, and the letters lead from comment to comment', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await tabTo(page, 'summary')
  await page.keyboard.press('Enter')
  await comment(page, CHAIN[0] ?? '').waitFor({ state: 'hidden' })
  await page.keyboard.press('k')
  const before = await stopAt(page, '.comment')
  assert.ok(before.isWanted && before.isSeen, before.what)
  await page.keyboard.press('r')
  await page.getByRole('form', { name: say('composer.labelReply') }).waitFor()
  await page.keyboard.type('j stays a letter?')
  assert.equal(await page.evaluate('document.activeElement.value'), 'j stays a letter?')
  await tabTo(page, '[data-cancel]')
  await page.keyboard.press('Enter')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
})

test('without scripts, the keyboard does the same', async (t) => {
  const { page } = await browser.visit(t, { javaScriptEnabled: false })
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await tabTo(page, '#write-new textarea')
  await page.keyboard.type('Written by hand')
  await tabTo(page, '#write-new input[name=name]')
  await page.keyboard.type('Nadia')
  await page.keyboard.press('Enter')
  await comment(page, 'Written by hand').waitFor()
  const other = await idOf(comment(page, DEAR))
  await tabTo(page, `[id="c-${other}"] [data-side="1"]`)
  await page.keyboard.press('Enter')
  await page.locator(`[id="c-${other}"] [data-side="1"][aria-pressed=true]`).waitFor()
})
