/** The story that browser tests read and write under, and how to find one's way on its page. */
import type { Locator, Page } from 'playwright-core'
import type { ImportedComment, ImportedStory } from '#domain/moving/imported-story.ts'
import { NOON, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'
import { createWords } from '#pages/words.ts'

/** The words of the site, as its pages have them. */
export const { say } = createWords({ language: 'en', timeZone: 'UTC' })

/** A member: no guest may write under this name. */
export const MEMBER = 'Old Salt'

/** How deep the first conversation goes below its root. */
export const DEPTH = 8

const MS_PER_MINUTE = 60_000

const BODY_HTML = `<p>The ferry sails again on Monday, the harbour office said.</p>
<h2>Three weeks in the dock</h2>
<blockquote><p>“We found the crack in time,” the engineer said.</p></blockquote>
<hr>
<p>Tickets cost what they cost before.</p>`

/** Words of the roots, oldest first. */
export const ROOTS = [
  'I missed the ferry.',
  'Tickets are too dear.',
  'An answer to somebody who is gone.',
] as const

/** Words of the replies of the first conversation, from the root down. */
export const CHAIN = Array.from({ length: DEPTH }, (_, level) => `Reply at level ${level + 1}.`)

function minutesBeforeNoon(minutes: number): number {
  return NOON - minutes * MS_PER_MINUTE
}

/** Three conversations: one eight levels deep, one of a single comment, one whose parent was not captured. */
function conversations(): ImportedComment[] {
  const [first, second, third] = ROOTS
  const root = seedComment({
    body: first,
    text: first,
    author: 'Bob Ferrier',
    createdAt: minutesBeforeNoon(90),
  })
  const comments = [root]
  let parent = root
  for (const [level, text] of CHAIN.entries()) {
    parent = seedComment({
      body: text,
      text,
      author: level % 2 === 0 ? MEMBER : `Deckhand ${level}`,
      verified: level % 2 === 0,
      parentSourceId: parent.sourceId,
      replyTo: { name: parent.author, found: true },
      createdAt: minutesBeforeNoon(80 - level),
    })
    comments.push(parent)
  }
  return [
    ...comments,
    seedComment({ body: second, text: second, author: 'Mira Lund', createdAt: minutesBeforeNoon(60) }),
    seedComment({
      body: third,
      text: third,
      author: 'Late Reader',
      replyTo: { name: 'Gone Person', found: false },
      createdAt: minutesBeforeNoon(30),
    }),
  ]
}

export async function seedHarbourStory(
  site: RunningSite,
  facts: Partial<ImportedStory> = {},
): Promise<{ readonly id: string; readonly path: string }> {
  const id = await seedStory(site, {
    headline: 'The ferry sails again',
    byline: 'Ines Kowal',
    bodyHtml: BODY_HTML,
    sources: [
      { name: 'Harbour Gazette', url: 'https://gazette.example/ferry' },
      { name: 'Letter of the harbour office', url: null },
    ],
    comments: conversations(),
    ...facts,
  })
  return { id, path: `/s/${id}` }
}

/** The comment with these words, without its replies. */
export function comment(page: Page, words: string): Locator {
  return page.locator('article.comment', { has: page.locator('.words', { hasText: words }) })
}

export async function idOf(found: Locator): Promise<string> {
  return (await found.getAttribute('data-comment')) ?? ''
}

/** Words of the roots in the order they stand. */
export function rootWords(page: Page): Promise<string[]> {
  return page.locator('[data-comments] > li > article .words').allInnerTexts()
}

/** The form for a new conversation. */
export function composer(page: Page): Locator {
  return page.locator('form[data-composer=""]')
}

export async function fillComposer(
  form: Locator,
  { name, body }: { readonly name?: string; readonly body: string },
): Promise<void> {
  await form.getByLabel(say('composer.body')).fill(body)
  if (name !== undefined) await form.getByLabel(say('composer.name')).fill(name)
}

export function button(within: Locator | Page, name: string): Locator {
  return within.getByRole('button', { name, exact: true })
}

/** Signs in through a fresh link, as somebody who reads the terminal does. */
export async function signIn(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path)
  await page.getByLabel(say('signIn.name')).fill(name)
  await button(page, say('signIn.confirm')).click()
  await page.getByText(say('you.moderator', { name })).waitFor()
}
