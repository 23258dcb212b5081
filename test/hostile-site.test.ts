/** Hostile strings through the whole site: posted, imported and requested; its pages stay as they are and run nothing. */
import assert from 'node:assert/strict'
import { after, describe, test, type TestContext } from 'node:test'
import type { ImportedComment } from '#domain/moving/imported-story.ts'
import { ERRORS } from '#contract/errors.ts'
import { createUuidSource } from '#base/uuid-source.ts'
import { hasHostileLists, hostileList, hostileStrings } from '#test/browser/hostile-strings.ts'
import { headerNames, rawExchange } from '#test/browser/raw-exchange.ts'
import { inParallel } from '#test/browser/in-parallel.ts'
import { judgePage, shapesOf, type Shapes } from '#test/browser/judge-page.ts'
import { openBrowser, type TestBrowser } from '#test/browser/open-browser.ts'
import { randomBytes } from 'node:crypto'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

/** Requests under way at once. */
const AT_ONCE = 16
/** Pages of Chromium that load at once. */
const TABS = 2
/** Comments of one page: four branches, each as long as a page shows. */
const ROOTS_ON_A_PAGE = 4
const REPLIES_OF_A_ROOT = 48
const WALL = ROOTS_ON_A_PAGE * REPLIES_OF_A_ROOT
/** As many as a comment may have links. */
const LINKS_IN_A_COMMENT = 5
/** Stories whose text is shown in one document. */
const STORIES_IN_A_DOCUMENT = 200
/** Some of them fall into five, where links of their own are too many for one comment. */
const LINK_COMMENTS_ON_A_PAGE = WALL / 4

/** A page that calls one of these was taken over; the record goes the way of all troubles. */
const RECORD_CALLS = `for (const name of ['alert', 'confirm', 'print', 'prompt'])
  globalThis[name] = () => console.error('called ' + name)`

const newId = createUuidSource(Date.now, (count) => new Uint8Array(randomBytes(count)))

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const found: Item[][] = []
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size))
  return found
}

async function textOf(site: RunningSite, path: string): Promise<string> {
  const answer = await fetch(new URL(path, site.url), { headers: { 'Accept-Encoding': 'identity' } })
  assert.equal(answer.status, 200, path)
  return answer.text()
}

interface Wall {
  readonly path: string
  /** Comments that must stand on it: a page that shows nothing proves nothing. */
  readonly comments: number
}

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

interface Answer {
  readonly status: number
  readonly code: string | null
}

