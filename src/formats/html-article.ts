/** Reads the article of a saved page: address, headline, byline, date, body. */
import { splitTrailingDate, readDate, type WrittenDate } from './flattened-date.ts'
import { isElement, walk, wordsOf, type PageDocument, type PageElement } from './page-element.ts'
import { readShownName } from './shown-name.ts'
import { webAddress } from './story-key.ts'

/** Elements Readability is let loose on; it looks at each several times. */
const ELEMENTS_MAX = 50_000

/** Levels of elements inside one another that a page written by people stays below. */
const NESTING_MAX = 256

/** Characters of text below which what Readability finds is a menu, not an article. */
const ARTICLE_CHARACTERS_MIN = 140

const THREAD_SECTIONS =
  '#comments, section.comments, .comment-wrapper, .field--name-comment, .field--type-comment, [data-drupal-selector="comments"]'
const THREAD_PIECES =
  'article.comment, article.js-comment, div.comment, [data-comment-user-id], div.indented, a[id^="comment-"], .comment-form, #comment-form'
const KEPT = ['html', 'body', 'main']

export interface HtmlArticle {
  readonly url: string | null
  readonly headline: string | null
  readonly byline: string | null
  /** Unix milliseconds, where the page states the moment. */
  readonly publishedAt: number | null
  /** The date as printed, where only that is there. */
  readonly published: WrittenDate | null
  readonly language: string | null
  /** The picture the page names for links to it. */
  readonly imageUrl: string | null
}

interface LinkedData {
  readonly headline: string | null
  readonly author: string | null
  readonly datePublished: string | null
}

function meta(page: PageDocument, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = page.querySelector(`meta[property="${name}"], meta[name="${name}"]`)
    const content = found?.getAttribute('content')?.trim() ?? ''
    if (content !== '') return content
  }
  return null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  if (Array.isArray(value))
    return textOf(
      value
        .map(textOf)
        .filter((part) => part !== null)
        .join(', '),
    )
  return isRecord(value) ? textOf(value['name']) : null
}

function parsed(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json)
    const graph = isRecord(value) && Array.isArray(value['@graph']) ? value['@graph'] : value
    return Array.isArray(graph) ? graph : [graph]
  } catch {
    // A page with broken JSON-LD is still a page: the other signs serve.
    return []
  }
}

function linkedData(page: PageDocument): LinkedData {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    for (const item of parsed(script.textContent ?? '')) {
      if (!isRecord(item) || !/Article|Posting|WebPage/.test(textOf(item['@type']) ?? '')) continue
      const found = {
        headline: textOf(item['headline']),
        author: textOf(item['author']),
        datePublished: textOf(item['datePublished']),
      }
      if (found.headline !== null || found.datePublished !== null) return found
    }
  }
  return { headline: null, author: null, datePublished: null }
}

/** The page's own address: a page of the thread's pager stands for the same story. */
function storyAddress(address: string | null): string | null {
  if (address === null) return null
  const url = new URL(address)
  url.hash = ''
  url.searchParams.delete('page')
  return url.href
}

function titleOf(page: PageDocument): string | null {
  const title = wordsOf(page.querySelector('title'))
  const site = meta(page, 'og:site_name')
  const parts = title.split(/\s+[|–—]\s+/)
  const named =
    parts.length > 1 && (site === null || parts.at(-1) === site) ? parts.slice(0, -1).join(' – ') : title
  return named === '' ? null : named
}

function bylineIn(page: PageDocument): { readonly name: string | null; readonly date: WrittenDate | null } {
  const area = page.querySelector('.node__submitted, .node__meta, .node .submitted, .byline')
  if (area === null) return { name: null, date: null }
  const words = wordsOf(area).replace(/^(?:submitted\s+)?by\s+/i, '')
  const found = splitTrailingDate(words)
  const linked = wordsOf(area.querySelector('[rel~="author"], .username, a[href*="/user"]'))
  const before = (found?.before ?? words).replace(/(?:\s+on|[\s,|]+)$/, '')
  const name = readShownName(linked === '' ? before : linked).name
  return { name: name === '' || readDate(name) !== null ? null : name, date: found?.date ?? readDate(words) }
}

function moment(value: string | null): number | null {
  if (value === null || !/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** What the page says about its article. Call it after the comments were taken out. */
export function readHtmlArticle(page: PageDocument, siteUrl: string | null): HtmlArticle {
  const data = linkedData(page)
  const canonical = page.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? null
  const address = webAddress(canonical, siteUrl) ?? webAddress(meta(page, 'og:url'), siteUrl)
  const stated = [
    meta(page, 'article:published_time', 'dcterms.created', 'date'),
    data.datePublished,
    page
      .querySelector('[property~="schema:dateCreated"], [property~="dc:created"]')
      ?.getAttribute('content') ?? null,
    page.querySelector('article time[datetime], .node time[datetime]')?.getAttribute('datetime') ?? null,
  ].filter((value) => value !== null)
  const byline = bylineIn(page)
  const author = meta(page, 'author', 'article:author', 'dcterms.creator')
  const h1 = wordsOf(page.querySelector('h1'))
  return {
    url: storyAddress(address),
    headline: meta(page, 'og:title') ?? data.headline ?? (h1 === '' ? titleOf(page) : h1),
    byline: data.author ?? (author !== null && !/^https?:/.test(author) ? author : byline.name),
    publishedAt: stated.map(moment).find((time) => time !== null) ?? null,
    published: stated.map(readDate).find((date) => date !== null) ?? byline.date,
    language: page.documentElement.getAttribute('lang') || null,
    imageUrl: webAddress(meta(page, 'og:image'), siteUrl),
  }
}

/** Removes the thread from the page, and nothing that also holds the article. */
export function removeThread(page: PageDocument): void {
  for (const section of page.querySelectorAll(THREAD_SECTIONS)) {
    const holdsArticle =
      section.querySelector('h1, .node__content, .field--name-body, .field-name-body') !== null
    if (!KEPT.includes(section.localName) && !holdsArticle) section.remove()
  }
  for (const piece of page.querySelectorAll(THREAD_PIECES)) piece.remove()
}

/** Elements, and how deep they nest. */
function extentOf(root: PageElement): { readonly elements: number; readonly nesting: number } {
  let elements = 0
  let level = 0
  let nesting = 0
  walk(root, {
    enter: (node) => {
      if (!isElement(node)) return false
      elements += 1
      level += 1
      nesting = Math.max(nesting, level)
      return true
    },
    leave: (node) => {
      if (isElement(node)) level -= 1
    },
  })
  return { elements, nesting }
}

/** The article's own HTML, cleaned by Readability; empty where the page holds no article. Uses the page up. */
export async function readArticleBody(page: PageDocument): Promise<string> {
  const { elements, nesting } = extentOf(page.documentElement)
  if (elements > ELEMENTS_MAX || nesting > NESTING_MAX) return ''
  const { Readability } = await import('@mozilla/readability')
  const field = page.querySelector('.field--name-body, .field-name-body')
  const fallback = field?.innerHTML.trim() ?? ''
  try {
    const article = new Readability(page).parse()
    const long = (article?.textContent ?? '').trim().length >= ARTICLE_CHARACTERS_MIN
    return long && typeof article?.content === 'string' ? article.content : fallback
  } catch {
    // Readability throws on pages that are odd in ways it did not foresee; the thread is worth having alone.
    return fallback
  }
}
