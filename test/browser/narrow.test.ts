/** At 320 CSS pixels (WCAG 2.2, 1.4.10) nothing makes a page scroll sideways, whatever people write. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  button,
  comment,
  composer,
  fillComposer,
  say,
  seedHarbourStory,
  signIn,
} from '#test/browser/harbour-story.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedComment, seedSignInPath } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const PHONE = { viewport: { width: 320, height: 640 } }

/** A word nobody can break, an address nobody can read, a name without a space. */
const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)
const ADDRESS = `https://ferries.example/${'timetable-'.repeat(30)}`
const NAME = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarenge'
const LINE = `\`${'code_'.repeat(40)}\``

const WORDS = `${WORD} ${ADDRESS} ${LINE}\n\n> ${WORD}\n>\n> > ${WORD}\n\n- ${WORD}\n  - ${ADDRESS}\n\n\`\`\`\n${WORD}\n\`\`\``

function longStory() {
  const root = seedComment({ bodyFormat: 'markdown', body: WORDS, text: WORDS, author: NAME })
  const comments = [root]
  for (let parent = root; comments.length <= 12;) {
    parent = seedComment({
      bodyFormat: 'markdown',
      body: WORDS,
      text: WORDS,
      author: NAME,
      parentSourceId: parent.sourceId,
      replyTo: { name: NAME, found: true },
    })
    comments.push(parent)
  }
  const orphan = seedComment({ body: WORD, text: WORD, author: NAME, replyTo: { name: WORD, found: false } })
  return seedHarbourStory(site, {
    headline: `${WORD} ${WORD}`,
    byline: WORD,
    bodyHtml: `<h2>${WORD}</h2><p>${ADDRESS}</p><pre>${WORD}</pre><blockquote><p>${WORD}</p></blockquote><ul><li>${WORD}</li></ul>`,
    sources: [{ name: WORD, url: ADDRESS }],
    url: ADDRESS,
    comments: [...comments, orphan],
  })
}

interface Width {
  readonly scroll: number
  readonly client: number
  readonly tooWide: readonly string[]
}

async function assertFits(page: Page): Promise<void> {
  const { scroll, client, tooWide } = await page.evaluate<Width>(`({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
    tooWide: [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => element.tagName + '.' + element.className),
  })`)
  assert.equal(client, PHONE.viewport.width)
  assert.ok(scroll <= client, `${page.url()} is ${scroll} wide: ${tooWide.join(' ')}`)
}

test('pages for readers fit', async (t) => {
  const { page } = await browser.visit(t, PHONE)
  const story = await longStory()
  await page.goto('/')
  await assertFits(page)
  await page.goto(story.path)
  await page.locator('article.comment').last().waitFor()
  await assertFits(page)
  const permalink = await page.locator('.when').nth(8).getAttribute('href')
  await page.goto(permalink ?? '')
  await page.locator('.is-focus').waitFor()
  await assertFits(page)
  await page.goto(`${permalink}/reply`)
  await page.locator('.quoted').waitFor()
  await assertFits(page)
  await page.goto(`${story.path}/search?q=${encodeURIComponent(WORD)}`)
  await page.getByRole('search').waitFor()
  await assertFits(page)
  await page.goto('/you')
  await assertFits(page)
})

test('what a page shows while somebody writes fits', async (t) => {
  const { page, expectTrouble } = await browser.visit(t, PHONE)
  expectTrouble(/status of 422/)
  const story = await longStory()
  await page.goto(story.path)
  await page.locator('a[data-reply]').nth(6).click()
  const reply = page.getByRole('form', { name: say('composer.labelReply') })
  await fillComposer(reply, { name: NAME, body: WORDS })
  await button(reply, say('composer.preview')).click()
  await reply.locator('.preview').waitFor()
  await assertFits(page)
  await fillComposer(composer(page), { name: `${NAME}${NAME}`, body: 'A name that is too long' })
  await button(composer(page), say('composer.post')).click()
  await composer(page).getByText(say('error.name-too-long.what')).waitFor()
  await assertFits(page)
  await fillComposer(composer(page), { name: 'Nadia', body: `**${WORD}**` })
  await button(composer(page), say('composer.post')).click()
  await page.locator('.is-new').waitFor()
  await assertFits(page)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await assertFits(page)
})

test('pages for moderators, and the log, fit', async (t) => {
  const { page, expectTrouble } = await browser.visit(t, PHONE)
  expectTrouble(/status of (?:404|422)/)
  const story = await longStory()
  const link = await seedSignInPath(site)
  await page.goto(link)
  await assertFits(page)
  await signIn(page, link, NAME)
  await assertFits(page)
  await page.goto(`${story.path}/yours`)
  await assertFits(page)
  const last = comment(page, WORD).last()
  await last.getByLabel(say('moderation.reason')).fill(WORD)
  await button(last, say('moderation.remove')).click()
  await page.locator('[data-state=removed]').waitFor()
  await assertFits(page)
  await page.goto('/log')
  await page.locator('.decision').waitFor()
  await assertFits(page)
  await page.goto('/nowhere')
  await assertFits(page)
})
