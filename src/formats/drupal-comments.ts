/** Finds the comments in the markup of Drupal 6 to 11 and reads each one. */
import {
  readAuthorship,
  readShownDate,
  submittedArea,
  type PageHabits,
  type ShownDate,
} from './drupal-author.ts'
import { textOfHtml } from './html-text.ts'
import { classesOf, isElement, walk, wordsOf, type PageElement, type PageNode } from './page-element.ts'
import { cutBeginning, plainSpaces } from './shown-name.ts'

const COMMENT_ID = /#comment-(\d+)$|\/comment\/(\d+)(?:[/?#]|$)/
const OWN_ID = /^comment-(\d+)$/
const HELD_CLASSES = ['unpublished', 'comment-unpublished', 'comment--unpublished']
const REPLY_RELATIONS = '[rel~="sioc:reply_of"], [rel~="schema:parentItem"], [property~="schema:parentItem"]'
const BODY_FIELDS =
  '.field--name-comment-body, .field-name-comment-body, [property~="content:encoded"], [property~="schema:text"], .comment-body, .comment__body'
const CONTENT = '.comment__content, .comment-content, .content, .comment__text-content'
const FIELD_ITEMS = '.field-item, .field__item'
const MOMENTS =
  '[property~="dc:created"], [property~="dc:date"], [property~="schema:dateCreated"], [itemprop="dateCreated"], time[datetime]'
const FURNITURE =
  'ul.links, ul.comment__links, .links, .comment__links, .rdf-meta, .user-signature, .user-picture, .vud-widget, .rate-widget, .fivestar-widget, .flag-wrapper, .field-label, .field__label, mark.new, span.new, footer, nav, script, style, form, [data-comment-timestamp]'
const TITLES = '.comment-title, .comment__title, h3, h4, h2'

/** Characters of the made-up subject looked for at the body's beginning; Drupal's column holds 64. */
const SUBJECT_CHARACTERS_MAX = 64

export interface MarkedReplyTo {
  readonly id: string
  /** Null where the markup names nobody. */
  readonly name: string | null
}

export interface MarkedComment {
  readonly id: string
  /** How many `div.indented` it sits in. */
  readonly depth: number
  readonly author: string
  readonly verified: boolean
  readonly held: boolean
  readonly subject: string | null
  readonly body: string
  readonly text: string
  readonly date: ShownDate
  /** Unix milliseconds of the last change; null: not stated. */
  readonly changedAt: number | null
  /** What RDF or the "In reply to" link says; null: nothing. */
  readonly replyTo: MarkedReplyTo | null
}

interface Place {
  readonly element: PageElement
  readonly id: string
  readonly depth: number
}

function idIn(address: string | null): string | null {
  const found = COMMENT_ID.exec(address ?? '')
  return found?.[1] ?? found?.[2] ?? null
}

function looksLikeComment(element: PageElement): boolean {
  const name = element.localName
  if (name !== 'article' && name !== 'div' && name !== 'li') return false
  if (element.hasAttribute('data-comment-user-id')) return true
  if (
    name !== 'li' &&
    OWN_ID.test(element.id) &&
    element.querySelector('article.comment, div.comment') === null
  )
    return true
  const classes = classesOf(element)
  return classes.includes('comment') || classes.includes('js-comment')
}

function ownId(element: PageElement, anchor: string | null): string | null {
  const own = OWN_ID.exec(element.id)?.[1] ?? idIn(element.getAttribute('about'))
  if (own !== null) return own
  if (anchor !== null) return anchor
  const inner = element.querySelector('a[id^="comment-"]')
  const permalink = element.querySelector(
    'h3 a[href*="#comment-"], .comment__permalink a, a.permalink[href*="#comment-"]',
  )
  return OWN_ID.exec(inner?.id ?? '')?.[1] ?? idIn(permalink?.getAttribute('href') ?? null)
}

function indents(node: PageNode): boolean {
  return isElement(node) && classesOf(node).includes('indented')
}

/** Comments never lie inside one another: replies follow in `div.indented`, which is counted on the way. */
function findPlaces(root: PageElement): readonly Place[] {
  const places: Place[] = []
  let depth = 0
  let anchor: string | null = null
  walk(root, {
    enter: (node) => {
      if (!isElement(node)) return false
      if (indents(node)) depth += 1
      if (node.localName === 'a') anchor = OWN_ID.exec(node.id)?.[1] ?? anchor
      if (!looksLikeComment(node)) return true
      const id = ownId(node, anchor)
      anchor = null
      if (id === null) return true
      places.push({ element: node, id, depth })
      return false
    },
    leave: (node) => {
      if (indents(node)) depth -= 1
    },
  })
  const seen = new Set<string>()
  return places.filter(({ id }) => (seen.has(id) ? false : seen.add(id) !== undefined))
}

function bodyField(comment: PageElement): PageElement | null {
  return comment.querySelector(BODY_FIELDS)
}

function contentBox(comment: PageElement): PageElement | null {
  const named = comment.querySelector(CONTENT)
  if (named !== null) return named
  let last: PageElement | null = null
  for (let node = comment.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node) && node.localName === 'div') last = node
  }
  return last
}

