/** Parts the last comment of a flattened page from what the page prints below the thread. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { ImportProblem, ImportWarning } from '#domain/moving/imported-story.ts'
import { isReplyLine } from './comment-heading.ts'
import { tidyText } from './comment-parts.ts'
import type { FlattenedThread, ThreadedPart } from './flattened-thread.ts'
import { isLogInLine } from './page-furniture.ts'
import { fittingTargets } from './reply-target.ts'
import { readShownName } from './shown-name.ts'
import type { TextLines } from './text-lines.ts'

export interface ThreadAndBelow {
  readonly thread: FlattenedThread
  readonly warnings: readonly ImportWarning[]
}

interface Ending {
  /** Index of the line the comment really ends with. */
  readonly line: number
  readonly last: ThreadedPart
}

/** The closing line of the last comment with other lines after it, where its parent is known. */
function endingOfLine(text: TextLines, thread: FlattenedThread, last: ThreadedPart): Ending | null {
  const { part } = last
  if (part.replyLine !== null) return null
  for (let line = part.lastLine - 1; line >= part.heading.textStart; line -= 1) {
    const closing = text.lines[line] ?? ''
    if (!isReplyLine(closing)) continue
    for (const { target, author } of fittingTargets(closing, part.heading.names)) {
      const question = { name: target.name, verified: !target.marked, subject: target.subject }
      const found = thread.earlier.find(question)
      if (found === null || found.comment.index >= thread.comments.length - 1) continue
      const { name, marked } = readShownName(author)
      const words = tidyText(text.lines.slice(part.heading.textStart, line)).trim()
      const whole = { ...part, text: words, replyLine: closing, lastLine: line }
      const parent = found.comment.index
      return { line, last: { part: whole, author: name, verified: !marked, target, parent, found } }
    }
  }
  return null
}

/** "Log in to post comments" of the last comment with other lines after it, where every other comment ends so. */
function endingOfSubmitted(text: TextLines, thread: FlattenedThread, last: ThreadedPart): Ending | null {
  const { part } = last
  const others = thread.comments.slice(0, -1)
  if (part.closedByPage || others.length === 0 || !others.every((other) => other.part.closedByPage))
    return null
  const from = part.heading.textStart
  const at = text.lines.slice(from, part.lastLine).findLastIndex(isLogInLine)
  if (at === -1) return null
  const start =
    part.subject === null
      ? from
      : text.lines.findIndex((line, i) => i >= from && line.trim() === part.subject) + 1
  const words = tidyText(text.lines.slice(start, from + at)).trim()
  return {
    line: from + at,
    last: { ...last, part: { ...part, text: words, closedByPage: true, lastLine: from + at } },
  }
}

/** True where what stands below is one unfinished line: the beginning of a comment that was cut off. */
function isCutComment(text: TextLines, rest: readonly string[], thread: FlattenedThread): boolean {
  const written = rest.filter((line) => line.trim() !== '')
  const only = written[0] ?? ''
  if (written.some((line) => line.startsWith('Submitted by '))) return true
  if (written.length !== 1) return false
  const words = only.trim().split(' ')
  const known = words.some((_, at) =>
    thread.earlier.knows(readShownName(words.slice(0, at + 1).join(' ')).name),
  )
  return known || !text.finalNewline
}

/** Leaves the lines below the last comment out, and says so; a cut-off heading among them is a problem. */
export function cutBelowThread(
  text: TextLines,
  thread: FlattenedThread,
): Outcome<ThreadAndBelow, ImportProblem> {
  const last = thread.comments.at(-1)
  const same = done({ thread, warnings: [] })
  if (last === undefined) return same
  const ending =
    last.part.heading.layout === 'line'
      ? endingOfLine(text, thread, last)
      : endingOfSubmitted(text, thread, last)
  if (ending === null) return same
  const rest = text.lines.slice(ending.line + 1)
  const line =
    ending.line +
    2 +
    Math.max(
      0,
      rest.findIndex((below) => below.trim() !== ''),
    )
  if (isCutComment(text, rest, thread)) {
    const message = `line ${String(line)}: the file is cut off in the heading of a comment. Save the page again and import the whole file`
    return failed({ code: 'truncated', line, message })
  }
  const message = 'the lines below the last comment belong to the page and were left out'
  const comments = [...thread.comments.slice(0, -1), ending.last]
  return done({ thread: { ...thread, comments }, warnings: [{ code: 'text-below-thread', line, message }] })
}
