/** Reply chains deeper than order keys nest can be walked to their end by links, and back up again. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ANCESTORS_MAX, BRANCH_COMMENTS_MAX, DEEP_LEVELS_MAX, ORDER_KEY_LEVELS_MAX } from '#domain/limits.ts'
import { NOON, runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

const LONG = 200
const LONGEST = 10_000

let site: RunningSite
before(async () => {
  site = await runSite()
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

function link(at: number): string {
  return `link-${at}`
}

/** A story with one chain, each comment answering the one before. */
async function seedChain(length: number): Promise<string> {
  return seedStory(site, {
    comments: Array.from({ length }, (_, at) =>
      seedComment({
        sourceId: link(at),
        parentSourceId: at === 0 ? null : link(at - 1),
        text: `word${at}.`,
        createdAt: NOON - (length - at) * 1_000,
      }),
    ),
  })
}

async function idOf(storyId: string, at: number): Promise<string> {
  const known = await site.parts.store.write((tx) =>
    tx.importedIds({ storyId, format: 'page-text', movedFrom: null }),
  )
  return known.get(link(at)) ?? ''
}

async function open(path: string): Promise<string> {
  const response = await fetch(site.url + path)
  assert.equal(response.status, 200, path)
  return response.text()
}

function wordsOf(page: string): number[] {
  return [...page.matchAll(/word(\d+)\./g)].map((match) => Number(match[1]))
}

/** Follows "continue" and "more" until there is no such link; gives how far it came and how many pages it took. */
async function walk(from: string): Promise<{ readonly last: number; readonly pages: number }> {
  let path = `/c/${from}`
  let last = -1
  for (let pages = 1; pages < LONGEST; pages += 1) {
    const page = await open(path)
    const found = Math.max(...wordsOf(page))
    assert.ok(found > last, `no further at ${path}`)
    last = found
    const next =
      /<a href="(\/c\/[^"#]+)#[^"]*">Continue/.exec(page) ??
      /<a\s+href="(\/c\/[^"]+after=[^"]+)"[^>]*>More replies/.exec(page)
    if (!next?.[1]) return { last, pages }
    path = next[1]
  }
  throw new Error('the walk has no end')
}

test('a chain of 200 is walked to its end from its first deep comment', async () => {
  const storyId = await seedChain(LONG)
  const deep = await idOf(storyId, ORDER_KEY_LEVELS_MAX)
  const { last, pages } = await walk(deep)
  assert.equal(last, LONG - 1)
  assert.ok(pages <= Math.ceil(LONG / DEEP_LEVELS_MAX) + 1, `${pages} pages`)
})

test('the comment without a level of its own shows its replies too, and the root leads through all', async () => {
  const storyId = await seedChain(LONG)
  for (const at of [ORDER_KEY_LEVELS_MAX - 2, ORDER_KEY_LEVELS_MAX - 1, ORDER_KEY_LEVELS_MAX, LONG - 2]) {
    const page = await open(`/c/${await idOf(storyId, at)}`)
    assert.ok(wordsOf(page).includes(at + 1), `reply of ${at}`)
  }
  assert.equal((await walk(await idOf(storyId, 0))).last, LONG - 1)
})

test('the nearest ancestors stand above, with a link further up', async () => {
  const storyId = await seedChain(LONG)
  const page = await open(`/c/${await idOf(storyId, LONG - 1)}`)
  assert.deepEqual(
    wordsOf(page),
    Array.from({ length: ANCESTORS_MAX + 1 }, (_, at) => LONG - 1 - ANCESTORS_MAX + at),
  )
  assert.ok(page.includes(`href="/c/${await idOf(storyId, LONG - 1 - ANCESTORS_MAX)}">What came before`))
})

test('many replies to one deep comment are paged, each once', async () => {
  const replies = BRANCH_COMMENTS_MAX * 2 + 5
  const chain = Array.from({ length: ORDER_KEY_LEVELS_MAX + 3 }, (_, at) =>
    seedComment({ sourceId: link(at), parentSourceId: at === 0 ? null : link(at - 1), text: 'chain' }),
  )
  const parent = link(ORDER_KEY_LEVELS_MAX + 2)
  const storyId = await seedStory(site, {
    comments: [
      ...chain,
      ...Array.from({ length: replies }, (_, at) =>
        seedComment({ sourceId: `reply-${at}`, parentSourceId: parent, text: `word${at}.` }),
      ),
    ],
  })
  let path: string | undefined = `/c/${await idOf(storyId, ORDER_KEY_LEVELS_MAX + 2)}`
  const seen: number[] = []
  while (path !== undefined && seen.length < replies * 2) {
    const page = await open(path)
    seen.push(...wordsOf(page))
    path = /<a\s+href="(\/c\/[^"]+after=[^"]+)"[^>]*>More replies/.exec(page)?.[1]
  }
  assert.deepEqual(
    seen,
    Array.from({ length: replies }, (_, at) => at),
  )
})

test('a chain of 10,000 is walked to its end', async () => {
  const storyId = await seedChain(LONGEST)
  const { last } = await walk(await idOf(storyId, LONGEST - 20 * DEEP_LEVELS_MAX))
  assert.equal(last, LONGEST - 1)
  const whole = await walk(await idOf(storyId, ORDER_KEY_LEVELS_MAX))
  assert.equal(whole.last, LONGEST - 1)
})
