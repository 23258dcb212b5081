/**
 * Builds well-formed HTML from a stream of openings, texts and closings that may be nested in any way: every
 * piece of text is put where the elements around it may legally hold it, and nothing empty is written.
 */
import { COMMENT_BLOCK_NESTING_MAX } from '#domain/limits.ts'
import { escapeAttribute, escapeText } from './escape-exactly.ts'
import { safeLink, trueHost } from './safe-link.ts'

type BlockRole = 'blockquote' | 'ul' | 'ol' | 'li' | 'pre' | 'paragraph' | 'heading2' | 'heading3'
type InlineRole = 'em' | 'strong' | 'code' | 'a'
/** `cell` parts words, `quoted` gets quotation marks; both are no elements of ours. */
export type Role = BlockRole | InlineRole | 'br' | 'hr' | 'cell' | 'quoted'

export interface BuildRules {
  /** `bold`: a heading becomes a paragraph in bold, as comments have no headings. */
  readonly headings: 'keep' | 'bold'
  /** Whether `hr` is written. */
  readonly sectionBreaks: boolean
  readonly rel: string
  /** Whether a link whose text names another host gets its true one added. */
  readonly namesHosts: boolean
}

/** An element of the source that is open now. */
interface Around {
  readonly id: number
  readonly role: BlockRole | InlineRole
  /** `href` of a link (null: refused), `start` of a list. */
  readonly value: string | null
}

/** An element to stand around a text. Two with the same key are the same element. */
interface Place {
  readonly key: string
  readonly tag: string
  readonly attributes: string
  readonly isBlock: boolean
  readonly href: string | null
}

interface OpenPlace extends Place {
  text: string
}

const INLINE: ReadonlySet<string> = new Set(['em', 'strong', 'code', 'a'])
const HOLDS_BLOCKS: ReadonlySet<string> = new Set(['blockquote', 'ul', 'ol'])
/** Whitespace as HTML collapses it; a no-break space is text. */
const SPACE = /[ \t\n]+/g
const LIST_START = /^\d{1,9}$/

function block(key: string, tag: string, attributes = ''): Place {
  return { key, tag, attributes, isBlock: true, href: null }
}

function isInline(role: BlockRole | InlineRole): role is InlineRole {
  return INLINE.has(role)
}

export class HtmlBuilder {
  readonly #rules: BuildRules
  readonly #around: Around[] = []
  readonly #open: OpenPlace[] = []
  readonly #parts: string[] = []
  /** The end of what was written, kept apart: looking at the joined whole each time would copy it each time. */
  #lastPart = '\n'
  #lastId = 0
  /** Counts the boundaries between blocks: texts with none between them share a paragraph. */
  #paragraph = 0
  #spaceWaits = false
  #breaksWaiting = 0

  constructor(rules: BuildRules) {
    this.#rules = rules
  }

  /** `value` is the `href` of a link or the `start` of a list. */
  open(role: Role, value = ''): void {
    if (role === 'br') this.#break()
    else if (role === 'hr') this.#sectionBreak()
    else if (role === 'cell') this.text(' ')
    else if (role === 'quoted') this.text('“')
    else {
      if (!isInline(role)) this.#boundary()
      this.#lastId += 1
      this.#around.push({ id: this.#lastId, role, value: role === 'a' ? safeLink(value) : value })
    }
  }

  close(role: Role): void {
    if (role === 'quoted') this.text('”')
    if (role === 'cell') this.text(' ')
    const index = this.#around.findLastIndex((element) => element.role === role)
    if (index < 0) return
    this.#around.splice(index, 1)
    if (!INLINE.has(role)) this.#boundary()
  }

  text(text: string): void {
    const places = this.#places()
    if (places.some((place) => place.tag === 'pre')) this.#verbatim(text, places)
    else this.#words(text, places)
  }

  /** Closes what is open and gives the whole. */
  finish(): string {
    this.#moveTo([])
    return this.#parts.join('')
  }

