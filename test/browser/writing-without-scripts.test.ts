/** Writing in a browser that runs no scripts: post, reply, preview, change, delete, vote; words survive every mistake. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
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
} from '#test/browser/harbour-story.ts'
import { COMMENT_CODE_POINTS_MAX, COMMENT_LINKS_MAX, EDIT_WINDOW_MS } from '#domain/limits.ts'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite } from '#test/running-site.ts'

const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())

const WITHOUT_SCRIPTS = { javaScriptEnabled: false }
const [MISSED] = ROOTS

/** Writes a new conversation and waits until it stands on the page. */
async function post(page: Page, words: { readonly name: string; readonly body: string }): Promise<void> {
  await fillComposer(composer(page), words)
  await button(page, say('composer.post')).click()
  await comment(page, words.body).waitFor()
}

test('a guest posts and sees it, marked as not verified', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await fillComposer(composer(page), { name: 'Nadia', body: 'I have *news* from the dock' })
  await button(page, say('composer.post')).click()
  const posted = comment(page, 'I have news from the dock')
  assert.equal(await page.locator('[role=status][data-notice]').innerText(), say('thread.posted'))
  assert.equal(await posted.locator('.by').innerText(), `Nadia ${say('comment.notVerified')}`)
  assert.equal(await posted.locator('em').innerText(), 'news')
  assert.equal(new URL(page.url()).hash, `#c-${await idOf(posted)}`)
})

test('a reply is written on a page of its own, under what it answers', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await comment(page, MISSED)
    .getByRole('link', { name: say('comment.reply') })
    .click()
  const form = page.getByRole('form', { name: say('composer.labelReply') })
  assert.equal(await page.locator('h1').innerText(), say('write.reply'))
  assert.equal(await page.locator('.quoted .words').innerText(), MISSED)
  await fillComposer(form, { name: 'Nadia', body: 'So did I' })
  await button(form, say('composer.post')).click()
  const reply = comment(page, 'So did I')
  await reply.waitFor()
  assert.equal(await reply.locator('.reply-to').innerText(), 'in reply to Bob Ferrier')
  assert.equal(await page.locator('.ancestors .words').innerText(), MISSED)
  assert.equal(await page.locator('[role=status][data-notice]').innerText(), say('thread.posted'))
})

test('a preview keeps the words, asks for no name, and posts once however often it is sent', async (t) => {
  const { page, context } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await fillComposer(composer(page), { body: '**Bold** words' })
  await button(page, say('composer.preview')).click()
  assert.equal(await page.locator('.preview strong').innerText(), 'Bold')
  assert.equal(await page.getByLabel(say('composer.body')).inputValue(), '**Bold** words')
  const id = await page.locator('input[name=id]').inputValue()
  assert.notEqual(id, '')
  await page.getByLabel(say('composer.name')).fill('Nadia')
  await button(page, say('composer.post')).click()
  await comment(page, 'Bold words').waitFor()
  const again = await context.request.post(`${story.path}/comments`, {
    form: { id, parentId: '', name: 'Nadia', body: '**Bold** words', intent: 'post' },
  })
  assert.match(again.url(), /notice=repeated/)
  await page.goto(story.path)
  assert.equal(await comment(page, 'Bold words').count(), 1)
})

test('a double click on Post in the preview is one comment and no mistake', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await fillComposer(composer(page), { name: 'Nadia', body: 'Twice is once' })
  await button(page, say('composer.preview')).click()
  await page.locator('.preview').waitFor()
  await button(page, say('composer.post')).dblclick()
  await comment(page, 'Twice is once').waitFor()
  await page.goto(story.path)
  assert.equal(await comment(page, 'Twice is once').count(), 1)
})

test('a double click on Post by somebody new, on the page that is the same for everybody, is one comment', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await fillComposer(composer(page), { name: 'Noor', body: 'Twice, and new here' })
  await button(page, say('composer.post')).dblclick()
  await comment(page, 'Twice, and new here').waitFor()
  await page.goto(story.path)
  assert.equal(await comment(page, 'Twice, and new here').count(), 1)
})

