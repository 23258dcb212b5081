/** The format `page-html`: a saved page of Drupal 6 to 11, the article and the thread below it. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type {
  ImportedComment,
  ImportedFile,
  ImportProblem,
  ImportWarning,
} from '#domain/moving/imported-story.ts'
import { findCutOffHtml } from './cut-off-html.ts'
import { readMarkedComments, type MarkedComment } from './drupal-comments.ts'
import { markedParents, type MarkedParent } from './drupal-parents.ts'
import type { FileReader, ReadingOptions } from './file-reader.ts'
import { readArticleBody, readHtmlArticle, removeThread, type HtmlArticle } from './html-article.ts'
import type { PageDocument } from './page-element.ts'
import { PAGE_HTML_LIMITS } from './reading-limits.ts'
import { settleDates, type PlacedDate } from './settled-dates.ts'
import { slugOf } from './story-key.ts'
import { splitLines } from './text-lines.ts'

const FORMAT = 'page-html'

/** Code units at the beginning in which a page's first tag stands, after comments and processing instructions. */
const OPENING_CODE_UNITS_MAX = 4096

/** Deepest markup taken in; the parser and the selectors use time for each level. */
const TAGS_OPEN_MAX = 5_000

/** Elements that close nothing, or that the parser closes by itself. */
const UNCLOSED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option path'.split(
    ' ',
  ),
)

/** Tags of a page; a thread of 16 MiB has about a third of that, and the parser needs memory for each. */
const TAGS_MAX = 1_000_000

interface Thread {
  readonly marked: readonly MarkedComment[]
  readonly parents: readonly MarkedParent[]
  /** Line each comment starts at, by its id. */
  readonly lines: ReadonlyMap<string, number>
}

interface Times {
  readonly comments: readonly number[]
  readonly published: number | null
  readonly warnings: readonly ImportWarning[]
}

/** First line that names each comment. */
function linesOfComments(lines: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const [index, line] of lines.entries()) {
    for (const match of line.matchAll(/\bid=["']?comment-(\d+)|about="\/comment\/(\d+)/g)) {
      const id = match[1] ?? match[2] ?? ''
      if (!found.has(id)) found.set(id, index + 1)
    }
  }
  return found
}

function hasTooManyTags(html: string): boolean {
  let count = 0
  for (let at = html.indexOf('<'); at !== -1 && count <= TAGS_MAX; at = html.indexOf('<', at + 1)) count += 1
  return count > TAGS_MAX
}

const NO_COMMENTS: ImportProblem = {
  code: 'no-comments',
  line: null,
  message:
    'no comment was recognised on this page; page-html reads the comments of Drupal 6 to 11. Save the page with its comments open, or say --format',
}

/** The depth as the tags alone tell it, left out those that need no end tag. */
export function nestsTooDeep(html: string): boolean {
  let depth = 0
  for (const tag of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (UNCLOSED.has((tag[2] ?? '').toLowerCase())) continue
    depth = Math.max(0, depth + (tag[1] === '/' ? -1 : 1))
    if (depth > TAGS_OPEN_MAX) return true
  }
  return false
}

export async function parsePage(html: string): Promise<PageDocument> {
  const { parseHTML } = await import('linkedom')
  const whole = /<html[\s>]/i.test(html.slice(0, OPENING_CODE_UNITS_MAX))
  const parsed: unknown = parseHTML(
    whole ? html : `<!doctype html><html><body>${html}</body></html>`,
  ).document
  // linkedom types its nodes as a browser's; the reader names the part of them that it uses.
  return parsed as PageDocument
}

function datesOf(thread: Thread, article: HtmlArticle): readonly PlacedDate[] {
  const dates: PlacedDate[] = []
  for (const { id, date } of thread.marked) {
    if (date.written !== null) dates.push({ date: date.written, line: thread.lines.get(id) ?? null })
  }
  if (article.publishedAt === null && article.published !== null) {
    dates.push({ date: article.published, line: null })
  }
  return dates
}

function settleTimes(
  thread: Thread,
  article: HtmlArticle,
  options: ReadingOptions,
): Outcome<Times, ImportProblem> {
  const settled = settleDates(datesOf(thread, article), options)
  if (!settled.ok) return settled
  const warnings = [...settled.value.warnings]
  const times = [...settled.value.times]
  let next = 0
  let before = article.publishedAt ?? 0
  const comments = thread.marked.map(({ id, author, date, changedAt }) => {
    const written = date.written === null ? undefined : times[next]
    if (date.written !== null) next += 1
    const known = date.moment ?? written
    if (known === undefined) {
      const message =
        changedAt === null
          ? `the date of the comment by ${author} could not be read; that of the comment before it was taken`
          : `the date of the comment by ${author} could not be read; the time of its last change was taken`
      warnings.push({ code: 'date-not-read', line: thread.lines.get(id) ?? null, message })
    }
    before = known ?? changedAt ?? before
    return before
  })
  const published = article.publishedAt ?? (article.published === null ? null : (times.at(-1) ?? null))
  return done({ comments, published, warnings })
}

