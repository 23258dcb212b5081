/** Which requests are for public pages, and the one spelling under which each is kept. */
import { storyUrl } from '#contract/story-url.ts'

export interface PageKey {
  readonly key: string
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
}[] = [
  { path: /^\/embed\/thread$/, parameters: ['story', 'url', 'order', 'after'], isEmbeddable: true },
  { path: /^\/embed\/conversation$/, parameters: ['comment'], isEmbeddable: true },
  { path: /^\/embed\/branch$/, parameters: ['comment', 'after'], isEmbeddable: true },
  { path: /^\/embed\/latest$/, parameters: ['count'], isEmbeddable: true },
  { path: new RegExp(`^/embed/c/${ID}$`), parameters: [] },
  { path: new RegExp(`^/s/${ID}$`), parameters: ['order', 'after'] },
  { path: new RegExp(`^/c/${ID}$`), parameters: ['after'] },
  { path: /^\/(?:embed|count)\.js$/, parameters: [] },
  { path: /^\/assets\/[^/]+\.(?:js|css)$/, parameters: [] },
  { path: new RegExp(`^/api/comments/${ID}$`), parameters: [], isEmbeddable: true },
  { path: /^\/$/, parameters: ['before'] },
  { path: /^\/log$/, parameters: ['before'] },
]

/** Characters of an address that is looked at: the embed asks with the address of a page of somebody else's. */
const URL_LENGTH_MAX = 4_000

/** Null where the request is for something else, which the framework answers. */
export function pageKey(method: string, requestUrl: string): PageKey | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  if (requestUrl.length > URL_LENGTH_MAX) return null
  const [path, query] = split(requestUrl)
  const page = PAGES.find((candidate) => candidate.path.test(path))
  if (!page) return null
  const isEmbeddable = page.isEmbeddable ?? false
  if (query === '') return { key: path, url: path, isEmbeddable }
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const name of page.parameters) {
    const value = given.get(name)
    // However a reader came to a story, it is one story.
    if (value !== null) kept.set(name, name === 'url' ? (storyUrl(value) ?? value) : value)
  }
  const url = kept.size > 0 ? `${path}?${kept.toString()}` : path
  return { key: url, url, isEmbeddable }
}

function split(url: string): readonly [string, string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}
