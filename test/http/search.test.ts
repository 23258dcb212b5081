/** Searching a thread over HTTP: what is found, what is not any more, and what is typed cannot break anything. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createClient } from '#test/http/client.ts'
import { createRateGuard } from '#http/guards/rate-guard.ts'
import { PAGE_HITS_MAX, SEARCHES_ALLOWANCE, SEARCH_WAITING_MAX } from '#domain/limits.ts'
import { runSite, seedComment, seedStory, NOON, type RunningSite } from '#test/running-site.ts'

const STRINGS = join(import.meta.dirname, '../../../shared/fixtures/hostile/strings-blns.json')
const ENOUGH = 1_000

let site: RunningSite
before(async () => {
  site = await runSite()
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

async function search(storyId: string, query: string, more = ''): Promise<string> {
  const response = await fetch(`${site.url}/s/${storyId}/search?q=${encodeURIComponent(query)}${more}`)
  assert.equal(response.status, 200, query)
  return response.text()
}

function hits(page: string): string[] {
  return [...page.matchAll(/data-comment="([^"]+)"/g)].map((match) => match[1] ?? '')
}

/** Until the index has everything: before, new comments are looked at one by one. */
async function settled(): Promise<void> {
  while ((await site.parts.store.settleSearch(ENOUGH)) > 0);
}

/** Each way of looking must give the same. */
async function bothWays(check: () => Promise<void>): Promise<void> {
  await check()
  await settled()
  await check()
}

describe('what is found', () => {
  test('words in any case and accent, the beginning of the last word, phrases, and names', async () => {
    const storyId = await seedStory(site, {
      comments: [
        seedComment({ author: 'Ada Núñez', text: 'The harbour office said so.' }),
        seedComment({ author: 'Bob', text: 'The office by the harbour is shut.' }),
        seedComment({ author: 'Cleo', text: '港務局は日本語で話す' }),
      ],
    })
    const other = await seedStory(site, { comments: [seedComment({ text: 'harbour office elsewhere' })] })
    await bothWays(async () => {
      assert.equal(hits(await search(storyId, 'HARBOUR office')).length, 2)
      assert.equal(hits(await search(storyId, '"harbour office"')).length, 1)
      assert.equal(hits(await search(storyId, 'harb')).length, 2)
      assert.equal(hits(await search(storyId, 'harb office')).length, 0)
      assert.equal(hits(await search(storyId, 'nunez')).length, 1)
      assert.equal(hits(await search(storyId, 'nunez harbour')).length, 1)
      assert.equal(hits(await search(storyId, '日本')).length, 1)
      assert.equal(hits(await search(storyId, '本日')).length, 0)
      assert.equal(hits(await search(other, 'harbour')).length, 1)
    })
    const page = await search(storyId, 'harbour nunez')
    assert.ok(page.includes('<mark>harbour</mark> office') && page.includes('Ada <mark>Núñez</mark>'))
    assert.ok(page.includes('1 comment holds'))
  })

  test('follows edits, deletions and decisions at once', async () => {
    const storyId = await seedStory(site)
    const client = createClient(site.url)
    const post = async (body: string, parentId = '') => {
      const fields = { name: 'Ada', body, parentId }
      const posted = await client.json('POST', `/api/stories/${storyId}/comments`, fields)
      return ((await posted.json()) as { comment: { id: string } }).comment.id
    }
    const id = await post('first zebra words')
    await bothWays(async () => assert.deepEqual(hits(await search(storyId, 'zebra')), [id]))
    await client.json('PATCH', `/api/comments/${id}`, { body: 'now giraffe' })
    await bothWays(async () => {
      assert.deepEqual(hits(await search(storyId, 'zebra')), [])
      assert.deepEqual(hits(await search(storyId, 'giraffe')), [id])
    })
    await post('an answer to it', id)
    await client.json('DELETE', `/api/comments/${id}`)
    await bothWays(async () => {
      assert.deepEqual(hits(await search(storyId, 'giraffe')), [])
      assert.equal(hits(await search(storyId, 'answer')).length, 1)
    })
  })

  test('what waits or was taken down is not found, nor can its words be read in the index', async () => {
    const storyId = await seedStory(site, {
      comments: [
        seedComment({ sourceId: 'h', state: 'held', text: 'okapi held' }),
        seedComment({ sourceId: 'r', state: 'removed', text: 'okapi removed' }),
      ],
    })
    await bothWays(async () => assert.deepEqual(hits(await search(storyId, 'okapi')), []))
  })

  test('hostile names and words are shown as text', async () => {
    const storyId = await seedStory(site, {
      comments: [
        seedComment({ author: '<img src=x onerror=alert(1)>', text: '<script>alert("findme")</script>' }),
      ],
    })
    const page = await search(storyId, 'findme img <src>"onerror')
    assert.equal(hits(page).length, 1)
    assert.ok(!page.includes('<img') && !page.includes('<script>') && !page.includes('<b>'))
  })
})

