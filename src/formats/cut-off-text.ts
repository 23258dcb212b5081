/** Recognises a flattened page that was cut off in the middle of a comment. */
import type { ImportProblem } from '#domain/moving/imported-story.ts'
import { isReplyLine, readSubmittedLine } from './comment-heading.ts'
import { beginsDateWord } from './date-words.ts'
import type { EarlierComments } from './earlier-comments.ts'
import type { FlattenedThread, ThreadedPart } from './flattened-thread.ts'
import { isThreadFurniture } from './page-furniture.ts'
import { isCutReplyLine } from './reply-target.ts'
import { plainSpaces, readShownName } from './shown-name.ts'

/** Code units at a line's end in which a cut heading's date is looked for. */
const CUT_DATE_CODE_UNITS_MAX = 90

/** Numbers that make a date unmistakable, and with a weekday or month before them. */
const DATE_NUMBERS_MIN = 3
const WORDED_DATE_NUMBERS_MIN = 2

/** Words of two names tried as a pair; a longer line is no heading. */
const NAME_WORDS_MAX = 30

const PERMALINK = 'Permalink'
const CLOSING_LINE_MISSING =
  'its heading names whom it answers, but the closing line "In reply to … by …" is missing'

export interface PageEnd {
  readonly lines: readonly string[]
  readonly finalNewline: boolean
  readonly thread: FlattenedThread
}

function cut(line: number, why: string): ImportProblem {
  return {
    code: 'truncated',
    line: line + 1,
    message: `line ${String(line + 1)}: the file is cut off in the middle of a comment: ${why}. Save the page again and import the whole file`,
  }
}

function lastWritten(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line.trim() !== '')
}

/** True where the words are one known name, or two of them in a row. */
function areKnownNames(words: string, earlier: EarlierComments): boolean {
  const text = plainSpaces(words)
  const parts = text.split(' ')
  if (parts.length > NAME_WORDS_MAX) return false
  if (earlier.knows(readShownName(text).name)) return true
  return endsWithKnownPair(parts, earlier)
}

function endsWithKnownPair(parts: readonly string[], earlier: EarlierComments): boolean {
  return parts.some((_, at) => {
    if (at === 0) return false
    const first = readShownName(parts.slice(0, at).join(' ')).name
    return earlier.knows(first) && earlier.knows(readShownName(parts.slice(at).join(' ')).name)
  })
}

function shapeOf(text: string): string {
  return text.replace(/[A-Za-z]+/g, 'a').replace(/\d+/g, '9')
}

function datedWordsOnly(text: string): boolean {
  const words = text.match(/[A-Za-z]+/g) ?? []
  return words.every(
    (word) =>
      beginsDateWord(word) || PERMALINK.startsWith(word) || /^(?:[ap]m?|at?|T|Z|[A-Z]{2,5})$/i.test(word),
  )
}

/** True for "name Mon, 03/04/20": the beginning of a heading as the others of this page are written. */
function isCutHeading(end: PageEnd, line: string, heading: string): boolean {
  const text = plainSpaces(line.slice(-CUT_DATE_CODE_UNITS_MAX * 2))
  const whole = shapeOf(`${heading} ${PERMALINK}`)
  for (let start = Math.max(1, text.length - CUT_DATE_CODE_UNITS_MAX); start < text.length; start += 1) {
    if (text[start - 1] !== ' ') continue
    const rest = text.slice(start)
    if (!whole.startsWith(shapeOf(rest)) || !datedWordsOnly(rest)) continue
    const numbers = rest.match(/\d+/g)?.length ?? 0
    const worded = /^[A-Za-z]/.test(rest)
    const sure = numbers >= DATE_NUMBERS_MIN || (worded && numbers >= WORDED_DATE_NUMBERS_MIN)
    if (sure && (!end.finalNewline || areKnownNames(text.slice(0, start), end.thread.earlier))) return true
    if (!end.finalNewline && worded && numbers > 0) return true
  }
  return false
}

