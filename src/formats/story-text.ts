/** Reads the article above the comments of a flattened page: headline, byline, date, body, sources. */
import { escapeHtml } from '#base/escape-html.ts'
import type { StorySource } from '#domain/story/story.ts'
import { readSubmittedLine } from './comment-heading.ts'
import { readDate, splitTrailingDate, type WrittenDate } from './flattened-date.ts'
import type { PlacedDate } from './settled-dates.ts'
import { isThreadFurniture } from './page-furniture.ts'
import { readShownName } from './shown-name.ts'
import { readSources } from './story-sources.ts'

/** Characters of a line that can be a heading within the text. */
const HEADING_CHARACTERS_MAX = 80

/** Characters of a byline; a longer line that begins with "By" is a sentence. */
const BYLINE_CHARACTERS_MAX = 100

/** Lines below the headline where byline and date are looked for. */
const LINES_BELOW_HEADLINE_MAX = 3

/** Characters a hard-wrapped line has at most, and the share of the longest line that the others reach. */
const WRAPPED_CHARACTERS_MAX = 100
const WRAPPED_CHARACTERS_MIN = 40

/** Characters of a paragraph that makes a file without comments look like an article. */
const ARTICLE_PARAGRAPH_CHARACTERS_MIN = 80

const CLOSING_PUNCTUATION = /[.,;:!?…。！？；：؟।"”»]$/u
const HEADING_START = /^["“‘«(]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u
const BULLET = /^[-•]\s+/
const QUOTE = /^>\s?/
const DATE_LABEL = /^(?:published|posted|updated|created|date)(?:\s+on)?\s*:?\s+/i

export interface StoryText {
  readonly headline: string
  readonly byline: string | null
  readonly published: PlacedDate | null
  readonly bodyHtml: string
  readonly sources: readonly StorySource[]
  /** True where at least one paragraph reads like an article's. */
  readonly looksLikeArticle: boolean
}

interface Above {
  readonly byline: string | null
  readonly published: PlacedDate | null
  /** Index of the first line of the body. */
  readonly bodyStart: number
}

type Block =
  | { readonly kind: 'break' }
  | { readonly kind: 'quote'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly text: string; readonly single: boolean }

/** `* * *`, `***`, `---`, `⁂` and the like. */
function isSectionBreak(line: string): boolean {
  const marks = line.replace(/\s+/g, '')
  if (marks === '⁂') return true
  const first = marks[0] ?? ''
  return '*-_#~•'.includes(first) && first !== '' && marks.length >= 3 && marks === first.repeat(marks.length)
}

interface Byline {
  readonly name: string
  readonly dated: WrittenDate | null
}

function readByline(line: string): Byline | null {
  const text = line.trim()
  const submitted = readSubmittedLine(text)
  if (submitted !== null) return { name: readShownName(submitted.before).name, dated: submitted.date }
  if (text.length > BYLINE_CHARACTERS_MAX || !/^by\s+\S/i.test(text) || /[.!?:]$/.test(text)) return null
  const rest = text.slice('by '.length).trim()
  const found = splitTrailingDate(rest)
  const name = (found?.before ?? rest).replace(/(?:\s+on|[\s,|•·–—-]+)$/, '').trim()
  return name === '' || !HEADING_START.test(name) ? null : { name, dated: found?.date ?? null }
}

function belowHeadline(lines: readonly string[], start: number): Above {
  let byline: string | null = null
  let published: PlacedDate | null = null
  let bodyStart = start
  let looked = 0
  for (let index = start; index < lines.length && looked < LINES_BELOW_HEADLINE_MAX; index += 1) {
    const line = (lines[index] ?? '').trim()
    if (line === '') continue
    looked += 1
    const date: WrittenDate | null =
      published === null ? (readDate(line) ?? readDate(line.replace(DATE_LABEL, ''))) : null
    const by: Byline | null = byline === null && date === null ? readByline(line) : null
    if (date === null && by === null) break
    if (date !== null) published = { date, line: index + 1 }
    if (by !== null) {
      byline = by.name
      if (by.dated !== null) published ??= { date: by.dated, line: index + 1 }
    }
    bodyStart = index + 1
  }
  return { byline, published, bodyStart }
}

/** Lines of one block that were broken only because a column ended are one paragraph; others are one each. */
function paragraphsOf(lines: readonly string[]): readonly string[] {
  const longest = Math.max(...lines.map((line) => line.length))
  const wrapped =
    lines.length > 1 &&
    longest <= WRAPPED_CHARACTERS_MAX &&
    longest >= WRAPPED_CHARACTERS_MIN &&
    lines.slice(0, -1).every((line) => line.length * 2 >= longest)
  return wrapped ? [lines.join(' ')] : lines
}

function blocksOf(group: readonly string[]): readonly Block[] {
  if (group.every((line) => QUOTE.test(line))) {
    return [{ kind: 'quote', lines: group.map((line) => line.replace(QUOTE, '')) }]
  }
  if (group.every((line) => BULLET.test(line))) {
    return [{ kind: 'list', lines: group.map((line) => line.replace(BULLET, '')) }]
  }
  const paragraphs = paragraphsOf(group)
  return paragraphs.map((text) => ({ kind: 'text' as const, text, single: paragraphs.length === 1 }))
}

function kindOf(line: string): 'quote' | 'list' | 'text' {
  return QUOTE.test(line) ? 'quote' : BULLET.test(line) ? 'list' : 'text'
}

function readBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  let group: string[] = []
  const flush = (): void => {
    if (group.length > 0) blocks.push(...blocksOf(group))
    group = []
  }
  for (const raw of lines) {
    const line = raw.trim()
    const breaks = isSectionBreak(line)
    if (line === '' || breaks || (group[0] !== undefined && kindOf(group[0]) !== kindOf(line))) flush()
    if (breaks) blocks.push({ kind: 'break' })
    else if (line !== '') group.push(line)
  }
  flush()
  return blocks
}

function isHeading(block: Block, next: Block | undefined): boolean {
  if (block.kind !== 'text' || next === undefined || next.kind === 'break') return false
  const { text } = block
  return text.length <= HEADING_CHARACTERS_MAX && !CLOSING_PUNCTUATION.test(text) && HEADING_START.test(text)
}

function htmlOf(blocks: readonly Block[]): string {
  const pieces = blocks.map((block, index) => {
    if (block.kind === 'break') return '<hr>'
    if (block.kind === 'list') {
      return `<ul>${block.lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
    }
    if (block.kind === 'quote') {
      const paragraphs = block.lines.filter((line) => line.trim() !== '')
      return `<blockquote>${paragraphs.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</blockquote>`
    }
    const tag = block.single && isHeading(block, blocks[index + 1]) ? 'h2' : 'p'
    return `<${tag}>${escapeHtml(block.text)}</${tag}>`
  })
  return pieces.join('\n')
}

interface Sourced {
  readonly blocks: readonly Block[]
  readonly sources: readonly StorySource[]
}

/** Takes "Sources: …" off the end, whether its names stand in the line or as a list below. */
function takeSources(blocks: readonly Block[]): Sourced {
  const last = blocks.at(-1)
  const label = blocks.at(-2)
  if (last?.kind === 'list' && label?.kind === 'text' && /^sources?:$/i.test(label.text)) {
    const sources = readSources(`Sources:\n${last.lines.join('\n')}\n`)
    if (sources !== null) return { blocks: blocks.slice(0, -2), sources }
  }
  const sources = last?.kind === 'text' ? readSources(last.text) : null
  return sources === null ? { blocks, sources: [] } : { blocks: blocks.slice(0, -1), sources }
}

function withoutThreadFurniture(lines: readonly string[], headlineAt: number): readonly string[] {
  let end = lines.length
  while (end > headlineAt + 1) {
    const line = lines[end - 1] ?? ''
    if (line.trim() !== '' && !isThreadFurniture(line)) break
    end -= 1
  }
  return lines.slice(0, end)
}

/** `lines`: everything above the first comment. The first line that is not empty is the headline. */
export function readStoryText(lines: readonly string[], fallbackHeadline: string): StoryText {
  const headlineAt = lines.findIndex((line) => line.trim() !== '')
  const headline = headlineAt === -1 ? fallbackHeadline : (lines[headlineAt] ?? '').trim()
  const article = withoutThreadFurniture(lines, headlineAt)
  const { byline, published, bodyStart } = belowHeadline(article, headlineAt + 1)
  const { blocks, sources } = takeSources(readBlocks(article.slice(bodyStart)))
  const looksLikeArticle = blocks.some(
    (block) =>
      block.kind === 'text' &&
      block.text.length >= ARTICLE_PARAGRAPH_CHARACTERS_MIN &&
      /[.!?…。！？]["”»’)]?$/u.test(block.text),
  )
  return { headline, byline, published, bodyHtml: htmlOf(blocks), sources, looksLikeArticle }
}
