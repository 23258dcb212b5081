/** The language a reader is answered in: the one an embed names, what their browser asks for, or the site's. */
import type { IncomingMessage } from 'node:http'
import { isLanguage, type Language } from '#contract/language.ts'

/** Ranges of one header that are looked at: people read a handful of languages, not fifty. */
const RANGES_MAX = 50

/** Different headers remembered: most readers of a site send one of a few. */
const REMEMBERED_HEADERS_MAX = 500

/** Characters of a header worth remembering; longer ones are read anew each time. */
const REMEMBERED_LENGTH_MAX = 200

/** A quality has at most three decimals (RFC 9110, section 12.4.2). */
const QUALITY = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

/** The embed says in the address which language the page around it wants. */
const NAMED = /^\/(?:embed|api)\/[^?]*\?(?:.*&)?language=([A-Za-z0-9-]+)/

/** What is read of a request. */
export interface Asking {
  readonly url?: string | undefined
  readonly headers: Pick<IncomingMessage['headers'], 'accept-language'>
}

export type LanguageOf = (request: Asking) => Language

interface Range {
  readonly tag: string
  readonly quality: number
}

/** `language`: the site's own, for everybody or, where it follows its readers, for those who ask for none of ours. */
export function languageChoice({
  language,
  followsReader,
}: {
  readonly language: Language
  readonly followsReader: boolean
}): LanguageOf {
  const accepted = followsReader ? createAcceptLanguage(language) : () => language
  return ({ url = '', headers }) => namedLanguage(url) ?? accepted(headers['accept-language'])
}

function namedLanguage(url: string): Language | null {
  // Most requests name none: a plain search costs less than the pattern.
  if (!url.includes('language=')) return null
  const tag = NAMED.exec(url)?.[1]
  return tag === undefined ? null : languageOf(tag)
}

/** Reads `Accept-Language`. `fallback` answers readers who ask for nothing, or for nothing that is here. */
export function createAcceptLanguage(fallback: Language): (header: string | undefined) => Language {
  const remembered = new Map<string, Language>()
  return (header) => {
    if (header === undefined || header === '') return fallback
    const known = remembered.get(header)
    if (known) return known
    const chosen = choose(readRanges(header), fallback)
    if (header.length <= REMEMBERED_LENGTH_MAX) {
      if (remembered.size >= REMEMBERED_HEADERS_MAX) remembered.clear()
      remembered.set(header, chosen)
    }
    return chosen
  }
}

/** Best first; those of one quality stay in the order in which they were sent. */
function readRanges(header: string): readonly Range[] {
  return header
    .split(',', RANGES_MAX)
    .map(readRange)
    .toSorted((one, other) => other.quality - one.quality)
}

/** What is no quality counts as 0: better the site's language than one that was perhaps refused. */
function readRange(part: string): Range {
  const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
  const given = parameters.find((parameter) => /^q\s*=/i.test(parameter))
  if (given === undefined) return { tag, quality: 1 }
  const quality = given.slice(given.indexOf('=') + 1).trim()
  return { tag, quality: QUALITY.test(quality) ? Number(quality) : 0 }
}

/** Lookup (RFC 4647, section 3.4): the language itself serves all its regions and scripts, so zh-TW gets zh. */
function choose(ranges: readonly Range[], fallback: Language): Language {
  for (const { tag, quality } of ranges) {
    if (quality === 0) break
    if (tag === '*') return fallback
    const language = languageOf(tag)
    if (language !== null) return language
  }
  return fallback
}

/** Old names become new ones on the way: `iw` is Hebrew. */
function languageOf(tag: string): Language | null {
  try {
    const { language } = new Intl.Locale(tag)
    return isLanguage(language) ? language : null
  } catch {
    return null
  }
}