test('authors change their words in the window; the comment says that it was edited', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await post(page, { name: 'Nadia', body: 'A tpyo' })
  await comment(page, 'A tpyo')
    .getByRole('link', { name: say('comment.edit') })
    .click()
  assert.equal(await page.getByLabel(say('composer.body'), { exact: true }).inputValue(), 'A tpyo')
  await page.getByLabel(say('composer.body'), { exact: true }).fill('A typo')
  await button(page, say('composer.save')).click()
  const changed = comment(page, 'A typo')
  assert.equal(await changed.locator('.edited').innerText(), say('comment.edited'))
  await page.goto(story.path)
  assert.equal(await comment(page, 'A typo').locator('.edited').count(), 1)
})

test('a change that comes too late is refused, and the new words are not lost', async (t) => {
  const { page, expectTrouble } = await browser.visit(t, WITHOUT_SCRIPTS)
  expectTrouble(/status of 409/)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await post(page, { name: 'Nadia', body: 'As it was' })
  const own = page.url()
  await comment(page, 'As it was')
    .getByRole('link', { name: say('comment.edit') })
    .click()
  await page.getByLabel(say('composer.body'), { exact: true }).fill('As it should be')
  site.clock.now += EDIT_WINDOW_MS
  await button(page, say('composer.save')).click()
  await page.getByText(say('error.edit-window-over.what')).waitFor()
  assert.equal(await page.getByLabel(say('composer.body'), { exact: true }).inputValue(), 'As it should be')
  await page.goto(own)
  const late = comment(page, 'As it was')
  assert.equal(await late.getByRole('link', { name: say('comment.edit') }).count(), 0)
  const answer = await page.goto(`/c/${await idOf(late)}/edit`)
  assert.equal(answer?.status(), 409)
  assert.equal(await page.locator('h1').innerText(), say('error.edit-window-over.what'))
})

test('somebody else finds neither Edit nor Delete, and no way round', async (t) => {
  const author = await browser.visit(t, WITHOUT_SCRIPTS)
  const other = await browser.visit(t, WITHOUT_SCRIPTS)
  other.expectTrouble(/status of 403/)
  const story = await seedHarbourStory(site)
  await author.page.goto(story.path)
  await post(author.page, { name: 'Nadia', body: 'Mine alone' })
  const id = await idOf(comment(author.page, 'Mine alone'))
  await other.page.goto(`${story.path}/yours`)
  assert.equal(await comment(other.page, 'Mine alone').locator('.own a').count(), 0)
  for (const path of [`/c/${id}/edit`, `/c/${id}/delete`]) {
    const answer = await other.page.goto(path)
    assert.equal(answer?.status(), 403)
    assert.equal(await other.page.locator('h1').innerText(), say('error.not-allowed.what'))
  }
})

test('a deleted comment leaves a line while a reply hangs below, and nothing otherwise', async (t) => {
  const author = await browser.visit(t, WITHOUT_SCRIPTS)
  const other = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await author.page.goto(story.path)
  await post(author.page, { name: 'Nadia', body: 'To be answered' })
  await author.page.goto(story.path)
  await post(author.page, { name: 'Nadia', body: 'To be ignored' })
  const answered = await idOf(comment(author.page, 'To be answered'))
  const ignored = await idOf(comment(author.page, 'To be ignored'))
  await other.page.goto(`/c/${answered}/reply`)
  await fillComposer(other.page.locator('form.composer'), { name: 'Tom', body: 'An answer that stays' })
  await button(other.page, say('composer.post')).click()
  await comment(other.page, 'An answer that stays').waitFor()
  for (const id of [answered, ignored]) {
    await author.page.goto(`${story.path}/yours`)
    await author.page
      .locator(`[id="c-${id}"] .own`)
      .getByRole('link', { name: say('comment.delete') })
      .click()
    await author.page.getByText(say('delete.about')).waitFor()
    await button(author.page, say('delete.confirm')).click()
    await author.page.locator('.thread').waitFor()
  }
  await other.page.goto(story.path)
  const tombstone = other.page.locator(`[id="c-${answered}"]`)
  assert.match(await tombstone.innerText(), new RegExp(say('comment.gone.deleted')))
  assert.equal(await tombstone.getByText('Nadia').count(), 0)
  assert.ok(await comment(other.page, 'An answer that stays').isVisible())
  assert.equal(
    await comment(other.page, 'An answer that stays').locator('.reply-to').innerText(),
    `in reply to ${say('comment.goneName')}`,
  )
  assert.equal(await other.page.locator(`[id="c-${ignored}"]`).count(), 0)
})