/** True where the text stops as no sentence does: in a letter, a digit, a comma, an opening bracket. */
export function endsMidSentence(line: string): boolean {
  // A guest's name alone is a heading that was cut.
  if (readShownName(line).marked) return true
  const last = line.trimEnd().split(' ').at(-1) ?? ''
  return !last.includes('://') && /[\p{L}\p{N}\p{M},;([{<_–—-]$/u.test(last)
}

/** True where a guest's mark stands between two names: no name goes on behind it. */
function holdsGuestMark(names: string): boolean {
  return /\(not verified\) \S/.test(names)
}

function cutReply(end: PageEnd, last: ThreadedPart, replies: number): ImportProblem | null {
  const { part } = last
  const line = end.lines[part.lastLine] ?? ''
  if (part.replyLine !== null) return null
  if (isReplyLine(line) && isCutReplyLine(line, part.heading.names)) {
    return cut(part.lastLine, '"In reply to" ends inside the name')
  }
  if (line.trimStart().startsWith('In reply to') && !end.finalNewline) {
    return cut(part.lastLine, 'it ends inside the line "In reply to"')
  }
  const names = plainSpaces(part.heading.names)
  const words = names.split(' ')
  const others = end.thread.comments.filter((comment) => comment !== last)
  if (words.length > NAME_WORDS_MAX) return null
  if (others.some(({ author }) => author === last.author)) return null
  const unclosed = others.some(({ part, target }) => target === null && holdsGuestMark(part.heading.names))
  if (holdsGuestMark(names) && !unclosed) return cut(part.heading.line, CLOSING_LINE_MISSING)
  if (replies === 0) return null
  const pair = endsWithKnownPair(words, end.thread.earlier)
  const parentOnly = words.some(
    (_, at) =>
      at > 0 && others.some(({ author }) => author === readShownName(words.slice(at).join(' ')).name),
  )
  return pair || (parentOnly && !end.finalNewline) ? cut(part.heading.line, CLOSING_LINE_MISSING) : null
}

function cutLinePage(end: PageEnd, last: ThreadedPart): ImportProblem | null {
  const replies = end.thread.comments.filter(({ target }) => target !== null).length
  const at = last.part.lastLine
  const line = end.lines[at] ?? ''
  if (at >= last.part.heading.textStart && isCutHeading(end, line, last.part.heading.date.text)) {
    return cut(at, 'it ends inside the heading of the next one')
  }
  return cutReply(end, last, replies)
}

/** The heading "Submitted by NAME on DATE" … "Permalink" that stops before its end. */
function cutSubmitted(end: PageEnd, from: number): ImportProblem | null {
  const written = lastWritten(end.lines)
  for (let index = written; index >= Math.max(from, written - 4); index -= 1) {
    const line = (end.lines[index] ?? '').trim()
    if (line.startsWith('Submitted by')) {
      const whole =
        readSubmittedLine(line) !== null ||
        isThreadFurniture(end.lines[lastWritten(end.lines.slice(0, index))] ?? '')
      return whole || !end.finalNewline ? cut(index, 'it ends inside the heading "Submitted by"') : null
    }
    if (line !== '' && !isReplyLine(line) && !PERMALINK.startsWith(line) && !line.startsWith('In reply'))
      return null
  }
  return null
}

function cutSubmittedPage(end: PageEnd, last: ThreadedPart): ImportProblem | null {
  const heading = cutSubmitted(end, last.part.heading.textStart)
  if (heading !== null) return heading
  const others = end.thread.comments.slice(0, -1)
  const closed = others.length > 0 && others.every(({ part }) => part.closedByPage)
  return closed && !last.part.closedByPage
    ? cut(
        last.part.lastLine,
        'every other comment is followed by "Log in to post comments", the last one is not',
      )
    : null
}

/** The problem where the page shows that it was cut off; null where it is whole or nothing can tell. */
export function findCutOff(end: PageEnd): ImportProblem | null {
  const last = end.thread.comments.at(-1)
  if (last === undefined) return null
  const { part } = last
  if (part.text === '' && part.replyLine === null && !part.closedByPage) {
    return cut(part.heading.line, 'nothing follows its heading')
  }
  if (part.text === '' && part.heading.layout === 'submitted' && !part.closedByPage) {
    return cut(part.heading.line, 'nothing follows its heading')
  }
  const found = part.heading.layout === 'line' ? cutLinePage(end, last) : cutSubmittedPage(end, last)
  if (found !== null) return found
  const closed = part.closedByPage || (part.heading.layout === 'line' && part.replyLine !== null)
  const line = end.lines[part.lastLine] ?? ''
  return !end.finalNewline && !closed && endsMidSentence(line)
    ? cut(
        part.lastLine,
        'the last line stops without a full stop or a line end (if the text is complete, end the file with an empty line)',
      )
    : null
}
