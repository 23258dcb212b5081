/** The body of an article, reduced to what Parley shows of it. */
import { rebuildHtml } from './rebuild-html.ts'
import { settleCharacters, settleHtml } from './settle-characters.ts'

/** An editor's link is not reader-written and may count for search engines; the target still gets no handle. */
const STORY_LINK_REL = 'noopener'

/**
 * Holds only p, h2, h3, blockquote, hr, ul, ol (start), li, em, strong, a (href, rel), code, pre and br. Headings
 * are fitted below the page's own h1; figures leave their caption as a paragraph; images go, because showing them
 * would send every reader's address to another host.
 */
export function safeStoryHtml(html: string): string {
  const rebuilt = rebuildHtml(settleCharacters(html), {
    headings: 'keep',
    sectionBreaks: true,
    rel: STORY_LINK_REL,
    namesHosts: false,
  })
  return settleHtml(rebuilt)
}
