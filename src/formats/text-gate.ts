/** Lets the bytes of a file in piece by piece, and refuses early what no reader could take. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { ImportProblem } from '#domain/moving/imported-story.ts'
import type { ReadingLimits } from './reading-limits.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export interface TextGate {
  /** The next bytes; the problem as soon as there is one, and nothing is kept from then on. */
  readonly push: (chunk: Uint8Array) => ImportProblem | null
  /** All of it as text, once the last piece is in. */
  readonly text: () => Outcome<string, ImportProblem>
}

interface Progress {
  bytes: number
  line: number
  lineBytes: number
}

function lineTooLong(line: number, limits: ReadingLimits): ImportProblem {
  return {
    code: 'line-too-long',
    line,
    message: `line ${String(line)} is longer than ${String(limits.maxLineBytes)} bytes; no page has such a line, so this is another kind of file`,
  }
}

function fileTooLarge(limits: ReadingLimits): ImportProblem {
  return {
    code: 'file-too-large',
    line: null,
    message: `the file is larger than ${String(limits.maxBytes)} bytes; split it and import the parts`,
  }
}

/** Follows line ends through a piece; stops at the first line over the limit. */
function advance(progress: Progress, chunk: Uint8Array, limits: ReadingLimits): ImportProblem | null {
  progress.bytes += chunk.length
  let start = 0
  while (start <= chunk.length) {
    const feed = nextLineEnd(chunk, start)
    const end = feed === -1 ? chunk.length : feed
    progress.lineBytes += end - start
    if (progress.lineBytes > limits.maxLineBytes) return lineTooLong(progress.line, limits)
    if (feed === -1) break
    progress.line += chunk[feed] === LINE_FEED ? 1 : 0
    progress.lineBytes = 0
    start = feed + 1
  }
  return progress.bytes > limits.maxBytes ? fileTooLarge(limits) : null
}

function nextLineEnd(chunk: Uint8Array, from: number): number {
  for (let index = from; index < chunk.length; index += 1) {
    if (chunk[index] === LINE_FEED || chunk[index] === CARRIAGE_RETURN) return index
  }
  return -1
}

/** Length of the well-formed UTF-8 sequence at `at`; 0 where there is none (RFC 3629, section 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const second = bytes[at + 1] ?? 0
  const follows = (offset: number): boolean => ((bytes[at + offset] ?? 0) & 0xc0) === 0x80
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80
    const high = first === 0xed ? 0x9f : 0xbf
    return second >= low && second <= high && follows(2) ? 3 : 0
  }
  if (first < 0xf0 || first > 0xf4) return 0
  const low = first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xf4 ? 0x8f : 0xbf
  return second >= low && second <= high && follows(2) && follows(3) ? 4 : 0
}

function badByte(bytes: Uint8Array): ImportProblem {
  let line = 1
  let lineStart = 0
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) break
    if (bytes[at] === LINE_FEED) {
      line += 1
      lineStart = at + 1
    }
    at += length
  }
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0')
  return {
    code: 'not-utf-8',
    line,
    message: `line ${String(line)}, byte ${String(at - lineStart + 1)}: 0x${byte} is not UTF-8 text; save the file as UTF-8`,
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** The first character no text holds: a NUL shows that the file is binary. */
export function findNul(text: string): ImportProblem | null {
  const at = text.indexOf('\u0000')
  if (at === -1) return null
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  return {
    code: 'binary-file',
    line,
    message: `line ${String(line)}, character ${String(column)}: a NUL character; this is a binary file, not the text of a page`,
  }
}

function decoded(chunks: readonly Uint8Array[], size: number): Outcome<string, ImportProblem> {
  const bytes = joined(chunks, size)
  const encoding = encodingOf(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    const nul = findNul(text)
    return nul === null ? done(text) : failed(nul)
  } catch {
    // The decoder says that, not where: look again for the place.
    if (encoding === 'utf-8') return failed(badByte(bytes))
    const message = `the file says it is ${encoding.toUpperCase()} and is not; save it as UTF-8`
    return failed({ code: 'not-utf-16', line: null, message })
  }
}

/** A new gate. Memory stays within `maxBytes` and one piece, however large the file is. */
export function createTextGate(limits: ReadingLimits): TextGate {
  const progress: Progress = { bytes: 0, line: 1, lineBytes: 0 }
  let chunks: Uint8Array[] = []
  let problem: ImportProblem | null = null
  return {
    push: (chunk) => {
      if (problem !== null) return problem
      problem = advance(progress, chunk, limits)
      if (problem === null) chunks.push(chunk.slice())
      else chunks = []
      return problem
    },
    text: () => (problem === null ? decoded(chunks, progress.bytes) : failed(problem)),
  }
}
