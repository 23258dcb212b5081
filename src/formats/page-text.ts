/** The format `page-text`: the plain text that a text extractor leaves of an article page with comments. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type {
  ImportedComment,
  ImportedFile,
  ImportedStory,
  ImportProblem,
  ImportWarning,
} from '#domain/moving/imported-story.ts'
import { commentParts } from './comment-parts.ts'
import { findHeadings, type CommentHeading } from './comment-heading.ts'
import { endsMidSentence, findCutOff } from './cut-off-text.ts'
import { cutBelowThread } from './below-thread.ts'
import type { FileReader, ReadingOptions } from './file-reader.ts'
import { threadParts, type FlattenedThread, type ThreadedPart } from './flattened-thread.ts'
import { isCommentsHeading } from './page-furniture.ts'
import { PAGE_TEXT_LIMITS } from './reading-limits.ts'
import { settleDates, type PlacedDate, type SettledDates } from './settled-dates.ts'
import { plainSpaces } from './shown-name.ts'
import { slugOf, storyUrl } from './story-key.ts'
import { readStoryText, type StoryText } from './story-text.ts'
import { splitLines, type TextLines } from './text-lines.ts'

const FORMAT = 'page-text'

/** Characters of a quotation inside a message. */
const QUOTED_CHARACTERS_MAX = 80

interface Page {
  readonly story: StoryText
  readonly thread: FlattenedThread
  readonly dates: SettledDates
  readonly sourceIds: readonly string[]
}

function parentWarning(comment: ThreadedPart): ImportWarning | null {
  const { part, author, target, found } = comment
  if (target === null) return null
  const line = part.heading.line + 1
  if (found === null) {
    return {
      code: 'parent-not-captured',
      line,
      message: `${author} answers ${target.name}, by whom no earlier comment is in the file; it was brought in as a root that says so`,
    }
  }
  if (target.subject === '' || found.subjectMatches === 1) return null
  if (found.subjectMatches === 0) {
    return {
      code: 'parent-by-name-only',
      line,
      message: `${author} answers "${target.subject}" by ${target.name}; no earlier comment by ${target.name} begins so, the nearest was taken`,
    }
  }
  return {
    code: 'several-parents-fit',
    line,
    message: `${author} answers "${target.subject}" by ${target.name}, which ${String(found.subjectMatches)} earlier comments fit; the latest was taken`,
  }
}

