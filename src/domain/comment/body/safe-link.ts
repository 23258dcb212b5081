/** Which addresses a reader's text may link to, and when the link must say where it really leads. */
import { looksLikeLatin } from '#domain/people/look-alikes.ts'

/** UTF-16 units. What browsers, proxies and mail programs carry without trouble; longer ones are data, not places. */
export const LINK_LENGTH_MAX = 2_000

/** Search engines: no endorsement, reader-written; browsers: the target page gets no handle on ours. */
export const COMMENT_LINK_REL = 'nofollow ugc noopener'

/**
 * Refused anywhere: controls and format characters (all but the joiners, which Persian and Indic addresses hold),
 * line separators, and the backslash, which browsers read as a slash and other readers do not.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\\]|(?![\u200C\u200D])\p{Cf}/u

/** Exactly two slashes and then something: `https:/x`, `https:x` and `https:///x` are spellings of tricks. */
const WEB = /^https?:\/\/([^/?#]+)/i

/** One plain address. Header fields after "?" (cc, body, attach) would let a link write somebody's mail. */
const MAIL = /^mailto:([\w.!#$%&'*+=~-]{1,64})@([^\s@?#/:[\]]+)$/i

/** After serialisation an address is printable ASCII without the characters that HTML gives a meaning. */
const PLAIN_ADDRESS = /^[!#-;=?-~]+$/

function webAddress(raw: string): string | null {
  const authority = WEB.exec(raw)?.[1]
  if (authority === undefined || authority.includes('@')) return null
  const url = URL.parse(raw)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  return url.hostname === '' || url.username !== '' || url.password !== '' ? null : url.href
}

function mailAddress(raw: string): string | null {
  const parts = MAIL.exec(raw)
  const local = parts?.[1]
  const domain = parts?.[2]
  if (local === undefined || domain === undefined) return null
  const host = URL.parse(`https://${domain}`)?.hostname
  return host === undefined || host === '' || /[%/]/.test(local) ? null : `mailto:${local}@${host}`
}

/**
 * The address to write into `href`, host in its ASCII form; null where the text must stay text: another scheme,
 * a relative address (a comment has no place of its own), credentials, control characters, no host.
 */
export function safeLink(raw: string): string | null {
  const trimmed = raw.trim()
  if (trimmed.length > LINK_LENGTH_MAX || UNSAFE.test(trimmed)) return null
  const address = /^mailto:/i.test(trimmed) ? mailAddress(trimmed) : webAddress(trimmed)
  return address !== null && address.length <= LINK_LENGTH_MAX && PLAIN_ADDRESS.test(address) ? address : null
}

/** The host a safe address leads to; for mail, the host of the mailbox. */
function hostOf(href: string): string | null {
  if (href.startsWith('mailto:')) return href.slice(href.lastIndexOf('@') + 1).toLowerCase()
  return URL.parse(href)?.hostname ?? null
}

/** "bank.example" in "see https://bank.example/login.html": the authority of each word, not its path. */
function hostsNamedIn(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u3002\uFF61]/g, '.')
    .toLowerCase()
    .split(/\s+/)
  return words.flatMap((word) => {
    const scheme = word.indexOf('://')
    const rest = scheme < 0 ? word : word.slice(scheme + 3)
    const authority = rest.split(/[/?#]/, 1)[0] ?? ''
    // Without a scheme, what stands before an @ is a mailbox; with one, it may pose as the host.
    const named = scheme < 0 ? authority.slice(authority.lastIndexOf('@') + 1) : authority
    return named.split(/[^\p{L}\p{N}\p{M}.-]+/u).filter(isHostLike)
  })
}

/** "bank.example" and "192.0.2.1", but not "e.g.", "3.14" or "U.S.". */
function isHostLike(word: string): boolean {
  const labels = word.split('.')
  const last = labels.at(-1) ?? ''
  if (labels.length < 2 || labels.includes('')) return false
  if (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label))) return true
  return last.length > 1 && /^\p{L}/u.test(last)
}

function isHonest(named: string, host: string): boolean {
  const ascii = URL.parse(`https://${named}`)?.hostname.replace(/^www\./, '')
  if (ascii === undefined || ascii === '') return false
  const same = host === ascii || host.endsWith(`.${ascii}`)
  // The right host in look-alike letters (all-Cyrillic "apple") leads where it says and still deceives.
  return same && !named.split('.').some((label) => /[^\0-\x7F]/.test(label) && looksLikeLatin(label))
}

/**
 * The host to add in parentheses to a link whose text names another host than it leads to, or names its own in
 * letters that look like others; null for an honest link. `href` is an address from `safeLink`.
 */
export function trueHost(href: string, text: string): string | null {
  const host = hostOf(href)
  if (host === null || host === '') return null
  if (hostsNamedIn(text).every((named) => isHonest(named, host))) return null
  return text.trimEnd().endsWith(`(${host})`) ? null : host
}
