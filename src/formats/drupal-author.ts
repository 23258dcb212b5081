/** Reads who wrote a comment of a Drupal page, when, and whether that was a member. */
import { readDate, splitTrailingDate, type WrittenDate } from './flattened-date.ts'
import { classesOf, isElement, isText, walk, wordsOf, type PageElement } from './page-element.ts'
import { readShownName } from './shown-name.ts'

const EM_DASH = ' — '
const GUEST_CLASSES = ['by-anonymous', 'comment-by-anonymous', 'comment--by-anonymous']
const AUTHOR_AREAS =
  '.comment__author, .commenter-name, .comment__submitted, .comment-submitted, .submitted, .author'
const TIME_AREAS = '.comment__time, .comment-time, .comment__date, .comment-date'
const NAME_ELEMENTS =
  '.username, [property~="schema:name"], [title="View user profile."], a[href*="/user"], a[rel~="nofollow"]'
const PROFILE_PATH = /(?:^|\/)users?\/[^/?#]+|(?:^|\/)profiles?\/[^/?#]+|\/~[^/]+/

export interface Authorship {
  readonly author: string
  readonly verified: boolean
}

export interface PageHabits {
  /** Page not in English: the word in the guests' parentheses is not known. */
  readonly foreign: boolean
  /** True where the page marks guests by class, so that a comment without it is a member's. */
  readonly marksGuests: boolean
}

/** The area that names author and date: by its class, else the first paragraph of the footer that is not "In reply to". */
export function submittedArea(comment: PageElement): PageElement | null {
  const named = comment.querySelector(AUTHOR_AREAS)
  if (named !== null) return named
  for (const paragraph of comment.querySelectorAll('footer p, header p')) {
    const inReply = paragraph.querySelector('a[href*="#comment-"]') !== null
    if (!inReply && wordsOf(paragraph) !== '') return paragraph
  }
  return comment.querySelector('footer, header')
}

/** The words of an area without the links to comments: "Permalink" is no part of a name or date. */
function ownWords(area: PageElement | null): string {
  if (area === null) return ''
  let words = ''
  walk(area, {
    enter: (node) => {
      if (isText(node)) words += node.textContent ?? ''
      return isElement(node) && !/#comment-/.test(node.getAttribute('href') ?? '')
    },
    leave: () => {},
  })
  return words.replace(/\s+/g, ' ').trim()
}

function plainSpan(area: PageElement): PageElement | null {
  for (const span of area.querySelectorAll('span, a')) {
    const dated =
      span.hasAttribute('content') || span.hasAttribute('datetime') || span.querySelector('time') !== null
    const words = wordsOf(span)
    if (
      !dated &&
      words !== '' &&
      readDate(words) === null &&
      !/#comment-/.test(span.getAttribute('href') ?? '')
    )
      return span
  }
  return null
}

/** "DATE — AUTHOR" of Drupal 6, or "Submitted by AUTHOR on DATE", where no element holds the name. */
function nameInWords(words: string): string {
  for (let at = words.indexOf(EM_DASH); at !== -1; at = words.indexOf(EM_DASH, at + 1)) {
    if (readDate(words.slice(0, at)) !== null) return words.slice(at + EM_DASH.length).trim()
  }
  const text = words.replace(/^submitted by\s+/i, '')
  const found = splitTrailingDate(text)
  const before = found?.before ?? text
  return before.replace(/\s+on$|[\s,|]+$/, '').trim()
}

function isProfile(link: PageElement): boolean {
  if (link.localName !== 'a' || /\bnofollow\b/.test(link.getAttribute('rel') ?? '')) return false
  const href = link.getAttribute('href') ?? ''
  return PROFILE_PATH.test(href) || link.getAttribute('title') === 'View user profile.'
}

/** `comment`: its container; `area`: where author and date stand. */
export function readAuthorship(
  comment: PageElement,
  area: PageElement | null,
  habits: PageHabits,
): Authorship {
  const element = area === null ? null : (area.querySelector(NAME_ELEMENTS) ?? plainSpan(area))
  const words = ownWords(area)
  const content = element?.getAttribute('content') ?? null
  const shown = element === null ? nameInWords(words) : wordsOf(element) || (content ?? '')
  const userId = comment.getAttribute('data-comment-user-id')
  const byClass = classesOf(comment).some((name) => GUEST_CLASSES.includes(name))
  const link = element !== null && isProfile(element)
  const knownGuest = userId === '0' || byClass
  const read = readShownName(shown, habits.foreign && (knownGuest || !link))
  // Drupal 6 prints the mark behind the guest's link, not in it.
  const behind = words.slice(words.indexOf(shown) + shown.length).trimStart()
  const marked = read.marked || readShownName(`x ${/^\([^()]*\)/.exec(behind)?.[0] ?? ''}`).marked
  const verified = verifiedBy({ userId, byClass, link, marked, element, habits })
  return { author: read.name === '' ? 'Anonymous' : read.name, verified }
}

interface Signs {
  readonly userId: string | null
  readonly byClass: boolean
  readonly link: boolean
  readonly marked: boolean
  readonly element: PageElement | null
  readonly habits: PageHabits
}

function verifiedBy(signs: Signs): boolean {
  if (signs.userId !== null && signs.userId !== '') return signs.userId !== '0'
  if (signs.byClass || signs.marked) return false
  if (signs.link) return true
  // A visitor who may not see profiles gets no links: then only the class of guests tells them apart.
  const homepage = signs.element !== null && signs.element.localName === 'a'
  return signs.habits.marksGuests && signs.element !== null && !homepage
}

export interface ShownDate {
  /** Unix milliseconds, where the markup states the moment. */
  readonly moment: number | null
  /** The date as printed. */
  readonly written: WrittenDate | null
}

function momentOf(value: string | null): number | null {
  if (value === null || !/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value.trim())) return null
  const moment = Date.parse(value.trim())
  return Number.isNaN(moment) ? null : moment
}

function writtenIn(words: string): WrittenDate | null {
  const dash = words.indexOf(EM_DASH)
  return (
    readDate(words) ?? splitTrailingDate(words)?.date ?? (dash === -1 ? null : readDate(words.slice(0, dash)))
  )
}

/** The moment a comment was made: the markup's own, else the date as printed. The "changed" mark is not looked at. */
export function readShownDate(meta: readonly PageElement[], area: PageElement | null): ShownDate {
  for (const element of meta) {
    const moment = momentOf(element.getAttribute('content')) ?? momentOf(element.getAttribute('datetime'))
    if (moment !== null) return { moment, written: null }
  }
  for (const element of meta) {
    const local = readDate(element.getAttribute('datetime') ?? element.getAttribute('content') ?? '')
    if (local !== null) return { moment: null, written: local }
  }
  const time = area?.parentElement?.querySelector(TIME_AREAS) ?? null
  for (const place of [time, area]) {
    const written = place === null ? null : writtenIn(ownWords(place))
    if (written !== null) return { moment: null, written }
  }
  return { moment: null, written: null }
}