  #boundary(): void {
    this.#paragraph += 1
    this.#spaceWaits = false
    this.#breaksWaiting = 0
  }

  #break(): void {
    const places = this.#places()
    if (places.some((place) => place.tag === 'pre')) this.#verbatim('\n', places)
    else this.#breaksWaiting += 1
  }

  #sectionBreak(): void {
    this.#boundary()
    if (!this.#rules.sectionBreaks) return
    this.#moveTo(this.#blocks())
    this.#put('<hr>\n')
  }

  /** A browser ignores one newline at the start of `pre`, so none is written there. */
  #verbatim(text: string, places: readonly Place[]): void {
    const isOpen = this.#sharedBase(places).some((place) => place.tag === 'pre')
    const shown = isOpen ? text : text.replace(/^\n+/, '')
    if (!isOpen && shown.trim() === '') return
    this.#moveTo(places)
    this.#write(shown)
  }

  #words(text: string, around: readonly Place[]): void {
    const collapsed = text.replace(SPACE, ' ')
    const words = collapsed.replace(/^ | $/g, '')
    if (collapsed.startsWith(' ')) this.#spaceWaits = true
    if (words === '') return
    let places = around
    if (this.#breaksWaiting > 1 && places.some((place) => place.tag === 'p')) {
      this.#boundary()
      places = this.#places()
    }
    const continues = this.#isWithin(places)
    this.#moveTo(this.#sharedBase(places))
    if (continues && this.#breaksWaiting > 0) this.#put('<br>\n')
    else if (continues && this.#spaceWaits) this.#write(' ')
    this.#moveTo(places)
    this.#write(words)
    this.#spaceWaits = collapsed.endsWith(' ')
    this.#breaksWaiting = 0
  }

  /** Whether something already stands in the paragraph (or list item) the places belong to. */
  #isWithin(places: readonly Place[]): boolean {
    const parent = places.findLast((place) => place.isBlock)
    const open = this.#open.findLast((place) => place.isBlock)
    return parent !== undefined && parent.key === open?.key && !this.#lastPart.endsWith('>\n')
  }

  #sharedBase(places: readonly Place[]): readonly Place[] {
    const differs = places.findIndex((place, index) => this.#open[index]?.key !== place.key)
    return differs < 0 ? places : places.slice(0, differs)
  }

  #put(html: string): void {
    this.#parts.push(html)
    this.#lastPart = html
  }

  #write(text: string): void {
    if (text === '') return
    this.#put(escapeText(text))
    for (const place of this.#open) if (place.href !== null) place.text += text
  }

  #moveTo(places: readonly Place[]): void {
    const shared = this.#sharedBase(places).length
    while (this.#open.length > shared) this.#closeLast()
    for (const place of places.slice(shared)) {
      if (place.isBlock && !this.#lastPart.endsWith('\n')) this.#put('\n')
      this.#put(`<${place.tag}${place.attributes}>`)
      if (HOLDS_BLOCKS.has(place.tag)) this.#put('\n')
      this.#open.push({ ...place, text: '' })
    }
  }

  #closeLast(): void {
    const place = this.#open.pop()
    if (place === undefined) return
    const host = place.href === null || !this.#rules.namesHosts ? null : trueHost(place.href, place.text)
    if (host !== null) this.#put(escapeText(` (${host})`))
    this.#put(`</${place.tag}>${place.isBlock ? '\n' : ''}`)
  }

  /** Every place a text written now belongs into, from the outside in. */
  #places(): Place[] {
    const places = this.#blocks()
    const parent = places.at(-1)?.tag
    const written = this.#around.find(
      (element) => element.role === 'pre' || element.role.startsWith('heading'),
    )
    const lastItem = this.#around.findLastIndex((element) => element.role === 'li')
    const inParagraph = this.#around.findLastIndex((element) => element.role === 'paragraph') > lastItem
    if (written?.role === 'pre') places.push(block(`pre${written.id}`, 'pre'))
    else if (written !== undefined && this.#rules.headings === 'keep') {
      places.push(block(`p${this.#paragraph}`, written.role === 'heading2' ? 'h2' : 'h3'))
    } else if (parent !== 'li' || inParagraph) places.push(block(`p${this.#paragraph}`, 'p'))
    return places.concat(this.#inlines(written !== undefined && written.role !== 'pre'))
  }

  /** Quotations and lists, as deep as they may nest; a list's child is an item, an item's parent a list. */
  #blocks(): Place[] {
    const places: Place[] = []
    let nesting = 0
    for (const { id, role, value } of this.#around) {
      const inList = ['ul', 'ol'].includes(places.at(-1)?.tag ?? '')
      if (role === 'li' && inList) places.push(block(`li${id}`, 'li'))
      if (!HOLDS_BLOCKS.has(role) || nesting >= COMMENT_BLOCK_NESTING_MAX) continue
      nesting += 1
      if (inList) places.push(block(`in${id}`, 'li'))
      const startsAt = role === 'ol' && value !== null && LIST_START.test(value) ? Number(value) : 1
      places.push(block(`${role}${id}`, role, startsAt === 1 ? '' : ` start="${startsAt}"`))
    }
    if (['ul', 'ol'].includes(places.at(-1)?.tag ?? '')) places.push(block(`text${places.at(-1)?.key}`, 'li'))
    return places
  }

  /** Each formatting once; of links in links, the innermost. */
  #inlines(inHeading: boolean): Place[] {
    const places = new Map<string, Place>()
    const bold = inHeading && this.#rules.headings === 'bold'
    if (bold) places.set('strong', { key: 'bold', tag: 'strong', attributes: '', isBlock: false, href: null })
    const link = this.#around.findLast((element) => element.role === 'a')
    for (const { id, role, value } of this.#around) {
      if (!isInline(role) || places.has(role)) continue
      if (role !== 'a')
        places.set(role, { key: `${role}${id}`, tag: role, attributes: '', isBlock: false, href: null })
      else if (link?.id === id && value !== null) {
        const attributes = ` href="${escapeAttribute(value)}" rel="${this.#rules.rel}"`
        places.set('a', { key: `a${id}`, tag: 'a', attributes, isBlock: false, href: value })
      }
    }
    return [...places.values()]
  }
}
