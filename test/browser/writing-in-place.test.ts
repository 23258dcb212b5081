/** Writing with scripts: everything happens on the page, nothing typed is lost, and only authors see what is theirs. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import {
  CHAIN,
  MEMBER,
  ROOTS,
  button,
  comment,
  composer,
  fillComposer,
  idOf,
  rootWords,
  say,
  seedHarbourStory,
  signIn,
} from '#test/browser/harbour-story.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedSignInPath } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const [, DEAR] = ROOTS

/** Set on a page to see that it was never left. */
const STAYED = 'globalThis.stayed'

function notice(page: Page): Locator {
  return page.locator('[role=status][data-notice]')
}

async function post(
  page: Page,
  form: Locator,
  words: { readonly name?: string; readonly body: string },
): Promise<Locator> {
  await fillComposer(form, words)
  await button(form, say('composer.post')).click()
  const posted = comment(page, words.body)
  await posted.waitFor()
  return posted
}

function replyLink(parent: Locator): Locator {
  return parent.getByRole('link', { name: say('comment.reply') })
}

function replyForm(page: Page): Locator {
  return page.getByRole('form', { name: say('composer.labelReply') })
}

/** Waits until the page's own script has asked who reads and put that in. */
async function openStory(page: Page, path: string): Promise<void> {
  const own = page.waitForResponse((answer) => answer.url().endsWith('/me'))
  await page.goto(path)
  await (await own).finished()
}

test('a comment is posted in place, announced, and gets the focus', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await page.evaluate(`${STAYED} = true`)
  const posted = await post(page, composer(page), { name: 'Nadia', body: 'Posted in place' })
  assert.equal(await page.evaluate(STAYED), true)
  assert.equal(await notice(page).innerText(), say('thread.posted'))
  assert.equal(await page.evaluate('document.activeElement.id'), `c-${await idOf(posted)}`)
  assert.equal(await composer(page).getByLabel(say('composer.body')).inputValue(), '')
  assert.equal((await rootWords(page))[0], 'Posted in place')
  assert.equal(await posted.locator('.by').innerText(), `Nadia ${say('comment.notVerified')}`)
})

test('a reply is written below its comment, and Cancel gives the focus back', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await page.evaluate(`${STAYED} = true`)
  const parent = comment(page, DEAR)
  await replyLink(parent).click()
  assert.equal(await page.evaluate('document.activeElement.name'), 'body')
  await button(replyForm(page), say('composer.cancel')).click()
  await replyForm(page).waitFor({ state: 'detached' })
  assert.equal(await page.evaluate('document.activeElement.dataset.reply'), await idOf(parent))
  await replyLink(parent).click()
  const reply = await post(page, replyForm(page), { name: 'Nadia', body: 'They are not' })
  assert.equal(await reply.locator('.reply-to').innerText(), 'in reply to Mira Lund')
  assert.equal(await replyForm(page).count(), 0)
  assert.equal(await page.evaluate('document.activeElement.id'), `c-${await idOf(reply)}`)
  assert.equal(await page.evaluate(STAYED), true)
  const below = page.locator('li.item', { has: parent }).locator('.replies .words')
  assert.deepEqual(await below.allInnerTexts(), ['They are not'])
})

test('a reply written on the page of one comment is shown as well', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await comment(page, CHAIN[2] ?? '')
    .locator('.when')
    .click()
  await page.locator('.conversation').waitFor()
  await replyLink(comment(page, CHAIN[2] ?? '')).click()
  await replyForm(page).waitFor()
  const reply = await post(page, replyForm(page), { name: 'Nadia', body: 'From the permalink' })
  assert.equal(await reply.locator('.reply-to').innerText(), `in reply to ${MEMBER}`)
})

test('a preview shows what will stand there, without leaving', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await fillComposer(composer(page), { body: '**Bold** words' })
  await button(composer(page), say('composer.preview')).click()
  assert.equal(await composer(page).locator('.preview strong').innerText(), 'Bold')
  assert.equal(await composer(page).getByLabel(say('composer.body')).inputValue(), '**Bold** words')
})