/** Author, date as printed and, from the second on, which one of those it is: the same in a later capture. */
function sourceIdsOf(thread: FlattenedThread): readonly string[] {
  const seen = new Map<string, number>()
  return thread.comments.map(({ part, author, verified }) => {
    const name = verified ? author : `${author} (not verified)`
    const key = `${name}, ${part.heading.date.text}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? key : `${key} (${String(count)})`
  })
}

/** A subject that the system made from the body says nothing of its own. */
function ownSubject(subject: string | null, text: string): string | null {
  if (subject === null) return null
  const beginning = plainSpaces(subject)
    .replace(/(?:…|\.\.\.)$/, '')
    .trim()
  const body = plainSpaces(text.slice(0, subject.length * 2 + QUOTED_CHARACTERS_MAX))
  return body.startsWith(beginning) ? null : subject
}

function commentOf(page: Page, index: number): ImportedComment {
  const { comments } = page.thread
  const comment = comments[index]
  if (comment === undefined) throw new Error(`no comment ${String(index)}`)
  const { part, author, verified, target, parent } = comment
  return {
    sourceId: page.sourceIds[index] ?? '',
    parentSourceId: parent === null ? null : (page.sourceIds[parent] ?? null),
    replyTo: target === null ? null : { name: target.name, found: parent !== null },
    author,
    verified,
    createdAt: page.dates.times[index] ?? 0,
    state: 'published',
    subject: ownSubject(part.subject, part.text),
    bodyFormat: 'text',
    body: part.text,
    text: part.text,
    line: part.heading.line + 1,
  }
}

/** "Comments" is no name for a story: there the first comment tells it from the next such file. */
function slugFor(headline: string, firstId: string | undefined, fileName: string): string {
  const told = isCommentsHeading(headline) ? `${headline} ${firstId ?? ''}` : headline
  return slugOf(told) || slugOf(fileName) || 'capture'
}

function storyOf(page: Page, options: ReadingOptions): ImportedStory {
  const { story, thread, dates, sourceIds } = page
  const slug = slugFor(story.headline, sourceIds[0], options.fileName)
  return {
    url: storyUrl(options.siteUrl, slug),
    sourceKey: `capture:${slug}`,
    headline: story.headline,
    byline: story.byline,
    publishedAt: story.published === null ? null : (dates.times.at(-1) ?? null),
    language: null,
    bodyHtml: story.bodyHtml,
    sources: story.sources,
    comments: thread.comments.map((_, index) => commentOf(page, index)),
  }
}

function noComments(text: TextLines, story: StoryText): ImportProblem | null {
  const at = text.lines.findIndex(
    (line) => line.length <= QUOTED_CHARACTERS_MAX * 4 && /\sPermalink\s*$/.test(line),
  )
  if (at !== -1) {
    const quoted = (text.lines[at] ?? '').trim().slice(0, QUOTED_CHARACTERS_MAX)
    const message = `line ${String(at + 1)}: "${quoted}" ends with Permalink but has no name and date that can be read before it, and no other line starts a comment`
    return { code: 'no-comments', line: at + 1, message }
  }
  const last = text.lines.length
  if (story.looksLikeArticle && !text.finalNewline && endsMidSentence(text.lines[last - 1] ?? '')) {
    const message = `line ${String(last)}: the file is cut off in the middle of a line, before any comment. Save the page again and import the whole file (if it is complete, end it with an empty line)`
    return { code: 'truncated', line: last, message }
  }
  if (story.looksLikeArticle && !/^\s*(?:[<{[]|%PDF)/.test(text.lines[0] ?? '')) return null
  return {
    code: 'not-page-text',
    line: 1,
    message:
      'this is not the text of a page with comments: no line reads "NAME DATE Permalink" or "Submitted by NAME on DATE"; check the file or say --format',
  }
}

function pageWarnings(text: TextLines, thread: FlattenedThread): readonly ImportWarning[] {
  const warnings: ImportWarning[] = []
  if (text.blemish !== null) {
    const message =
      'the file holds characters that were lost before it was saved (shown as \uFFFD); they were kept'
    warnings.push({ code: 'lost-characters', line: text.blemish, message })
  }
  if (thread.comments.length === 0) {
    warnings.push({
      code: 'no-comments',
      line: null,
      message: 'no comment was found; only the story was read',
    })
  }
  for (const comment of thread.comments) {
    const line = comment.part.heading.line + 1
    if (comment.part.text === '')
      warnings.push({ code: 'empty-comment', line, message: 'the comment has no words' })
    const warning = parentWarning(comment)
    if (warning !== null) warnings.push(warning)
  }
  return warnings
}

function placedDates(thread: FlattenedThread, story: StoryText): readonly PlacedDate[] {
  const dates = thread.comments.map(({ part }) => ({ date: part.heading.date, line: part.heading.line + 1 }))
  return story.published === null ? dates : [...dates, story.published]
}

function readThread(text: TextLines, headings: readonly CommentHeading[]): ReturnType<typeof cutBelowThread> {
  return cutBelowThread(text, threadParts(commentParts(text.lines, headings)))
}

function readPage(given: string, options: ReadingOptions): Outcome<ImportedFile, ImportProblem> {
  const split = splitLines(given, PAGE_TEXT_LIMITS)
  if (!split.ok) return split
  const text = split.value
  const headings = findHeadings(text.lines)
  const story = readStoryText(text.lines.slice(0, headings[0]?.line ?? text.lines.length), options.fileName)
  if (headings.length === 0) {
    const problem = noComments(text, story)
    if (problem !== null) return failed(problem)
  }
  const below = readThread(text, headings)
  if (!below.ok) return below
  const { thread, warnings: dropped } = below.value
  const cutOff = findCutOff({ lines: text.lines, finalNewline: text.finalNewline, thread })
  if (cutOff !== null) return failed(cutOff)
  const settled = settleDates(placedDates(thread, story), options)
  if (!settled.ok) return settled
  const page: Page = { story, thread, dates: settled.value, sourceIds: sourceIdsOf(thread) }
  const warnings = [...pageWarnings(text, thread), ...dropped, ...settled.value.warnings]
  return done({ format: FORMAT, stories: [storyOf(page, options)], warnings })
}

/** Reads both layouts of a flattened page; a beginning is recognised by its first comment heading. */
export const pageTextReader: FileReader = {
  format: FORMAT,
  recognises: (beginning) => {
    const split = splitLines(beginning, PAGE_TEXT_LIMITS)
    return split.ok && !/^\s*</.test(beginning) && findHeadings(split.value.lines).length > 0
  },
  read: readPage,
}
