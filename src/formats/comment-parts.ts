/** Cuts the lines below each heading into what they are: subject, words, closing line, page furniture. */
import type { CommentHeading } from './comment-heading.ts'
import { isReplyLine } from './comment-heading.ts'
import { isLogInLine, isReplyLink } from './page-furniture.ts'
import { fittingTargets } from './reply-target.ts'

/** Characters of a subject line in the second layout: Drupal's column holds 64. */
const SUBJECT_CHARACTERS_MAX = 64

/** Headings looked back over for the one a closing line belongs to: more quoted headings in one body are unheard of. */
const QUOTED_HEADINGS_MAX = 8

export interface CommentPart {
  readonly heading: CommentHeading
  readonly subject: string | null
  /** Paragraphs parted by one empty line. */
  readonly text: string
  /** "In reply to … by …", wherever the layout has it. */
  readonly replyLine: string | null
  /** True where a line of the page ("Log in to post comments") closed the comment. */
  readonly closedByPage: boolean
  /** Index of the last line that is not blank, heading included. */
  readonly lastLine: number
}

interface Span {
  readonly start: number
  readonly end: number
}

function trimmedSpan(lines: readonly string[], span: Span): Span {
  let { start, end } = span
  while (end > start && (lines[end - 1] ?? '').trim() === '') end -= 1
  while (start < end && (lines[start] ?? '').trim() === '') start += 1
  return { start, end }
}

interface Stripped {
  readonly span: Span
  readonly closedByPage: boolean
}

function withoutFurniture(lines: readonly string[], span: Span, replyLinks: boolean): Stripped {
  let inner = trimmedSpan(lines, span)
  let closedByPage = false
  while (inner.end > inner.start) {
    const last = lines[inner.end - 1] ?? ''
    const logIn = isLogInLine(last)
    if (!logIn && !(replyLinks && isReplyLink(last))) break
    closedByPage ||= logIn
    inner = trimmedSpan(lines, { start: inner.start, end: inner.end - 1 })
  }
  return { span: inner, closedByPage }
}

/** Lines as text: no space at line ends, never more than one empty line. */
export function tidyText(lines: readonly string[]): string {
  const kept: string[] = []
  for (const line of lines) {
    const text = line.trimEnd()
    if (text !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(text)
  }
  while (kept.at(-1) === '') kept.pop()
  return kept.join('\n')
}

function spans(lines: readonly string[], headings: readonly CommentHeading[]): readonly Span[] {
  return headings.map(({ textStart }, index) => ({
    start: textStart,
    end: headings[index + 1]?.line ?? lines.length,
  }))
}

/** "Reply" alone on a line is somebody's word unless at least half of the comments end with it. */
function hasReplyLinks(lines: readonly string[], all: readonly Span[]): boolean {
  const ending = all.filter((span) => {
    const { start, end } = withoutFurniture(lines, span, false).span
    return end > start && isReplyLink(lines[end - 1] ?? '')
  })
  return ending.length > 0 && ending.length * 2 >= all.length
}

/**
 * A body may quote a whole heading. It shows by the closing line: where that does not fit the nearest heading but
 * fits one before it that has none of its own, what stands between are quotations.
 */
function withoutQuotedHeadings(
  lines: readonly string[],
  headings: readonly CommentHeading[],
): readonly CommentHeading[] {
  const all = spans(lines, headings)
  const closings = all.map((span) => {
    const { start, end } = withoutFurniture(lines, span, false).span
    const line = end > start ? (lines[end - 1] ?? '') : ''
    return isReplyLine(line) ? line : null
  })
  const fits = headings.map((heading, index) => {
    const closing = closings[index] ?? null
    return closing !== null && fittingTargets(closing, heading.names).length > 0
  })
  const quoted = new Set<number>()
  for (let index = 1; index < headings.length; index += 1) {
    const closing = closings[index] ?? null
    if (closing === null || fits[index] === true) continue
    for (let back = index - 1; back >= Math.max(0, index - QUOTED_HEADINGS_MAX); back -= 1) {
      if (fits[back] === true) break
      if (fittingTargets(closing, headings[back]?.names ?? '').length === 0) continue
      for (let between = back + 1; between <= index; between += 1) quoted.add(between)
      break
    }
  }
  return headings.filter((_, index) => !quoted.has(index))
}

function linePart(lines: readonly string[], heading: CommentHeading, stripped: Stripped): CommentPart {
  const { start, end } = stripped.span
  const last = end > start ? (lines[end - 1] ?? '') : ''
  const replies = isReplyLine(last) && fittingTargets(last, heading.names).length > 0
  return {
    heading,
    subject: null,
    text: tidyText(lines.slice(start, replies ? end - 1 : end)),
    replyLine: replies ? last : null,
    closedByPage: stripped.closedByPage,
    lastLine: Math.max(heading.textStart, end) - 1,
  }
}

interface SubjectPlace {
  readonly line: string | null
  /** True where an empty line stands between "Permalink" and the subject. */
  readonly apart: boolean
}

function subjectPlace(lines: readonly string[], heading: CommentHeading, span: Span): SubjectPlace {
  const apart = span.start > heading.textStart
  const line = (lines[span.start] ?? '').trim()
  const alone = span.end - span.start > 2 && (lines[span.start + 1] ?? '').trim() === ''
  return { line: alone && line.length <= SUBJECT_CHARACTERS_MAX ? line : null, apart }
}

/** A site has subjects or has none: most comments must have one, all of them where an empty line blurs the place. */
function hasSubjects(places: readonly SubjectPlace[]): boolean {
  const found = places.filter(({ line }) => line !== null).length
  if (places.some(({ apart }) => apart)) return found > 1 && found === places.length
  return found * 2 >= places.length
}

/** The comments of a page as parts, in file order. */
export function commentParts(
  lines: readonly string[],
  found: readonly CommentHeading[],
): readonly CommentPart[] {
  const inLine = found[0]?.layout !== 'submitted'
  const headings = inLine ? withoutQuotedHeadings(lines, found) : found
  const all = spans(lines, headings)
  const replyLinks = hasReplyLinks(lines, all)
  const stripped = all.map((span) => withoutFurniture(lines, span, replyLinks))
  const nothing: Stripped = { span: { start: 0, end: 0 }, closedByPage: false }
  if (inLine) return headings.map((heading, index) => linePart(lines, heading, stripped[index] ?? nothing))
  const places = headings.map((heading, index) =>
    subjectPlace(lines, heading, (stripped[index] ?? nothing).span),
  )
  const subjects = hasSubjects(places)
  return headings.map((heading, index) => {
    const { span, closedByPage } = stripped[index] ?? nothing
    const subject = subjects ? (places[index]?.line ?? null) : null
    const text = tidyText(lines.slice(subject === null ? span.start : span.start + 2, span.end))
    const lastLine = Math.max(heading.textStart, span.end) - 1
    return { heading, subject, text, replyLine: heading.replyLine, closedByPage, lastLine }
  })
}
