/** Pages full of hostile strings: how stories get them, by posting and by import, and how the pages are read. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { ImportedComment } from '#domain/moving/imported-story.ts'
import { COMMENT_LINKS_MAX, PAGE_STORIES_MAX } from '#domain/limits.ts'
import { ERRORS } from '#contract/errors.ts'
import { createUuidSource } from '#base/uuid-source.ts'
import { inParallel } from '#test/browser/in-parallel.ts'
import { seedComment, seedStory, type RunningSite } from '#test/running-site.ts'
import { shapesOf, type Shapes } from '#test/browser/judge-page.ts'

/** Requests under way at once: many writes share one wait for the disk. */
export const AT_ONCE = 64
/** Comments of one page: four branches, each as long as a page shows. */
const ROOTS_ON_A_PAGE = 4
const REPLIES_OF_A_ROOT = 48
const WALL = ROOTS_ON_A_PAGE * REPLIES_OF_A_ROOT

const newId = createUuidSource(Date.now, (count) => new Uint8Array(randomBytes(count)))

export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const found: Item[][] = []
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size))
  return found
}

export async function textOf(site: Pick<RunningSite, 'url'>, path: string): Promise<string> {
  const answer = await fetch(new URL(path, site.url), { headers: { 'Accept-Encoding': 'identity' } })
  assert.equal(answer.status, 200, path)
  return answer.text()
}

export interface Wall {
  readonly path: string
  /** Comments that must stand on it: a page that shows nothing proves nothing. */
  readonly comments: number
}

interface Answer {
  readonly status: number
  readonly code: string | null
}

export async function post(
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
          const taken = await filling.work(item, { storyId, parentId: rootIds[at % ROOTS_ON_A_PAGE] ?? '' })
          comments += taken
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
export async function harmlessShapes(site: RunningSite): Promise<Shapes> {
  const comments = importedComments(['Ada', 'Bob', 'Cleo'])
  const facts = {
    sources: [
      { name: 'A', url: 'https://a.example/' },
      { name: 'B', url: null },
    ],
    comments,
  }
  // One more than the front page lists: it leads on to older ones.
  for (let more = 0; more <= PAGE_STORIES_MAX; more += 1) await seedStory(site)
  const told = await seedStory(site, { ...facts, url: 'https://b.example/' })
  const bare = await seedStory(site, { byline: null, publishedAt: null, language: null, bodyHtml: '' })
  const { storyId, rootIds } = await seedWall(site)
  const [first = ''] = rootIds
  await post(site, storyId, { parentId: first, name: 'Dora', body: 'An answer' })
  const paths = ['/', '/log', `/s/${told}`, `/s/${bare}`, `/s/${storyId}`, `/c/${first}`]
  return shapesOf(await Promise.all(paths.map((path) => textOf(site, path))))
}

/** Every string posted as words and as name. */
export function postedWords(site: RunningSite, strings: readonly string[]): Promise<Wall[]> {
  return fillWalls(site, strings, {
    onAPage: WALL,
    work: (text, place) => postAsWordsAndName(site, text, place),
  })
}

/** Every string posted as target of a link: as many in a comment as it may hold, or each in its own. */
export function postedLinks(site: RunningSite, strings: readonly string[]): Promise<Wall[]> {
  return fillWalls(site, chunks(strings, COMMENT_LINKS_MAX), {
    onAPage: Math.floor(WALL / COMMENT_LINKS_MAX),
    work: (texts, place) => postAsLinks(site, texts, place),
  })
}

/** Every string brought in as author, as text and as HTML. */
export async function importedWords(site: RunningSite, strings: readonly string[]): Promise<Wall[]> {
  const walls: Wall[] = []
  for (const group of chunks(strings, WALL / 2)) {
    const comments = importedComments(group)
    walls.push({ path: `/s/${await seedStory(site, { comments })}`, comments: comments.length })
  }
  return walls
}

/** Every string brought in as all that a story has but comments. Gives the paths. */
export async function importedStories(site: RunningSite, strings: readonly string[]): Promise<string[]> {
  const paths: string[] = []
  await inParallel(strings, {
    atOnce: AT_ONCE,
    work: async (text) => {
      const sources = [{ name: text, url: text }]
      const facts = { headline: text, byline: text, language: text, url: text, bodyHtml: text, sources }
      paths.push(`/s/${await seedStory(site, facts)}`)
    },
  })
  return paths
}
