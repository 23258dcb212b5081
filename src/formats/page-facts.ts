/** What a page of the web says about its own article: for stories that come by themselves. */
import { nestsTooDeep, parsePage } from './page-html.ts'
import { readHtmlArticle } from './html-article.ts'

/** Characters that are looked at: what a page says about itself stands at its beginning, and parsing has its price. */
const LOOKED_AT_MAX = 512 * 1024

export interface PageFacts {
  readonly headline: string | null
  readonly byline: string | null
  /** Unix milliseconds. */
  readonly publishedAt: number | null
  readonly language: string | null
  readonly imageUrl: string | null
}

/** `url`: where the page was found. Null where it is no page that people wrote. */
export async function readPageFacts(html: string, url: string): Promise<PageFacts | null> {
  const beginning = html.slice(0, LOOKED_AT_MAX)
  if (nestsTooDeep(beginning)) return null
  const { headline, byline, publishedAt, language, imageUrl } = readHtmlArticle(
    await parsePage(beginning),
    url,
  )
  return { headline, byline, publishedAt, language, imageUrl }
}