describe('pages of hits', () => {
  test('every hit once, newest first, and each link opens its place', async () => {
    const count = PAGE_HITS_MAX * 2 + 3
    const comments = Array.from({ length: count }, (_, at) =>
      seedComment({ text: `walrus ${at}`, createdAt: NOON - at * 1_000 }),
    )
    const storyId = await seedStory(site, { comments })
    await bothWays(async () => {
      const seen: string[] = []
      let more = ''
      for (let pages = 0; pages < count; pages += 1) {
        const page = await search(storyId, 'walrus', more)
        assert.ok(page.includes(`${count} comments hold`))
        seen.push(...hits(page))
        const next = /href="[^"]*&amp;after=(\d+)"/.exec(page)
        if (!next) break
        more = `&after=${next[1]}`
      }
      assert.equal(new Set(seen).size, count)
      assert.equal(seen.length, count)
      assert.deepEqual(seen, [...seen].sort().reverse())
    })
    const page = await search(storyId, '"walrus 0"')
    const id = hits(page)[0] ?? ''
    assert.ok(page.includes(`href="/s/${storyId}#c-${id}"`))
    assert.ok((await (await fetch(`${site.url}/s/${storyId}`)).text()).includes(`id="c-${id}"`))
  })

  test('what is not on the first page of its story opens by its permalink', async () => {
    const comments = Array.from({ length: SEARCH_WAITING_MAX + 60 }, (_, at) =>
      seedComment({ text: at === 0 ? 'the oldest narwhal' : `later ${at}` }),
    )
    const storyId = await seedStory(site, { comments })
    await settled()
    const page = await search(storyId, 'narwhal')
    const [id = ''] = hits(page)
    assert.ok(page.includes(`href="/c/${id}#c-${id}"`))
  })

  test('nothing typed asks for words, nothing found says so, an unknown story is missing', async () => {
    const storyId = await seedStory(site, { comments: [seedComment()] })
    assert.match(await search(storyId, ' … '), /Type words/)
    assert.match(await search(storyId, 'quagga'), /No comment holds “quagga”/)
    assert.match(await search(storyId, 'comment', '&after=nonsense'), /1 comment holds/)
    const absent = await fetch(`${site.url}/s/01900000-0000-7000-8000-000000000000/search?q=x`)
    assert.equal(absent.status, 404)
  })

  test('is never kept, and asks nobody who they are', async () => {
    const storyId = await seedStory(site, { comments: [seedComment()] })
    const response = await fetch(`${site.url}/s/${storyId}/search?q=comment`)
    assert.equal(response.headers.get('Cache-Control'), 'no-cache')
    assert.equal(response.headers.get('ETag'), null)
    assert.equal(response.headers.get('Set-Cookie'), null)
  })
})

describe('whatever is typed', () => {
  test(
    'is a search and never an error: hostile strings',
    { skip: !existsSync(STRINGS) && 'no fixtures' },
    async () => {
      const storyId = await seedStory(site, { comments: [seedComment(), seedComment()] })
      await settled()
      const strings = JSON.parse(readFileSync(STRINGS, 'utf8')) as string[]
      assert.ok(strings.length > 100)
      for (const text of strings) await search(storyId, text.toWellFormed())
    },
  )

  test('is a search and never an error: anything', async () => {
    const storyId = await seedStory(site, { comments: [seedComment(), seedComment()] })
    await settled()
    const operators = fc.constantFrom(
      '"',
      '*',
      '(',
      ')',
      ':',
      '^',
      '-',
      '+',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      '{',
      '}',
      '\0',
      ' ',
      'comment',
    )
    const typed = fc.array(fc.oneof(operators, fc.string({ unit: 'binary', maxLength: 4 })), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(typed, async (parts) => {
        await search(storyId, parts.join('').toWellFormed())
      }),
    )
  })
})

describe('limits', () => {
  test('one search more than the allowance waits', async () => {
    const limited = await runSite({ rates: createRateGuard() })
    try {
      const storyId = await seedStory(limited, { comments: [seedComment()] })
      const statuses: number[] = []
      // An address may share its line with others: it has several times a person's allowance.
      for (let count = 0; count <= SEARCHES_ALLOWANCE.points * 5; count += 1) {
        statuses.push((await fetch(`${limited.url}/s/${storyId}/search?q=x`)).status)
      }
      assert.equal(statuses.pop(), 429)
      assert.ok(statuses.every((status) => status === 200))
    } finally {
      await limited.stop()
    }
  })
})
