/** Splits a text into lines, after looking for what no pattern should ever be run on. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { ImportProblem } from '#domain/moving/imported-story.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { findNul } from './text-gate.ts'

const REPLACEMENT = '\uFFFD'

/** One in so many characters unreadable: more is a wrongly decoded file, less is a blemish the page itself had. */
const REPLACEMENTS_ONE_IN = 100

export interface TextLines {
  readonly lines: readonly string[]
  readonly finalNewline: boolean
  /** Line of the first U+FFFD, from 1; null: none. */
  readonly blemish: number | null
}

function longLine(text: string, max: number): number | null {
  let line = 1
  let start = 0
  while (start <= text.length) {
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    if (
      end - start > max &&
      text
        .slice(start, end)
        .split('\r')
        .some((part) => part.length > max)
    )
      return line
    if (feed === -1) return null
    line += 1
    start = end + 1
  }
  return null
}

function blemishProblem(text: string): { readonly line: number | null; readonly unreadable: boolean } {
  const first = text.indexOf(REPLACEMENT)
  if (first === -1) return { line: null, unreadable: false }
  let count = 0
  for (let at = first; at !== -1; at = text.indexOf(REPLACEMENT, at + 1)) count += 1
  const line = text.slice(0, first).split('\n').length
  return { line, unreadable: count * REPLACEMENTS_ONE_IN > text.length }
}

/** The lines, or why this is no text that can be read; costs one pass, whatever the file holds. */
export function splitLines(given: string, limits: ReadingLimits): Outcome<TextLines, ImportProblem> {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given
  if (text.length > limits.maxBytes) {
    const message = `the file is larger than ${String(limits.maxBytes)} bytes; split it and import the parts`
    return failed({ code: 'file-too-large', line: null, message })
  }
  const long = longLine(text, limits.maxLineBytes)
  if (long !== null) {
    const message = `line ${String(long)} is longer than ${String(limits.maxLineBytes)} characters; no page has such a line, so this is another kind of file`
    return failed({ code: 'line-too-long', line: long, message })
  }
  const nul = findNul(text)
  if (nul !== null) return failed(nul)
  if (text.trim() === '') {
    return failed({ code: 'empty-file', line: null, message: 'the file is empty; save the page again' })
  }
  const { line, unreadable } = blemishProblem(text)
  if (unreadable) {
    const message = `line ${String(line)}: unreadable characters; the file is binary or was not saved as UTF-8`
    return failed({ code: 'not-utf-8', line, message })
  }
  const lines = text.split(/\r\n|\n|\r/)
  const finalNewline = lines.at(-1) === ''
  return done({ lines: finalNewline ? lines.slice(0, -1) : lines, finalNewline, blemish: line })
}