function isSubject(heading: PageElement, id: string): boolean {
  const link = heading.querySelector('a[href]')
  const linked = link !== null && idIn(link.getAttribute('href')) === id
  return linked || classesOf(heading).some((name) => /title/.test(name))
}

function subjectHeading(comment: PageElement, id: string, field: PageElement | null): PageElement | null {
  for (const heading of comment.querySelectorAll(TITLES)) {
    if (field === null || !field.contains(heading)) {
      if (isSubject(heading, id) || heading.localName === 'h3') return heading
    }
  }
  return null
}

interface Words {
  readonly subject: string | null
  readonly body: string
  readonly text: string
}

function readWords(comment: PageElement, id: string): Words {
  const field = bodyField(comment)
  const heading = subjectHeading(comment, id, field)
  const shownSubject = wordsOf(heading)
  // The heading is the page's, not the author's: out of the way before the content is taken as it stands.
  heading?.remove()
  const box = field ?? contentBox(comment)
  if (box === null) return { subject: shownSubject === '' ? null : shownSubject, body: '', text: '' }
  for (const piece of box.querySelectorAll(FURNITURE)) piece.remove()
  const items = [...box.querySelectorAll(FIELD_ITEMS)]
  const pieces = field === null || items.length === 0 ? [box] : items
  const body = pieces.map((piece) => piece.innerHTML.trim()).join('\n')
  const text = pieces.map((piece) => textOfHtml(piece)).join('\n\n')
  return { subject: ownSubject(shownSubject, text), body, text }
}

/** A subject left empty is the beginning of the body: it says nothing of its own. */
function ownSubject(shown: string, text: string): string | null {
  const beginning = cutBeginning(shown) ?? shown.replace(/(?:…|\.\.\.)$/, '')
  if (shown === '' || shown === '(No subject)' || shown === '(no subject)') return null
  const opening = plainSpaces(text.slice(0, SUBJECT_CHARACTERS_MAX * 4))
  return opening.startsWith(plainSpaces(beginning)) ? null : shown
}

function nameBehind(link: PageElement): string | null {
  const paragraph = link.parentElement
  if (paragraph === null) return null
  let after: PageElement | null = null
  for (const element of paragraph.querySelectorAll('a, span')) {
    if (element !== link && !element.contains(link) && !/#comment-/.test(element.getAttribute('href') ?? ''))
      after = element
  }
  if (after !== null) return wordsOf(after)
  const words = wordsOf(paragraph)
  const by = words.lastIndexOf(' by ')
  return by === -1 ? null : words.slice(by + ' by '.length)
}

function readReplyTo(comment: PageElement, id: string): MarkedReplyTo | null {
  const field = bodyField(comment)
  for (const relation of comment.querySelectorAll(REPLY_RELATIONS)) {
    // What stands in somebody's own words is no statement of the page.
    if (field?.contains(relation) === true) continue
    const target = idIn(relation.getAttribute('resource') ?? relation.getAttribute('href'))
    if (target !== null && target !== id) return { id: target, name: linkedReply(comment, id)?.name ?? null }
  }
  return linkedReply(comment, id)
}

function linkedReply(comment: PageElement, id: string): MarkedReplyTo | null {
  const field = bodyField(comment) ?? contentBox(comment)
  for (const link of comment.querySelectorAll('a[href*="#comment-"]')) {
    const target = idIn(link.getAttribute('href'))
    if (target === null || target === id || field?.contains(link) === true) continue
    if (link.parentElement?.localName === 'li') continue
    return { id: target, name: nameBehind(link) }
  }
  return null
}

function changedAt(comment: PageElement): number | null {
  const mark = comment.querySelector('[data-comment-timestamp]')
  const seconds = Number(mark?.getAttribute('data-comment-timestamp') ?? 'none')
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
}

function readComment(place: Place, habits: PageHabits): MarkedComment {
  const { element, id, depth } = place
  const area = submittedArea(element)
  const authorship = readAuthorship(element, area, habits)
  const field = bodyField(element) ?? contentBox(element)
  const meta = [...element.querySelectorAll(MOMENTS)].filter((found) => field?.contains(found) !== true)
  const date = readShownDate(meta, area)
  const replyTo = readReplyTo(element, id)
  const held = classesOf(element).some((name) => HELD_CLASSES.includes(name))
  const changed = changedAt(element)
  // Last, because taking the words removes furniture from the page.
  const words = readWords(element, id)
  return { id, depth, ...authorship, held, ...words, date, changedAt: changed, replyTo }
}

/** All comments of the page in reading order. Their markup is used up: read them once. */
export function readMarkedComments(root: PageElement, foreign: boolean): readonly MarkedComment[] {
  const places = findPlaces(root)
  const guestClass = /(?:^|\s)(?:comment-)?-?by-anonymous(?:\s|$)/
  const marksGuests = places.some(({ element }) => guestClass.test(element.getAttribute('class') ?? ''))
  return places.map((place) => readComment(place, { foreign, marksGuests }))
}
