/** Reading on while others write, coming back, and opening one comment of ten thousand: the reader's place is kept. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { createClient } from '#test/http/client.ts'
import { seedThread, type SeededPlace } from '#bench/seed-thread.ts'
import { NOON } from '#test/running-site.ts'
import { setStage, shiftOf, twoFrames, type Stage } from '#test/browser/embed-stage.ts'

/** A story longer than any window, shorter than a page of the thread. */
const ROOTS = 40
const READ_AT = 'Root 20.'

const LONG_STORY = 10_000

/** CSS pixels: browsers make up for what changed above by whole ones, and heights have fractions. */
const STILL_PX = 1

let stage: Stage
before(async () => {
  stage = await setStage()
})
after(async () => {
  await stage.stop()
  assert.deepEqual(stage.site.errors, [])
})

interface Written {
  readonly comment: { readonly id: string }
}

/** Somebody else, who writes while the reader reads. */
function createWriter(storyId: string) {
  const client = createClient(stage.site.url)
  const send = async (method: string, path: string, body?: unknown): Promise<Written> => {
    const answer = await client.json(method, path, body)
    assert.ok(answer.ok, await answer.clone().text())
    return (await answer.json()) as Written
  }
  return {
    post: async (body: string, parentId: string | null = null): Promise<string> => {
      const { comment } = await send('POST', `/api/stories/${storyId}/comments`, {
        name: 'Dora',
        body,
        parentId,
      })
      return comment.id
    },
    edit: (id: string, body: string) => send('PATCH', `/api/comments/${id}`, { body }),
    remove: (id: string) => send('DELETE', `/api/comments/${id}`),
    vote: (id: string) => send('PUT', `/api/comments/${id}/vote`, { value: 1 }),
  }
}

function commentWith(page: Page, words: string): Locator {
  return page.locator('.comment', { has: page.getByText(words, { exact: true }) })
}

async function topOf(comment: Locator): Promise<number> {
  const box = await comment.boundingBox()
  assert.ok(box)
  return box.y
}

async function storyWithRoots() {
  const roots = Array.from({ length: ROOTS }, (_, at) => ({ sourceId: `r${at}`, text: `Root ${at}.` }))
  return stage.hostPage(roots)
}

/** Where the same discussion can be read: both have the same browser code, in two very different places. */
const PLACES = {
  'on Parley’s own page': ({ storyId }: { url: string; storyId: string }) =>
    `${stage.site.url}/s/${storyId}#thread`,
  'in the embed': ({ url }: { url: string; storyId: string }) => url,
} as const

describe('what others write while somebody reads', () => {
  for (const [where, addressOf] of Object.entries(PLACES)) {
    test(`moves nothing that is being read ${where}: new, changed and removed comments above it, and votes`, async () => {
      const story = await storyWithRoots()
      const writer = createWriter(story.storyId)
      const changing = await writer.post('To be changed')
      const going = await writer.post('To be removed')
      const { page, context } = await stage.visit(addressOf(story))
      const read = commentWith(page, READ_AT)
      await read.evaluate((comment) => comment.scrollIntoView({ block: 'center' }))
      await twoFrames(page)
      const [top, shifted] = [await topOf(read), await shiftOf(page)]

      const above = await commentWith(page, `Root ${ROOTS - 1}.`).getAttribute('data-comment')
      assert.ok(above)
      await writer.edit(changing, 'Changed.\n\n'.repeat(8))
      await writer.vote(above)
      await writer.remove(going)
      await writer.post('An answer above', above)
      await writer.post('A new conversation')
      await page.locator(`[data-comment="${changing}"] .edited`).waitFor()
      await commentWith(page, 'To be removed').waitFor({ state: 'detached' })
      await page.locator('.actions [data-arrived]').waitFor()
      await page.locator('[data-arrivals] [data-arrived]').waitFor()
      await twoFrames(page)

      assert.ok(Math.abs((await topOf(read)) - top) <= STILL_PX, 'what is read stays where it was')
      assert.equal((await shiftOf(page)) - shifted, 0)
      assert.equal(await page.getByText('A new conversation').count(), 0)
      await context.close()
    })

    test(`has its room kept above the first comment ${where}`, async () => {
      const story = await storyWithRoots()
      const { page, context } = await stage.visit(addressOf(story))
      const first = commentWith(page, `Root ${ROOTS - 1}.`)
      await first.scrollIntoViewIfNeeded()
      await twoFrames(page)
      const [top, shifted] = [await topOf(first), await shiftOf(page)]
      await createWriter(story.storyId).post('Just in')
      await page.locator('[data-arrivals] [data-arrived]').waitFor()
      await twoFrames(page)
      assert.ok(Math.abs((await topOf(first)) - top) <= STILL_PX)
      assert.equal((await shiftOf(page)) - shifted, 0)
      await context.close()
    })
  }
})

test('the back button leads back to the comment one came from, in its place', async () => {
  const story = await storyWithRoots()
  const { page, context } = await stage.visit(PLACES['on Parley’s own page'](story))
  const read = commentWith(page, READ_AT)
  await read.evaluate((comment) => comment.scrollIntoView({ block: 'center' }))
  const top = await topOf(read)
  await read.locator('a.when').click()
  await page.waitForURL(/\/c\//)
  await page.goBack()
  await page.waitForURL(/\/s\//)
  await page.waitForFunction('scrollY > 0')
  await twoFrames(page)
  assert.ok(Math.abs((await topOf(read)) - top) <= STILL_PX)
  await context.close()
})

describe(`one comment of ${LONG_STORY}`, () => {
  let storyId = ''
  let deep: SeededPlace
  before(async () => {
    const plan = { headline: 'A long talk', comments: LONG_STORY, repliesPerRoot: 4, createdAt: NOON }
    const seeded = await seedThread(stage.site.parts, plan)
    storyId = seeded.storyId
    deep = seeded.replyAt(0.5)
  })

  test('opens by its permalink, in sight, with what it answers, and no page holds the whole story', async () => {
    const { page, context } = await stage.visit(`${stage.site.url}/c/${deep.id}`)
    const comment = page.locator(`[id="c-${deep.id}"]`)
    await comment.waitFor()
    await twoFrames(page)
    const box = await comment.boundingBox()
    assert.ok(box && box.y >= 0 && box.y < 720, String(box?.y))
    assert.equal(await page.locator(`[id="c-${deep.rootId}"]`).count(), 1)
    assert.ok((await page.locator('.comment').count()) <= 50)
    await page.getByRole('link', { name: /^The whole discussion/ }).click()
    await page.waitForURL((url) => url.pathname === `/s/${storyId}`)
    assert.ok((await page.locator('.comment').count()) <= 200)
    await page.goBack()
    await comment.waitFor()
    await context.close()
  })

  test('opens in the embed by the fragment of the host’s address', async () => {
    const url = stage.host.put('/long', {
      head: `<script src="${stage.site.url}/embed.js" defer></script>`,
      body: `<div style="height: 3000px"></div><parley-thread story="${storyId}"></parley-thread>`,
    })
    const { page, context } = await stage.visit(`${url}#parley-c-${deep.id}`)
    const comment = page.locator(`[id="c-${deep.id}"]`)
    await comment.waitFor()
    await page.waitForFunction('scrollY > 2000')
    const box = await comment.boundingBox()
    assert.ok(box && box.y >= 0 && box.y < 720, String(box?.y))
    await context.close()
  })
})