test('a draft survives a reload, is gone after posting, and the name is remembered', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  const body = composer(page).getByLabel(say('composer.body'))
  await fillComposer(composer(page), { name: 'Nadia', body: 'Half a thought' })
  await openStory(page, story.path)
  assert.equal(await body.inputValue(), 'Half a thought')
  await post(page, composer(page), { name: 'Nadia', body: 'A whole thought' })
  await openStory(page, story.path)
  assert.equal(await body.inputValue(), '')
  assert.equal(await composer(page).getByLabel(say('composer.name')).inputValue(), 'Nadia')
  const other = await seedHarbourStory(site)
  await openStory(page, other.path)
  assert.equal(await composer(page).getByLabel(say('composer.name')).inputValue(), 'Nadia')
})

test('votes are counted in place, and remembered', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await page.evaluate(`${STAYED} = true`)
  const agree = comment(page, DEAR).locator('[data-side="1"]')
  const disagree = comment(page, DEAR).locator('[data-side="-1"]')
  const pressed = page.locator('[aria-pressed=true]')
  await agree.click()
  await agree.and(pressed).waitFor()
  assert.equal(await agree.innerText(), `${say('comment.agree')} 1`)
  await disagree.click()
  await disagree.and(pressed).waitFor()
  assert.equal(await agree.innerText(), say('comment.agree'))
  assert.equal(await disagree.innerText(), `${say('comment.disagree')} 1`)
  assert.equal(await page.evaluate(STAYED), true)
  await openStory(page, story.path)
  await disagree.and(pressed).waitFor()
  await disagree.click()
  await page.locator('[aria-pressed=true]').waitFor({ state: 'detached' })
  assert.equal(await disagree.innerText(), say('comment.disagree'))
})

test('a folded branch stays folded, but gives way to a permalink', async (t) => {
  const { page } = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  const reply = comment(page, CHAIN[0] ?? '')
  const id = await idOf(reply)
  await page.locator('summary').first().click()
  await reply.waitFor({ state: 'hidden' })
  await openStory(page, story.path)
  assert.ok(await reply.isHidden())
  // From elsewhere: within one page, an anchor alone is no visit.
  await page.goto('/')
  await openStory(page, `${story.path}#c-${id}`)
  assert.ok(await reply.isVisible())
})

test('a server that does not answer is named, and the words stay', async (t) => {
  const { page, expectTrouble } = await browser.visit(t)
  expectTrouble(/ERR_FAILED/)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await page.route('**/api/**', (route) => route.abort())
  await fillComposer(composer(page), { name: 'Nadia', body: 'Into the void' })
  await button(composer(page), say('composer.post')).click()
  await composer(page).getByRole('alert').getByText(say('composer.unreachable')).waitFor()
  assert.equal(await composer(page).getByLabel(say('composer.body')).inputValue(), 'Into the void')
  await comment(page, DEAR).locator('[data-side="1"]').click()
  await notice(page).getByText(say('live.unreachable')).waitFor()
  await page.unroute('**/api/**')
  await button(composer(page), say('composer.post')).click()
  await comment(page, 'Into the void').waitFor()
  assert.equal(await composer(page).getByRole('alert').innerText(), '')
})

/** Lets the server take what is posted, and loses its answer, cookies and all. */
async function loseNextAnswer(page: Page): Promise<void> {
  await page.route(
    '**/api/stories/*/comments',
    async (route) => {
      const request = route.request()
      await fetch(request.url(), {
        method: 'POST',
        headers: await request.allHeaders(),
        body: request.postData(),
      })
      await route.abort()
    },
    { times: 1 },
  )
}

test('posting again after a lost answer is one comment', async (t) => {
  const { page, expectTrouble } = await browser.visit(t)
  expectTrouble(/ERR_FAILED/)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await loseNextAnswer(page)
  await fillComposer(composer(page), { name: 'Nadia', body: 'Once and no more' })
  await button(composer(page), say('composer.post')).click()
  await composer(page).getByRole('alert').getByText(say('composer.unreachable')).waitFor()
  await button(composer(page), say('composer.post')).click()
  await notice(page).getByText(say('thread.repeated')).waitFor()
  await openStory(page, story.path)
  assert.equal(await comment(page, 'Once and no more').count(), 1)
})

