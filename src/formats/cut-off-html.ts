/** Recognises a saved page that was cut off in the middle of its comments, from its tags alone. */
import type { ImportProblem } from '#domain/moving/imported-story.ts'

/** Code units of one tag looked at; attributes beyond (pictures inside the page) tell nothing here. */
const TAG_CODE_UNITS_MAX = 4096

const CONTAINER = /^<(\/?)(div|article|section|ul|ol|li)(?=[\s/>])/i
const RAW_TEXT = /^<(script|style|textarea)(?=[\s/>])/i
const CLASSES = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i
const ID = /\sid\s*=\s*["']?(comment-\d+|comments)(?=["'\s>])/i
const THREAD_CLASSES = new Set(
  'comment js-comment indented comment-wrapper comments field--name-comment'.split(' '),
)

interface Open {
  readonly name: string
  readonly at: number
  readonly inThread: boolean
}

interface Scan {
  readonly open: readonly Open[]
  /** Where a tag, a comment or a script began that never ended; null: none. */
  readonly unfinished: number | null
}

/** Position after the tag's `>`; quoted attribute values may hold one. -1 where the tag never ends. */
function endOfTag(html: string, at: number): number {
  let quote = ''
  for (let index = at; index < html.length; index += 1) {
    const character = html[index] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if ((character === '"' || character === "'") && /[=\s]/.test(html[index - 1] ?? '')) {
      quote = character
    } else if (character === '>') return index + 1
  }
  return -1
}

function isOfThread(tag: string): boolean {
  if (ID.test(tag)) return true
  const found = CLASSES.exec(tag)
  const names = (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').split(/\s+/)
  return names.some((name) => THREAD_CLASSES.has(name))
}

class OpenTags {
  readonly list: Open[] = []
  readonly #count = new Map<string, number>()

  add(open: Open): void {
    this.list.push(open)
    this.#count.set(open.name, (this.#count.get(open.name) ?? 0) + 1)
  }

  /** Closes the nearest of that name and all inside it; a stray end tag closes nothing. */
  close(name: string): void {
    if ((this.#count.get(name) ?? 0) === 0) return
    let closed: Open | undefined
    do {
      closed = this.list.pop()
      if (closed !== undefined) this.#count.set(closed.name, (this.#count.get(closed.name) ?? 1) - 1)
    } while (closed !== undefined && closed.name !== name)
  }
}

function scan(html: string): Scan {
  const open = new OpenTags()
  let at = html.indexOf('<')
  while (at !== -1) {
    let next = at + 1
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4)
      if (end === -1) return { open: open.list, unfinished: at }
      next = end + 3
    } else if (/[A-Za-z/]/.test(html[at + 1] ?? '')) {
      const end = endOfTag(html, at)
      if (end === -1) return { open: open.list, unfinished: at }
      const tag = html.slice(at, Math.min(end, at + TAG_CODE_UNITS_MAX))
      next = afterTag(html, { tag, at, end }, open)
      if (next === -1) return { open: open.list, unfinished: at }
    }
    at = html.indexOf('<', next)
  }
  return { open: open.list, unfinished: null }
}

function afterTag(html: string, found: { tag: string; at: number; end: number }, open: OpenTags): number {
  const raw = RAW_TEXT.exec(found.tag)
  if (raw !== null) {
    const closing = new RegExp(`</${raw[1] ?? ''}(?=[\\s/>])`, 'gi')
    closing.lastIndex = found.end
    return closing.exec(html)?.index ?? -1
  }
  const container = CONTAINER.exec(found.tag)
  if (container === null) return found.end
  const name = (container[2] ?? '').toLowerCase()
  if (container[1] === '/') open.close(name)
  else open.add({ name, at: found.at, inThread: isOfThread(found.tag) })
  return found.end
}

/** Line of a position, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let feed = text.indexOf('\n'); feed !== -1 && feed < at; feed = text.indexOf('\n', feed + 1)) line += 1
  return line
}

/** The problem where the page stops inside a tag or inside its comments; null where it is whole. */
export function findCutOffHtml(html: string): ImportProblem | null {
  const { open, unfinished } = scan(html)
  const whole = /<\/html\s*>\s*(?:<!--[^>]*-->\s*)?$/i.test(html.slice(-TAG_CODE_UNITS_MAX))
  const within = whole ? undefined : open.findLast(({ inThread }) => inThread)
  const at = within?.at ?? (whole ? null : unfinished)
  if (at === null) return null
  const line = lineAt(html, at)
  const where = within === undefined ? 'inside a tag' : 'in the middle of a comment'
  return {
    code: 'truncated',
    line,
    message: `line ${String(line)}: the page is cut off ${where}: what opens here is never closed. Save the page again and import the whole file`,
  }
}