test('a vote is cast, changed and taken back', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  const votes = (side: 1 | -1) => comment(page, MISSED).locator(`[data-side="${side}"]`)
  const expectVotes = async (agree: string, disagree: string): Promise<void> => {
    await page.locator('[data-own]').waitFor()
    assert.equal(await votes(1).innerText(), `${say('comment.agree')} ${agree}`.trim())
    assert.equal(await votes(-1).innerText(), `${say('comment.disagree')} ${disagree}`.trim())
    assert.equal(await votes(1).getAttribute('aria-pressed'), String(agree !== ''))
    assert.equal(await votes(-1).getAttribute('aria-pressed'), String(disagree !== ''))
  }
  await votes(1).click()
  await page.waitForURL(/\/yours/)
  await expectVotes('1', '')
  await votes(-1).click()
  await votes(-1).and(page.locator('[aria-pressed=true]')).waitFor()
  await expectVotes('', '1')
  await votes(-1).click()
  await votes(-1).and(page.locator('[aria-pressed=false]')).waitFor()
  await expectVotes('', '')
})

test('nobody votes on their own words', async (t) => {
  const { page } = await browser.visit(t, WITHOUT_SCRIPTS)
  const story = await seedHarbourStory(site)
  await page.goto(story.path)
  await post(page, { name: 'Nadia', body: 'I agree with myself' })
  assert.ok(await comment(page, 'I agree with myself').locator('[data-side="1"]').isDisabled())
})

const LINKS = Array.from({ length: COMMENT_LINKS_MAX + 1 }, (_, at) => `https://a${at}.example/`).join(' ')

const REFUSED = [
  {
    what: 'the name of a member',
    name: MEMBER,
    body: 'It is me',
    says: say('error.name-of-member.what', { name: MEMBER }),
  },
  {
    what: 'a name like that of a member',
    name: 'OLD  SALT',
    body: 'It is me',
    says: 'A member of this site',
  },
  { what: 'text of spaces', name: 'Nadia', body: '   ', says: say('error.text-empty.what') },
  {
    what: 'text that is too long',
    name: 'Nadia',
    body: 'é'.repeat(COMMENT_CODE_POINTS_MAX + 1),
    says: say('error.text-too-long.do', {
      limit: COMMENT_CODE_POINTS_MAX,
      actual: COMMENT_CODE_POINTS_MAX + 1,
    }),
  },
  {
    what: 'too many links',
    name: 'Nadia',
    body: LINKS,
    says: say('error.too-many-links.do', { limit: COMMENT_LINKS_MAX, actual: COMMENT_LINKS_MAX + 1 }),
  },
] as const

for (const { what, name, body, says } of REFUSED) {
  test(`${what} is refused with a message, and everything typed is still there`, async (t) => {
    const { page, expectTrouble } = await browser.visit(t, WITHOUT_SCRIPTS)
    expectTrouble(/status of 422/)
    const story = await seedHarbourStory(site)
    await page.goto(story.path)
    await fillComposer(composer(page), { name, body })
    await button(page, say('composer.post')).click()
    const message = page.getByRole('alert')
    await message.getByText(says).waitFor()
    assert.equal(await page.getByLabel(say('composer.body'), { exact: true }).inputValue(), body)
    assert.equal(await page.getByLabel(say('composer.name')).inputValue(), name)
    await fillComposer(page.locator('form.composer'), { name: 'Nadia', body: 'Now it is right' })
    await button(page, say('composer.post')).click()
    await comment(page, 'Now it is right').waitFor()
  })
}
