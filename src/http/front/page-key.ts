/** Which requests are for public pages, and the one spelling under which each is kept. */
import type { IncomingMessage } from 'node:http'
import type { Language } from '#contract/language.ts'
import type { LanguageOf } from '#http/choose-language.ts'
import { storyUrl } from '#contract/story-url.ts'

export interface PageKey {
  /** The address and the language: two readers share a page only where both are the same. */
  readonly key: string
  /** Null where there are no words in it. */
  readonly language: Language | null
  /** The path and query the framework is asked with: only what the page knows. */
  readonly url: string
  /** True where pages of other origins may ask: then the answer says which. */
  readonly isEmbeddable: boolean
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

/** Public pages by their path, and the parameters that change what they show. */
const PAGES: readonly {
  readonly path: RegExp
  readonly parameters: readonly string[]
  readonly isEmbeddable?: true
  /** Scripts and styles are the same in every language. */
  readonly hasNoWords?: true
}[] = [
  { path: /^\/embed\/thread$/, parameters: ['story', 'url', 'order', 'after'], isEmbeddable: true },
  { path: /^\/embed\/conversation$/, parameters: ['comment'], isEmbeddable: true },
  { path: /^\/embed\/branch$/, parameters: ['comment', 'after'], isEmbeddable: true },
  { path: /^\/embed\/latest$/, parameters: ['count'], isEmbeddable: true },
  { path: new RegExp(`^/embed/c/${ID}$`), parameters: [] },
  { path: new RegExp(`^/s/${ID}$`), parameters: ['order', 'after'] },
  { path: new RegExp(`^/c/${ID}$`), parameters: ['after'] },
  { path: /^\/(?:embed|count)\.js$/, parameters: [], hasNoWords: true },
  { path: /^\/assets\/[^/]+\.(?:js|css)$/, parameters: [], hasNoWords: true },
  { path: new RegExp(`^/api/comments/${ID}$`), parameters: [], isEmbeddable: true },
  { path: /^\/$/, parameters: ['before'] },
  { path: /^\/log$/, parameters: ['before'] },
]

/** Characters of an address that is looked at: the embed asks with the address of a page of somebody else's. */
const URL_LENGTH_MAX = 4_000

/** Null where the request is for something else, which the framework answers. */
export function pageKey(
  { method, url: requestUrl = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  languageOf: LanguageOf,
): PageKey | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  if (requestUrl.length > URL_LENGTH_MAX) return null
  const [path, query] = split(requestUrl)
  const page = PAGES.find((candidate) => candidate.path.test(path))
  if (!page) return null
  const language = page.hasNoWords ? null : languageOf({ headers, url: requestUrl })
  const isEmbeddable = page.isEmbeddable ?? false
  const keyed = (url: string): PageKey => ({
    key: language === null ? url : `${language} ${url}`,
    url,
    language,
    isEmbeddable,
  })
  if (query === '') return keyed(path)
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const name of page.parameters) {
    const value = given.get(name)
    // However a reader came to a story, it is one story.
    if (value !== null) kept.set(name, name === 'url' ? (storyUrl(value) ?? value) : value)
  }
  return keyed(kept.size > 0 ? `${path}?${kept.toString()}` : path)
}

function split(url: string): readonly [string, string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}
