/** Hostile strings through the whole site: posted, imported and requested; its pages stay as they are and run nothing. */
import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import {
  AT_ONCE,
  chunks,
  harmlessShapes,
  importedStories,
  importedWords,
  postedLinks,
  postedWords,
  textOf,
  type Wall,
} from '#test/browser/hostile-walls.ts'
import { hasHostileLists, hostileList, hostileStrings } from '#test/browser/hostile-strings.ts'
import { headerNames, rawExchange } from '#test/browser/raw-exchange.ts'
import { inParallel } from '#test/browser/in-parallel.ts'
import { judgePage, shapesOf, type Shapes } from '#test/browser/judge-page.ts'
import { openBrowser, type TestBrowser } from '#test/browser/open-browser.ts'
import { createClient } from '#test/http/client.ts'
import { PAGE_DECISIONS_MAX, REQUEST_BODY_BYTES_MAX } from '#domain/limits.ts'
import { runSite, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'

/** Pages of Chromium that load at once. */
const TABS = 2
/** Stories whose text is shown in one document. */
const STORIES_IN_A_DOCUMENT = 200

/** A page that calls one of these was taken over; the record goes the way of all troubles. */
const RECORD_CALLS = `for (const name of ['alert', 'confirm', 'print', 'prompt'])
  globalThis[name] = () => console.error('called ' + name)`

/** Reads pages and lists, for the first few that are not as they should be, what is wrong. */
async function assertPages(site: RunningSite, walls: readonly Wall[], shapes: Shapes): Promise<void> {
  assert.ok(walls.length > 0)
  const bad: { readonly path: string; readonly complaints: readonly string[] }[] = []
  await inParallel(walls, {
    atOnce: AT_ONCE,
    work: async ({ path, comments }) => {
      const page = await textOf(site, path)
      const complaints = judgePage(page, shapes)
      const shown = page.split('data-comment=').length - 1
      if (shown !== comments) complaints.push(`${shown} comments instead of ${comments}`)
      if (complaints.length > 0) bad.push({ path, complaints })
    },
  })
  assert.deepEqual(bad.slice(0, 3), [], `${bad.length} of ${walls.length} pages`)
}

/** Opens pages one after the other; whatever they run, load or violate fails the test. */
async function assertQuiet(t: TestContext, browser: TestBrowser, walls: readonly Wall[]): Promise<void> {
  const { context, assertNoTrouble } = await browser.visit(t)
  await context.addInitScript(RECORD_CALLS)
  const left = walls.values()
  const tab = async (): Promise<void> => {
    const page = await context.newPage()
    for (const { path } of left) {
      await page.goto(path)
      try {
        assertNoTrouble()
      } catch (trouble) {
        throw new Error(`on ${path}`, { cause: trouble })
      }
    }
  }
  await Promise.all(Array.from({ length: TABS }, tab))
}

/** Judges each story, and gives what stands in their pages, many to a document. */
async function judgeStories(site: RunningSite, paths: readonly string[], shapes: Shapes): Promise<string[]> {
  const documents: string[] = []
  for (const group of chunks(paths, STORIES_IN_A_DOCUMENT)) {
    const stories: string[] = []
    await inParallel(group, {
      atOnce: AT_ONCE,
      work: async (path) => {
        const page = await textOf(site, path)
        assert.deepEqual(judgePage(page, shapes), [], path)
        stories.push(/<main id="main">(.*)<section\s+class="thread"/s.exec(page)?.[1] ?? '')
      },
    })
    assert.ok(stories.every((story) => story.includes('class="story-body"')))
    documents.push(`<!doctype html><title>Stories</title>${stories.join('')}`)
  }
  return documents
}

/** The documents under an address of the site, with the headers of its pages. */
async function assertQuietDocuments(
  t: TestContext,
  browser: TestBrowser,
  documents: readonly string[],
): Promise<void> {
  const { context, page } = await browser.visit(t)
  await context.addInitScript(RECORD_CALLS)
  await context.route('**/stories-*', async (route) => {
    const answer = await route.fetch({ url: new URL('/log', route.request().url()).href })
    const at = Number(/\d+$/.exec(route.request().url())?.[0])
    await route.fulfill({ response: answer, body: documents[at] ?? '' })
  })
  for (const at of documents.keys()) {
    await page.goto(`/stories-${at}`)
    assert.ok((await page.locator('.story-body').count()) > 0)
  }
}

/** Names under which sites are told where to go next, and those that our pages know. */
const PARAMETERS = [
  'return',
  'returnTo',
  'return_to',
  'next',
  'url',
  'redirect',
  'continue',
  'order',
  'after',
  'before',
  'notice',
]

/** What answers may carry beside what harmless ones had: cookies of ours, and where they lead. */
const MAY_ADD = new Set(['location', 'set-cookie', 'transfer-encoding', 'content-length'])

function rawGet(path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
}

function rawForm(
  path: string,
  { fields, referer }: { readonly fields: string; readonly referer: string },
): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nReferer: ${referer}\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(fields)}\r\n\r\n${fields}`,
  )
}

/** A whole answer to a request that asks for the connection to close. */
function ask(site: RunningSite, bytes: Uint8Array): Promise<string> {
  return rawExchange(site.url, { bytes, hangsUp: false })
}

function jsonCalls(storyId: string, commentId: string): readonly (readonly [method: string, path: string])[] {
  return [
    ['POST', `/api/stories/${storyId}/comments`],
    ['POST', '/api/preview'],
    ['PUT', `/api/comments/${commentId}/vote`],
    ['PATCH', `/api/comments/${commentId}`],
  ]
}

function sendJson(
  { url }: RunningSite,
  {
    method,
    path,
    body,
  }: { readonly method: string; readonly path: string; readonly body: Uint8Array<ArrayBuffer> },
): Promise<Response> {
  return fetch(new URL(path, url), { method, headers: { 'Content-Type': 'application/json' }, body })
}

/** Judges a list that goes over several pages, from the first to the last, and counts them. */
async function assertLists(
  site: RunningSite,
  { first, shapes }: { readonly first: string; readonly shapes: Shapes },
): Promise<number> {
  let pages = 0
  for (let path: string | undefined = first; path !== undefined; pages += 1) {
    const page: string = await textOf(site, path)
    assert.deepEqual(judgePage(page, shapes), [], path)
    path = /<a rel="next" href="([^"]+)"/.exec(page)?.[1]
  }
  return pages
}

function countOf(walls: readonly Wall[]): string {
  return `${walls.reduce((sum, wall) => sum + wall.comments, 0)} comments on ${walls.length} pages`
}

const isHere = hasHostileLists()

if (isHere) {
  const site = await runSite()
  const browser = await openBrowser(site.url)
  after(() => site.stop())
  const strings = hostileStrings()
  const shapes = await harmlessShapes(site)
  const noErrors = () => assert.deepEqual(site.errors.slice(0, 3), [])
  const assertHarmless = async (t: TestContext, walls: readonly Wall[]): Promise<void> => {
    t.diagnostic(`${strings.length} strings, ${countOf(walls)}`)
    noErrors()
    await assertPages(site, walls, shapes)
    await assertQuiet(t, browser, walls)
    noErrors()
  }

  test('hostile strings posted as words and as names', async (t) =>
    assertHarmless(t, await postedWords(site, strings)))
  test('hostile strings posted as targets of links', async (t) =>
    assertHarmless(t, await postedLinks(site, strings)))
  test('hostile strings brought in as authors, text and HTML of comments', async (t) =>
    assertHarmless(t, await importedWords(site, strings)))

  test('hostile strings brought in as headlines, bylines, addresses, sources and text of stories', async (t) => {
    const paths = await importedStories(site, strings)
    const documents = await judgeStories(site, paths, shapes)
    assert.ok((await assertLists(site, { first: '/', shapes })) > 1)
    await assertQuietDocuments(t, browser, documents)
    noErrors()
  })
}

if (isHere) {
  const site = await runSite()
  after(() => site.stop())
  const storyId = await seedStory(site)
  const posted = await createClient(site.url).json('POST', `/api/stories/${storyId}/comments`, {
    name: 'Ada',
    body: 'A comment to vote on',
  })
  const { comment } = (await posted.json()) as { readonly comment: { readonly id: string } }
  const ownHeaders = new Set<string>()
  for (const path of ['/', `/s/${storyId}/yours`, '/nowhere', '/healthz']) {
    headerNames(await ask(site, rawGet(path))).forEach((name) => ownHeaders.add(name))
  }
  /** Nothing new in the head, no server error, and no way to elsewhere. */
  const assertTame = (answer: string, what: string): void => {
    const [head = ''] = answer.split('\r\n\r\n')
    assert.match(head, /^HTTP\/1\.1 [1-4]/, what)
    for (const name of headerNames(answer)) {
      assert.ok(MAY_ADD.has(name) || ownHeaders.has(name), `header ${name} for ${what}`)
    }
    assert.doesNotMatch(head, /crlf=injection/, what)
    const location = /^location: (.*)$/im.exec(head)?.[1]
    if (location !== undefined) {
      assert.match(location, /^\/(?![/\\])/, what)
      assert.equal(new URL(location, site.url).origin, new URL(site.url).origin, what)
    }
  }
  const stillServes = async (): Promise<void> => {
    assert.match(await textOf(site, `/c/${comment.id}`), /A comment to vote on/)
    assert.deepEqual(site.errors, [])
  }
  const requested = [
    ...hostileList<string>('url-open-redirect.json'),
    ...hostileList<string>('http-crlf.json'),
  ]

  test('addresses of other sites and line breaks, wherever a request can carry them', async () => {
    await inParallel(requested, {
      atOnce: AT_ONCE,
      work: async (text) => {
        const encoded = encodeURIComponent(text)
        const oneLine = text.replace(/[\r\n\0]/g, '')
        const queries = PARAMETERS.flatMap((name) => [
          `${name}=${encoded}`,
          `${name}=${oneLine.replace(/[ #]/g, '')}`,
        ])
        const paths = [
          oneLine.replace(/ /g, '%20').replace(/^(?!\/)/, '/'),
          `/s/${storyId}/yours?${queries.join('&')}`,
          `/c/${comment.id}/yours?${queries.join('&')}`,
          `/c/${encoded}`,
          `/?${queries.join('&')}`,
          `/log?${queries.join('&')}`,
          `/sign-in?token=${encoded}&${queries.join('&')}`,
          `/assets/${encoded}`,
        ]
        for (const path of paths) assertTame(await ask(site, rawGet(path)), path)
        for (const path of [`/c/${comment.id}/vote?${queries.join('&')}`, '/sign-out', '/sign-in']) {
          const fields = new URLSearchParams({ value: '1', token: text, name: text })
          PARAMETERS.forEach((name) => fields.set(name, text))
          for (const referer of [
            oneLine,
            `${site.url}/s/${storyId}/yours?order=${oneLine}`,
            `${site.url}${oneLine}`,
          ]) {
            const answer = await ask(site, rawForm(path, { fields: fields.toString(), referer }))
            assertTame(answer, `${path} from ${referer}`)
          }
        }
      },
    })
    await stillServes()
  })

  test('a notice that nobody has words for is none', async () => {
    for (const notice of ['constructor', '__proto__', 'toString', 'x'.repeat(5_000)]) {
      for (const path of [`/s/${storyId}/yours`, `/c/${comment.id}/yours`]) {
        assert.doesNotMatch(await textOf(site, `${path}?notice=${notice}`), /data-notice>[^<]/)
      }
    }
    await stillServes()
  })

  test('bodies that are JSON, nearly JSON and anything but', async () => {
    const cases = hostileList<{ readonly file: string; readonly base64: string }>('json-parsing-suite.json')
    await inParallel(cases, {
      atOnce: AT_ONCE,
      work: async ({ file, base64 }) => {
        const bytes = Buffer.from(base64, 'base64')
        for (const [method, path] of jsonCalls(storyId, comment.id)) {
          const { status } = await sendJson(site, { method, path, body: bytes })
          assert.ok(status >= 400 && status < 500, `${status} for ${file} to ${method} ${path}`)
        }
        // Beside good fields the value alone decides.
        const around = Buffer.concat([
          Buffer.from('{"name":"Ada","body":"Beside it","beside":'),
          bytes,
          Buffer.from('}'),
        ])
        const { status } = await sendJson(site, {
          method: 'POST',
          path: `/api/stories/${storyId}/comments`,
          body: around,
        })
        if (file.startsWith('n_')) assert.ok(status >= 400 && status < 500, `${status} for ${file}`)
        else if (file.startsWith('y_')) assert.equal(status, 201, file)
        else assert.ok(status === 201 || (status >= 400 && status < 500), `${status} for ${file}`)
      },
    })
    await stillServes()
  })

  test('bytes that are HTTP, nearly HTTP and anything but', async () => {
    const messages = hostileList<{ readonly case: string; readonly raw_base64: string }>(
      'http-llhttp-messages.json',
    )
    await inParallel(messages, {
      atOnce: AT_ONCE,
      work: async (message) => {
        const answer = await rawExchange(site.url, {
          bytes: Buffer.from(message.raw_base64, 'base64'),
          hangsUp: true,
        })
        assert.match(answer, /^(?:HTTP\/1\.1 [1-4]|$)/, message.case)
      },
    })
    await stillServes()
  })

  test('a body that is too large is refused, and its connection is not used again', async () => {
    const body = JSON.stringify({ name: 'Ada', body: 'x'.repeat(REQUEST_BODY_BYTES_MAX) })
    const head = `POST /api/stories/${storyId}/comments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`
    const bytes = Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n${body}`)
    const answer = await rawExchange(site.url, { bytes, hangsUp: false })
    assert.match(answer, /^HTTP\/1\.1 413 /)
    assert.match(answer, /^connection: close\r$/im)
    await stillServes()
  })

  test('reasons of moderators, as the log shows them', async () => {
    const moderator = createClient(site.url)
    const link = new URL(await seedSignInPath(site), site.url)
    await moderator.form('/sign-in', { token: link.searchParams.get('token') ?? '', name: 'Vera' })
    let action: 'hold' | 'publish' = 'hold'
    const decide = async (reason: string): Promise<void> => {
      const answer = await moderator.form(`/c/${comment.id}/decisions`, { action, reason })
      assert.ok(answer.status === 303 || answer.status === 422, `${answer.status} for ${reason}`)
      if (answer.status === 303) action = action === 'hold' ? 'publish' : 'hold'
    }
    for (let at = 0; at <= PAGE_DECISIONS_MAX; at += 1) await decide('Off the subject')
    const shapes = shapesOf([await textOf(site, '/log')])
    for (const { data } of hostileList<{ readonly data: string }>('html-h5sc.json')) await decide(data)
    assert.ok((await assertLists(site, { first: '/log', shapes })) > 1)
  })
}
