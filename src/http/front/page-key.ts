/** Which requests are for public pages, and the one spelling under which each is kept. */
import type { IncomingMessage } from 'node:http'
import type { Language } from '#contract/language.ts'

export interface PageKey {
  /** The address and the language: two readers share a page only where both are the same. */
  readonly key: string
  readonly language: Language
  /** The path and query the framework is asked with: only what the page knows. */
  readonly url: string
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

/** Public pages by their path, and the parameters that change what they show. */
const PAGES: readonly { readonly path: RegExp; readonly parameters: readonly string[] }[] = [
  { path: new RegExp(`^/s/${ID}$`), parameters: ['order', 'after'] },
  { path: new RegExp(`^/c/${ID}$`), parameters: ['after'] },
  { path: /^\/$/, parameters: ['before'] },
  { path: /^\/log$/, parameters: ['before'] },
]

/** Characters of an address that is looked at: no page of ours has a longer one. */
const URL_LENGTH_MAX = 1_000

/** Null where the request is for something else, which the framework answers. */
export function pageKey(
  { method, url: requestUrl = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  language: Language,
): PageKey | null {
  const url = publicUrl(method, requestUrl)
  return url === null ? null : { key: `${language} ${url}`, url, language }
}

function publicUrl(method: string | undefined, requestUrl: string): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  if (requestUrl.length > URL_LENGTH_MAX) return null
  const [path, query] = split(requestUrl)
  const page = PAGES.find((candidate) => candidate.path.test(path))
  if (!page) return null
  if (query === '') return path
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const name of page.parameters) {
    const value = given.get(name)
    if (value !== null) kept.set(name, value)
  }
  return kept.size > 0 ? `${path}?${kept.toString()}` : path
}

function split(url: string): readonly [string, string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}
