/** The body of a comment, in whichever format it came, as HTML that is safe on any page. */
import { exhaustive } from '#base/exhaustive.ts'
import type { BodyFormat } from '#domain/comment/comment.ts'
import { COMMENT_MARKDOWN, createMarkdown } from './markdown.ts'
import { plainParagraphs } from './plain-paragraphs.ts'
import { rebuildHtml } from './rebuild-html.ts'
import { renderText } from './render-text.ts'
import { COMMENT_LINK_REL } from './safe-link.ts'
import { settleCharacters, settleHtml } from './settle-characters.ts'

interface BodySource {
  readonly format: BodyFormat
  readonly source: string
}

const renderMarkdown = createMarkdown(COMMENT_MARKDOWN)

function render(format: BodyFormat, source: string): string {
  switch (format) {
    case 'markdown':
      return plainParagraphs(source) ?? renderMarkdown(source)
    case 'html':
      return rebuildHtml(source, {
        headings: 'bold',
        sectionBreaks: false,
        rel: COMMENT_LINK_REL,
        namesHosts: true,
      })
    case 'text':
      return renderText(source)
    default:
      return exhaustive(format)
  }
}

/**
 * Holds only p, br, em, strong, a (href, rel), blockquote, ul, ol (start), li, code and pre, well-formed: parsing
 * and writing it again gives the same. No limit of length or links is applied: imports bring what they bring.
 */
export function renderBody({ format, source }: BodySource): string {
  return settleHtml(render(format, settleCharacters(source)))
}
