/** Finds the lines a comment of a flattened page starts with, in both layouts. */
import {
  splitTrailingDate,
  withWeekdayLeftOut,
  type TrailingDate,
  type WrittenDate,
} from './flattened-date.ts'
import { plainSpaces } from './shown-name.ts'

/** Code units: two names of 60 characters, both "(not verified)", a date and the word, three times over. */
const HEADING_CODE_UNITS_MAX = 640

/** Lines looked at between "Submitted by" and "Permalink": a blank, "In reply to", a blank, and one to spare. */
const SUBMITTED_LINES_MAX = 5

const PERMALINK = 'Permalink'
const SUBMITTED_BY = 'Submitted by '
const IN_REPLY_TO = 'In reply to '

/** `line`: AUTHOR [PARENT] DATE Permalink. `submitted`: Submitted by AUTHOR on DATE, Permalink below. */
export type HeadingLayout = 'line' | 'submitted'

export interface CommentHeading {
  readonly layout: HeadingLayout
  /** Index of the line, from 0. */
  readonly line: number
  /** The author; in layout `line` perhaps followed by the author replied to. */
  readonly names: string
  readonly date: WrittenDate
  /** The "In reply to" line of layout `submitted`. */
  readonly replyLine: string | null
  /** Index of the first line after the heading. */
  readonly textStart: number
}

/** True for a line that says "In reply to … by …", whoever wrote it. */
export function isReplyLine(line: string): boolean {
  const text = line.trimStart()
  return text.startsWith(IN_REPLY_TO) && text.includes('by ')
}

function datedNames(text: string): TrailingDate | null {
  const found = splitTrailingDate(plainSpaces(text))
  return found === null || found.before === '' ? null : found
}

function submittedName(found: TrailingDate): TrailingDate | null {
  // The name itself may hold or end in " on": only the one right before the date is the layout's.
  if (!found.before.endsWith(' on')) return null
  const before = found.before.slice(0, -' on'.length).trim()
  return before === '' ? null : { ...found, before }
}

/** The name and date of a line "Submitted by NAME on DATE"; null for any other. */
export function readSubmittedLine(line: string): TrailingDate | null {
  const text = line.trim()
  if (text.length > HEADING_CODE_UNITS_MAX || !text.startsWith(SUBMITTED_BY)) return null
  const found = datedNames(text.slice(SUBMITTED_BY.length))
  return found === null ? null : submittedName(found)
}

interface SubmittedTail {
  readonly replyLine: string | null
  readonly textStart: number
}

/** Looks below "Submitted by" for "Permalink", with "In reply to" before or after it. */
function submittedTail(lines: readonly string[], from: number): SubmittedTail | null {
  let replyLine: string | null = null
  const end = Math.min(lines.length, from + SUBMITTED_LINES_MAX)
  for (let index = from; index < end; index += 1) {
    const text = (lines[index] ?? '').trim()
    if (text === '') continue
    if (text === PERMALINK) return { replyLine, textStart: index + 1 }
    if (replyLine !== null || !isReplyLine(text)) return null
    replyLine = text
  }
  return null
}

function submittedHeading(lines: readonly string[], line: number): CommentHeading | null {
  const found = readSubmittedLine(lines[line] ?? '')
  if (found === null) return null
  const tail = submittedTail(lines, line + 1)
  if (tail === null) return null
  return { layout: 'submitted', line, names: found.before, date: found.date, ...tail }
}

function lineHeading(lines: readonly string[], line: number): CommentHeading | null {
  const text = (lines[line] ?? '').trim()
  if (text.length > HEADING_CODE_UNITS_MAX || !/\sPermalink$/.test(text) || isReplyLine(text)) return null
  const found = datedNames(text.slice(0, -PERMALINK.length))
  if (found === null) return null
  if (found.before.startsWith(SUBMITTED_BY)) {
    // Some extractors put the link of the second layout on the same line.
    const named = submittedName({ ...found, before: found.before.slice(SUBMITTED_BY.length) })
    const replies = isReplyLine(lines[line + 1] ?? '')
    const replyLine = replies ? (lines[line + 1] ?? '').trim() : null
    const textStart = line + (replies ? 2 : 1)
    if (named !== null) {
      return { layout: 'submitted', line, names: named.before, date: named.date, replyLine, textStart }
    }
  }
  return { layout: 'line', line, names: found.before, date: found.date, replyLine: null, textStart: line + 1 }
}

/** A site prints all its dates alike: where most have no weekday, "Joe Friday 03/04/2019" is a name that ends so. */
function withOneWeekdayHabit(headings: readonly CommentHeading[]): readonly CommentHeading[] {
  const withWeekday = headings.filter(({ date }) => date.weekday !== null).length
  if (withWeekday === 0 || withWeekday * 2 >= headings.length) return headings
  return headings.map((heading) => {
    const found = withWeekdayLeftOut({ before: heading.names, date: heading.date })
    return { ...heading, names: found.before, date: found.date }
  })
}

/**
 * All headings of the layout the page uses, in order. A line counts only with a date that is in the calendar,
 * and "Submitted by" only with its "Permalink" below, so that words of a body stay words.
 */
export function findHeadings(lines: readonly string[]): readonly CommentHeading[] {
  const found: CommentHeading[] = []
  for (let line = 0; line < lines.length; line += 1) {
    const text = lines[line] ?? ''
    if (text.length > HEADING_CODE_UNITS_MAX) continue
    const heading = submittedHeading(lines, line) ?? lineHeading(lines, line)
    if (heading === null) continue
    found.push(heading)
    line = Math.max(line, heading.textStart - 1)
  }
  const submitted = found.filter(({ layout }) => layout === 'submitted')
  const first = found[0]?.layout ?? 'line'
  const balance = submitted.length * 2 - found.length
  const layout = balance === 0 ? first : balance > 0 ? 'submitted' : 'line'
  const ofLayout = found.filter((heading) => heading.layout === layout)
  const timed = ofLayout.filter(({ date }) => date.time !== null)
  // Where the site prints a time of day, a bare date is somebody's words.
  return withOneWeekdayHabit(timed.length * 2 > ofLayout.length ? timed : ofLayout)
}
