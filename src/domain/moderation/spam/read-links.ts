/** The links of a comment as its readers get them, and what about each is unusual. */
import { LINK_SHORTENERS } from './link-shorteners.ts'
import { plainText } from '#domain/comment/body/plain-text.ts'
import { unescapeText } from '#domain/comment/body/escape-exactly.ts'
import { trueHost } from '#domain/comment/body/safe-link.ts'

export interface LinkFacts {
  /** Without its fragment and with its host in lower case: two of the same lead to the same page. */
  readonly address: string
  readonly host: string
  /** UTF-16 units of the text that can be clicked. */
  readonly shownLength: number
  /** Its text names another host than it leads to. */
  readonly hidesHost: boolean
  /** A shortened address, a host in Punycode or one that is a number: nobody can read where it leads. */
  readonly isOpaque: boolean
}

const ANCHOR = /<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs
const QUOTE_TAG = /<(\/?)blockquote>/g
/** What the renderer adds to the text of a link that hides its host. */
const ADDED_HOST = / \([^() ]+\)$/
const PUNYCODE_LABEL = /(?:^|\.)xn--/
const NUMERIC_HOST = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/

/** The comment without what it quotes: those are somebody else's words. `html` comes from `renderBody`. */
export function withoutQuotes(html: string): string {
  let kept = ''
  let depth = 0
  let from = 0
  for (const match of html.matchAll(QUOTE_TAG)) {
    if (depth === 0) kept += html.slice(from, match.index)
    depth = Math.max(0, depth + (match[1] === '' ? 1 : -1))
    from = match.index + match[0].length
  }
  return depth === 0 ? kept + html.slice(from) : kept
}

/** Links to web pages; mail addresses are none. `html` comes from `renderBody`. */
export function readLinks(html: string): LinkFacts[] {
  const links: LinkFacts[] = []
  for (const [, escapedAddress = '', inner = ''] of html.matchAll(ANCHOR)) {
    const href = unescapeText(escapedAddress)
    const url = URL.parse(href)
    if (url === null || !url.protocol.startsWith('http')) continue
    const text = plainText(inner)
    url.hash = ''
    const host = url.hostname.replace(/^www\./, '')
    links.push({
      address: url.href,
      host,
      shownLength: text.length,
      hidesHost: trueHost(href, text.replace(ADDED_HOST, '')) !== null,
      isOpaque: LINK_SHORTENERS.has(host) || PUNYCODE_LABEL.test(host) || NUMERIC_HOST.test(host),
    })
  }
  return links
}

/** The comment without its links and their text. */
export function withoutLinks(html: string): string {
  return html.replaceAll(ANCHOR, ' ')
}