test('words changed after a lost answer are not lost', async (t) => {
  const { page, expectTrouble } = await browser.visit(t)
  expectTrouble(/ERR_FAILED/)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await post(page, composer(page), { name: 'Nadia', body: 'Here before' })
  await loseNextAnswer(page)
  await fillComposer(composer(page), { body: 'First try' })
  await button(composer(page), say('composer.post')).click()
  await composer(page).getByRole('alert').getByText(say('composer.unreachable')).waitFor()
  await fillComposer(composer(page), { body: 'Second thoughts' })
  await button(composer(page), say('composer.post')).click()
  await comment(page, 'Second thoughts').waitFor()
  await openStory(page, story.path)
  assert.equal(await comment(page, 'Second thoughts').count(), 1)
})

test('the name of a member is refused in place, with the words still there', async (t) => {
  const { page, expectTrouble } = await browser.visit(t)
  expectTrouble(/status of 422/)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await fillComposer(composer(page), { name: MEMBER, body: 'It is me' })
  await button(composer(page), say('composer.post')).click()
  const message = composer(page).getByRole('alert')
  await message.getByText(say('error.name-of-member.what', { name: MEMBER })).waitFor()
  assert.equal(await composer(page).getByLabel(say('composer.body')).inputValue(), 'It is me')
})

test('authors find Edit and Delete on the page that is the same for everybody', async (t) => {
  const { page } = await browser.visit(t)
  const other = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await post(page, composer(page), { name: 'Nadia', body: 'Mine to change' })
  await openStory(page, story.path)
  const mine = comment(page, 'Mine to change')
  await mine.getByRole('link', { name: say('comment.edit') }).waitFor()
  await mine.getByRole('link', { name: say('comment.delete') }).waitFor()
  assert.ok(await mine.locator('[data-side="1"]').isDisabled())
  await openStory(other.page, story.path)
  assert.equal(await comment(other.page, 'Mine to change').locator('.own a').count(), 0)
})

test('what a moderator holds is still shown to its author, and to nobody else', async (t) => {
  const author = await browser.visit(t)
  const other = await browser.visit(t)
  const moderator = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(author.page, story.path)
  await post(author.page, composer(author.page), { name: 'Nadia', body: 'Perhaps too much' })
  await signIn(moderator.page, await seedSignInPath(site), 'Vera')
  await moderator.page.goto(`${story.path}/yours`)
  await button(comment(moderator.page, 'Perhaps too much'), say('moderation.hold')).click()
  await moderator.page.locator('[data-state=held]').waitFor()
  await openStory(author.page, story.path)
  const held = comment(author.page, 'Perhaps too much')
  await held.waitFor()
  assert.equal(await held.locator('.state-note').innerText(), say('comment.state.heldYours'))
  await openStory(other.page, story.path)
  assert.equal(await comment(other.page, 'Perhaps too much').count(), 0)
})

test('what others write waits behind a button; what one wrote oneself does not', async (t) => {
  const { page } = await browser.visit(t)
  const other = await browser.visit(t)
  const story = await seedHarbourStory(site)
  await openStory(page, story.path)
  await openStory(other.page, story.path)
  // The news of one's own comment can be faster than the answer to it: here it always is.
  const overtaken = Promise.withResolvers<null>()
  await page.route('**/api/stories/*/comments', async (route) => {
    const answer = await route.fetch()
    await overtaken.promise
    await route.fulfill({ response: answer })
  })
  await fillComposer(composer(page), { name: 'Nadia', body: 'My own words' })
  await button(composer(page), say('composer.post')).click()
  await button(other.page, say('live.arrivals', { count: 1 })).waitFor()
  await post(other.page, composer(other.page), { name: 'Tom', body: 'Words of another' })
  await page.locator('[data-arrived]', { hasText: /\d/ }).waitFor()
  assert.equal(await page.locator('[data-arrived]').innerText(), say('live.arrivals', { count: 1 }))
  overtaken.resolve(null)
  await comment(page, 'My own words').waitFor()
  await page.locator('[data-arrived]').click()
  await comment(page, 'Words of another').waitFor()
  assert.equal(await comment(page, 'My own words').count(), 1)
  assert.equal(await page.locator('[data-arrived]').count(), 0)
})
