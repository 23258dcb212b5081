/** TypeScript source told apart into code, comments, strings and templates, without a compiler. */

/** A comment, a string without placeholders, or a piece of a template. `at`: offset of its first character. */
export interface Piece {
  readonly at: number
  readonly text: string
}

export interface Template {
  readonly at: number
  /** What stands before the backtick: `html`, or nothing. */
  readonly tag: string
  /** The words between the placeholders: one more than there are placeholders. */
  readonly chunks: readonly Piece[]
}

export interface Scanned {
  readonly text: string
  /** As long as `text`; whatever stands in comments, strings, templates and patterns is blank. */
  readonly code: string
  readonly comments: readonly Piece[]
  readonly strings: readonly Piece[]
  readonly templates: readonly Template[]
}

interface Scan {
  readonly text: string
  readonly code: string[]
  readonly comments: Piece[]
  readonly strings: Piece[]
  readonly templates: Template[]
  at: number
}

/** Words after which a slash begins a pattern and does not divide. */
const BEFORE_PATTERN = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/

export function scanSource(text: string): Scanned {
  const scan: Scan = { text, code: text.split(''), comments: [], strings: [], templates: [], at: 0 }
  if (text.startsWith('#!')) skipTo(scan, lineEnd(scan))
  scanCode(scan, false)
  const { comments, strings, templates } = scan
  return { text, code: scan.code.join(''), comments, strings, templates }
}

/** The line of an offset, from 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

/** Goes on to the end of the text, or of the placeholder it stands in. */
function scanCode(scan: Scan, isPlaceholder: boolean): void {
  let depth = 0
  while (scan.at < scan.text.length) {
    const character = scan.text[scan.at]
    if (scan.text.startsWith('//', scan.at)) comment(scan, lineEnd(scan))
    else if (scan.text.startsWith('/*', scan.at)) comment(scan, endOf(scan, '*/'))
    else if (character === "'" || character === '"') quoted(scan, character)
    else if (character === '`') template(scan)
    else if (character === '/' && beginsPattern(scan)) pattern(scan)
    else {
      if (character === '{') depth += 1
      if (character === '}') depth -= 1
      if (isPlaceholder && depth < 0) return
      scan.at += 1
    }
  }
}

function comment(scan: Scan, end: number): void {
  scan.comments.push({ at: scan.at, text: scan.text.slice(scan.at, end) })
  skipTo(scan, end)
}

function quoted(scan: Scan, quote: string): void {
  const begin = scan.at
  scan.at += 1
  while (scan.at < scan.text.length && scan.text[scan.at] !== quote) {
    const step = scan.text[scan.at] === '\\' ? 2 : 1
    skipTo(scan, scan.at + step)
  }
  scan.strings.push({ at: begin, text: scan.text.slice(begin + 1, scan.at) })
  scan.at += 1
}

function template(scan: Scan): void {
  const begin = scan.at
  const tag = /[\w$]*$/.exec(scan.code.slice(Math.max(0, begin - 40), begin).join(''))?.[0] ?? ''
  const chunks: Piece[] = []
  scan.at += 1
  let chunkAt = scan.at
  const endChunk = () => chunks.push({ at: chunkAt, text: scan.text.slice(chunkAt, scan.at) })
  while (scan.at < scan.text.length && scan.text[scan.at] !== '`') {
    if (!scan.text.startsWith('${', scan.at)) {
      skipTo(scan, scan.at + (scan.text[scan.at] === '\\' ? 2 : 1))
      continue
    }
    endChunk()
    scan.at += 2
    scanCode(scan, true)
    scan.at += 1
    chunkAt = scan.at
  }
  endChunk()
  const [only, ...others] = chunks
  if (only && others.length === 0 && tag === '') scan.strings.push({ at: begin, text: only.text })
  scan.templates.push({ at: begin, tag, chunks })
  scan.at += 1
}

/** Whether the slash here begins a pattern: judged by what stands before it. */
function beginsPattern({ code, at }: Scan): boolean {
  const before = code
    .slice(Math.max(0, at - 200), at)
    .join('')
    .trimEnd()
  return !/[\w$)\]}'"`]$/.test(before) || BEFORE_PATTERN.test(before)
}

function pattern(scan: Scan): void {
  scan.at += 1
  let isClass = false
  while (scan.at < scan.text.length) {
    const character = scan.text[scan.at]
    if (character === '/' && !isClass) break
    if (character === '[') isClass = true
    if (character === ']') isClass = false
    skipTo(scan, scan.at + (character === '\\' ? 2 : 1))
  }
  scan.at += 1
}

function lineEnd({ text, at }: Scan): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

function endOf({ text, at }: Scan, mark: string): number {
  const end = text.indexOf(mark, at + mark.length)
  return end === -1 ? text.length : end + mark.length
}

/** Blanks everything up to `end`, so that only code is left; lines stay where they are. */
function skipTo(scan: Scan, end: number): void {
  for (let at = scan.at; at < end && at < scan.text.length; at += 1) {
    if (scan.code[at] !== '\n') scan.code[at] = ' '
  }
  scan.at = Math.min(end, scan.text.length)
}
