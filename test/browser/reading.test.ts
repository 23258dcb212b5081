/** Reading in a browser that runs no scripts: the story, its thread in every order, permalinks, what is missing. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  CHAIN,
  MEMBER,
  ROOTS,
  comment,
  idOf,
  rootWords,
  say,
  seedHarbourStory,
} from '#test/browser/harbour-story.ts'
import { createClient } from '#test/http/client.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const WITHOUT_SCRIPTS = { javaScriptEnabled: false }
const [MISSED, DEAR, ORPHAN] = ROOTS

test('a story stands with all its parts', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  assert.equal(await page.locator('h1').innerText(), 'The ferry sails again')
  assert.equal(await page.locator('.byline').innerText(), 'By Ines Kowal')
  assert.equal(await page.locator('.story-meta time').getAttribute('datetime'), '2026-05-11T12:00:00.000Z')
  assert.equal(await page.locator('.story-meta time').innerText(), 'May 11, 2026')
  const body = page.locator('.story-body')
  assert.equal(await body.locator('h2').innerText(), 'Three weeks in the dock')
  assert.match(await body.locator('blockquote').innerText(), /We found the crack/)
  assert.equal(await body.locator('hr').count(), 1)
  const sources = page.locator('.sources li')
  assert.deepEqual(await sources.allInnerTexts(), ['Harbour Gazette', 'Letter of the harbour office'])
  assert.equal(await sources.first().locator('a').getAttribute('href'), 'https://gazette.example/ferry')
  assert.equal(await page.locator('#thread-title').innerText(), say('thread.title', { count: 11 }))
})

test('a comment says who, when, to whom, and whether the name is verified', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  const guest = comment(page, MISSED)
  assert.equal(await guest.locator('.by').innerText(), `Bob Ferrier ${say('comment.notVerified')}`)
  assert.equal(await guest.locator('time').getAttribute('datetime'), '2026-05-12T10:30:00.000Z')
  assert.equal(await guest.locator('.when').getAttribute('href'), `/c/${await idOf(guest)}`)
  const member = comment(page, CHAIN[0] ?? '')
  assert.equal(await member.locator('.by').innerText(), MEMBER)
  assert.equal(await member.locator('.reply-to').innerText(), 'in reply to Bob Ferrier')
  const toParent = member.locator('.reply-to a')
  assert.equal(await toParent.getAttribute('href'), `#c-${await idOf(guest)}`)
  await toParent.click()
  assert.equal(new URL(page.url()).hash, `#c-${await idOf(guest)}`)
})

test('replies are nested below what they answer', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  for (const [level, words] of CHAIN.entries()) {
    const above = level === 0 ? MISSED : (CHAIN[level - 1] ?? '')
    const parent = page.locator('li.item', {
      has: page.locator(':scope > article .words', { hasText: above }),
    })
    const reply = parent.locator(':scope > details > ol > li > article .words')
    assert.equal(await reply.innerText(), words)
  }
})

test('every order is its own', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  const dear = await idOf(comment(page, DEAR))
  const missed = await idOf(comment(page, MISSED))
  await createClient(site.url).json('PUT', `/api/comments/${dear}/vote`, { value: 1 })
  await createClient(site.url).json('PUT', `/api/comments/${missed}/vote`, { value: -1 })
  const expected = {
    newest: [ORPHAN, DEAR, MISSED],
    oldest: [MISSED, DEAR, ORPHAN],
    replies: [MISSED, ORPHAN, DEAR],
    top: [DEAR, ORPHAN, MISSED],
  } as const
  for (const [order, words] of Object.entries(expected) as [keyof typeof expected, readonly string[]][]) {
    await page.getByRole('link', { name: say(`thread.order.${order}`), exact: true }).click()
    await page.locator(`[data-order="${order}"]`).waitFor()
    assert.deepEqual(await rootWords(page), words, order)
    assert.equal(await page.locator('.orders [aria-current]').innerText(), say(`thread.order.${order}`))
  }
})

test('a branch folds and unfolds', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  const summary = page.locator('summary').first()
  assert.equal(await summary.innerText(), say('comment.replies', { count: CHAIN.length }))
  const reply = comment(page, CHAIN[0] ?? '')
  assert.ok(await reply.isVisible())
  await summary.click()
  await reply.waitFor({ state: 'hidden' })
  await summary.click()
  await reply.waitFor({ state: 'visible' })
})

test('the permalink of a deep reply shows what it answers and what answers it', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  const level = 5
  await comment(page, CHAIN[level - 1] ?? '')
    .locator('.when')
    .click()
  await page.locator('.conversation').waitFor()
  const ancestors = await page.locator('.ancestors .words').allInnerTexts()
  assert.deepEqual(ancestors, [MISSED, ...CHAIN.slice(0, level - 1)])
  const branch = await page.locator('[data-comments] .words').allInnerTexts()
  assert.deepEqual(branch, CHAIN.slice(level - 1))
  assert.equal(await page.locator('.is-focus .words').innerText(), CHAIN[level - 1])
  await page.getByRole('link', { name: 'The ferry sails again' }).click()
  await page.locator('.story').waitFor()
  assert.equal(new URL(page.url()).pathname, story.path)
})

test('a parent that was not captured is named as missing', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  const orphan = comment(page, ORPHAN)
  assert.equal(await orphan.locator('.reply-to').innerText(), 'in reply to Gone Person (not captured)')
  assert.equal(await orphan.locator('.reply-to a').count(), 0)
  await orphan.locator('.when').click()
  assert.equal(await page.locator('.absent').innerText(), say('conversation.absent'))
})

test('a comment that is not here is a clear page, not an empty one', async (t) => {
  const { page, expectTrouble } = await browser.visit(t, WITHOUT_SCRIPTS)
  expectTrouble(/status of 404/)
  for (const id of ['019e1c6f-0000-7000-8000-000000000000', 'nonsense']) {
    const answer = await page.goto(`/c/${id}`)
    assert.equal(answer?.status(), 404)
    assert.equal(await page.locator('h1').innerText(), say('error.comment-not-found.what'))
    assert.ok(await page.getByText(say('error.comment-not-found.do')).isVisible())
    assert.ok(await page.getByRole('link', { name: say('problem.home') }).isVisible())
  }
})

test('the front page leads to the story and to its thread', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site, { headline: 'A headline of its own' })
  await page.goto('/')
  await page.getByRole('link', { name: 'A headline of its own' }).click()
  await page.locator('.story').waitFor()
  assert.equal(new URL(page.url()).pathname, story.path)
})