function commentsOf(thread: Thread, times: Times): readonly ImportedComment[] {
  return thread.marked.map((comment, index) => {
    const parent = thread.parents[index]
    const id = parent?.id ?? null
    const name = parent?.name ?? null
    return {
      sourceId: comment.id,
      parentSourceId: id,
      replyTo: name === null ? null : { name, found: id !== null },
      author: comment.author,
      verified: comment.verified,
      createdAt: times.comments[index] ?? 0,
      state: comment.held ? 'held' : 'published',
      subject: comment.subject,
      bodyFormat: 'html',
      body: comment.body,
      text: comment.text,
      line: thread.lines.get(comment.id) ?? null,
    }
  })
}

function threadWarnings(thread: Thread): readonly ImportWarning[] {
  const warnings: ImportWarning[] = []
  for (const [index, comment] of thread.marked.entries()) {
    const parent = thread.parents[index]
    const line = thread.lines.get(comment.id) ?? null
    if (parent !== undefined && parent.name !== null && parent.id === null) {
      const whom = comment.replyTo === null ? 'a comment' : `comment ${comment.replyTo.id}`
      const message = `comment ${comment.id} by ${comment.author} answers ${whom} that is not on this page; it was brought in as a root that says so`
      warnings.push({ code: 'parent-not-captured', line, message })
    }
    if (comment.text === '')
      warnings.push({ code: 'empty-comment', line, message: `comment ${comment.id} has no words` })
  }
  return warnings
}

function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--|<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|section|article|a)\s)/i.test(
    text.slice(0, OPENING_CODE_UNITS_MAX),
  )
}

function refusal(html: string): ImportProblem | null {
  if (!looksLikeHtml(html)) {
    return {
      code: 'not-page-html',
      line: 1,
      message:
        'line 1: this is not a saved web page (it does not begin with an HTML tag); check the file or say --format',
    }
  }
  const cutOff = findCutOffHtml(html)
  if (cutOff !== null) return cutOff
  // No parser need look at a page that never speaks of comments.
  if (!/comment/i.test(html)) return NO_COMMENTS
  if (hasTooManyTags(html)) {
    const message = `the page has more than ${String(TAGS_MAX)} tags; save fewer comments on one page`
    return { code: 'too-many-tags', line: null, message }
  }
  if (!nestsTooDeep(html)) return null
  const message = `the page nests more than ${String(TAGS_OPEN_MAX)} tags inside one another; no page does`
  return { code: 'nested-too-deep', line: null, message }
}

async function readPage(
  given: string,
  options: ReadingOptions,
): Promise<Outcome<ImportedFile, ImportProblem>> {
  const split = splitLines(given, PAGE_HTML_LIMITS)
  if (!split.ok) return split
  const html = given.startsWith('\uFEFF') ? given.slice(1) : given
  const refused = refusal(html)
  if (refused !== null) return failed(refused)
  const page = await parsePage(html)
  const language = page.documentElement.getAttribute('lang') ?? 'en'
  const marked = readMarkedComments(page.documentElement, !language.toLowerCase().startsWith('en'))
  if (marked.length === 0) {
    return failed(NO_COMMENTS)
  }
  const thread: Thread = { marked, parents: markedParents(marked), lines: linesOfComments(split.value.lines) }
  removeThread(page)
  const article = readHtmlArticle(page, options.siteUrl)
  const times = settleTimes(thread, article, options)
  if (!times.ok) return times
  const headline = article.headline ?? options.fileName
  const story = {
    url: article.url,
    sourceKey: article.url ?? `capture:${slugOf(headline) || 'capture'}`,
    headline,
    byline: article.byline,
    publishedAt: times.value.published,
    language: article.language,
    bodyHtml: await readArticleBody(page),
    sources: [],
    comments: commentsOf(thread, times.value),
  }
  const warnings = [...threadWarnings(thread), ...times.value.warnings]
  return done({ format: FORMAT, stories: [story], warnings })
}

/** Reads saved Drupal pages; any beginning that is HTML is recognised, since comments come late in a page. */
export const pageHtmlReader: FileReader = {
  format: FORMAT,
  recognises: looksLikeHtml,
  read: readPage,
}