async function post(
  site: RunningSite,
  storyId: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const answer = await fetch(new URL(`/api/stories/${storyId}/comments`, site.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const told = (await answer.json()) as { readonly error?: { readonly code: string } }
  return { status: answer.status, code: told.error?.code ?? null }
}

/** Taken, or refused for a reason that the table of errors has and that is the sender's. */
function assertTakenOrRefused({ status, code }: Answer, what: string): void {
  if (status === 201) return
  const expected = Object.entries(ERRORS).find(([known]) => known === code)?.[1]
  assert.ok(
    expected !== undefined && expected === status && status >= 400 && status < 500,
    `${status} ${code}: ${what}`,
  )
}

/** A story with roots to hang a page full of replies below. */
async function seedWall(site: RunningSite) {
  const storyId = await seedStory(site)
  const rootIds = Array.from({ length: ROOTS_ON_A_PAGE }, newId)
  for (const id of rootIds) {
    const answer = await post(site, storyId, { id, name: 'Root', body: 'A root to answer' })
    assert.equal(answer.status, 201)
  }
  return { storyId, rootIds }
}

/** Fills one story after the other, each with as many items as one page shows. */
async function fillWalls<Item>(
  site: RunningSite,
  items: readonly Item[],
  filling: {
    readonly onAPage: number
    readonly work: (item: Item, place: { storyId: string; parentId: string }) => Promise<number>
  },
): Promise<Wall[]> {
  const walls: Wall[] = []
  await inParallel(chunks(items, filling.onAPage), {
    atOnce: 2,
    work: async (group) => {
      const { storyId, rootIds } = await seedWall(site)
      let comments = ROOTS_ON_A_PAGE
      await inParallel(group, {
        atOnce: AT_ONCE / 2,
        work: async (item, at) => {
          comments += await filling.work(item, { storyId, parentId: rootIds[at % ROOTS_ON_A_PAGE] ?? '' })
        },
      })
      walls.push({ path: `/s/${storyId}`, comments })
    },
  })
  return walls
}

/** One string as words and as name; where one of them is refused, the other by itself. Gives how many were taken. */
async function postAsWordsAndName(
  site: RunningSite,
  text: string,
  { storyId, parentId }: { readonly storyId: string; readonly parentId: string },
): Promise<number> {
  const both = await post(site, storyId, { parentId, name: text, body: text })
  assertTakenOrRefused(both, text)
  if (both.code === null) return 1
  const other = both.code.startsWith('name-')
    ? { name: 'Somebody', body: text }
    : { name: text, body: `Words of ${newId()}` }
  const single = await post(site, storyId, { parentId, ...other })
  assertTakenOrRefused(single, text)
  return Number(single.code === null)
}

/** Strings as targets of links, together where that is allowed, or else one by one. */
async function postAsLinks(
  site: RunningSite,
  texts: readonly string[],
  place: { readonly storyId: string; readonly parentId: string },
): Promise<number> {
  const { storyId, parentId } = place
  const answer = await post(site, storyId, { parentId, name: 'Linker', body: linksTo(texts) })
  assertTakenOrRefused(answer, texts.join(' '))
  if (answer.code === null) return 1
  if (texts.length === 1) return 0
  let taken = 0
  for (const text of texts) taken += await postAsLinks(site, [text], place)
  return taken
}

function linksTo(texts: readonly string[]): string {
  return texts.map((text, at) => (at % 2 === 0 ? `[x](${text})` : `[x](<${text}>) <${text}>`)).join('\n\n')
}

/** Comments as files bring them: the string as author, as text, as HTML, and as a parent that is not there. */
function importedComments(texts: readonly string[]): ImportedComment[] {
  return chunks(texts, REPLIES_OF_A_ROOT / 2).flatMap((group) => {
    const root = seedComment({ author: group[0] ?? '', replyTo: { name: group[1] ?? '', found: false } })
    const below = { parentSourceId: root.sourceId, replyTo: { name: root.author, found: true } }
    const replies = group.flatMap((text) => [
      seedComment({ ...below, author: text, body: text, text }),
      seedComment({
        ...below,
        author: text,
        body: `${text}<a href="${text}">x</a>`,
        text,
        bodyFormat: 'html',
        verified: true,
      }),
    ])
    return [root, ...replies]
  })
}

/** Pages with everything that templates make, and nothing hostile in it. */
async function harmlessShapes(site: RunningSite): Promise<Shapes> {
  const comments = importedComments(['Ada', 'Bob', 'Cleo'])
  const facts = {
    sources: [
      { name: 'A', url: 'https://a.example/' },
      { name: 'B', url: null },
    ],
    comments,
  }
  const told = await seedStory(site, { ...facts, url: 'https://b.example/' })
  const bare = await seedStory(site, { byline: null, publishedAt: null, language: null, bodyHtml: '' })
  const { storyId, rootIds } = await seedWall(site)
  const [first = ''] = rootIds
  await post(site, storyId, { parentId: first, name: 'Dora', body: 'An answer' })
  const paths = ['/', `/s/${told}`, `/s/${bare}`, `/s/${storyId}`, `/c/${first}`]
  return shapesOf(await Promise.all(paths.map((path) => textOf(site, path))))
}

if (hasHostileLists()) {
  describe('hostile strings', async () => {
    const site = await runSite()
    const browser = await openBrowser(site.url)
    after(() => site.stop())
    const strings = hostileStrings()
    const shapes = await harmlessShapes(site)
    const noErrors = () => assert.deepEqual(site.errors.slice(0, 3), [])

    test('posted as words and as names', async (t) => {
      const walls = await fillWalls(site, strings, {
        onAPage: WALL,
        work: (text, place) => postAsWordsAndName(site, text, place),
      })
      t.diagnostic(
        `${strings.length} strings, ${walls.reduce((sum, wall) => sum + wall.comments, 0)} comments`,
      )
      noErrors()
      await assertPages(site, walls, shapes)
      await assertQuiet(t, browser, walls)
    })

    test('posted as targets of links', async (t) => {
      const walls = await fillWalls(site, chunks(strings, LINKS_IN_A_COMMENT), {
        onAPage: LINK_COMMENTS_ON_A_PAGE,
        work: (texts, place) => postAsLinks(site, texts, place),
      })
      t.diagnostic(`${walls.reduce((sum, wall) => sum + wall.comments, 0)} comments`)
      noErrors()
      await assertPages(site, walls, shapes)
      await assertQuiet(t, browser, walls)
    })

    test('brought in as authors, text and HTML of comments', async (t) => {
      const walls: Wall[] = []
      for (const group of chunks(strings, WALL / 2)) {
        const comments = importedComments(group)
        walls.push({ path: `/s/${await seedStory(site, { comments })}`, comments: comments.length })
      }
      await assertPages(site, walls, shapes)
      await assertQuiet(t, browser, walls)
      noErrors()
    })

    test('brought in as headlines, bylines, addresses, sources and text of stories', async (t) => {
      const paths: string[] = []
      await inParallel(strings, {
        atOnce: AT_ONCE,
        work: async (text) => {
          const sources = [{ name: text, url: text }]
          const facts = { headline: text, byline: text, language: text, url: text, bodyHtml: text, sources }
          paths.push(`/s/${await seedStory(site, facts)}`)
        },
      })
      const documents = await judgeStories(site, paths, shapes)
      await assertQuietDocuments(t, browser, documents)
      noErrors()
    })
  })
}
