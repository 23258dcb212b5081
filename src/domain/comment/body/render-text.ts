/** Plain text to safe HTML: paragraphs, line breaks and linked addresses; everything else is shown as it is. */
import { escapeAttribute, escapeText } from './escape-exactly.ts'
import { findBareLinks } from './markdown.ts'
import { COMMENT_LINK_REL, safeLink, trueHost } from './safe-link.ts'

function linkedLine(line: string): string {
  let html = ''
  let done = 0
  for (const { start, end } of findBareLinks(line)) {
    const shown = line.slice(start, end)
    const address = safeLink(shown)
    if (address === null) continue
    const host = trueHost(address, shown)
    const text = escapeText(host === null ? shown : `${shown} (${host})`)
    html += escapeText(line.slice(done, start))
    html += `<a href="${escapeAttribute(address)}" rel="${COMMENT_LINK_REL}">${text}</a>`
    done = end
  }
  return html + escapeText(line.slice(done))
}

/** Empty lines part paragraphs, single newlines break lines. */
export function renderText(source: string): string {
  const paragraphs: string[][] = [[]]
  for (const line of source.split('\n')) {
    const trimmed = line.trim()
    if (trimmed === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(linkedLine(trimmed))
  }
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `<p>${lines.join('<br>\n')}</p>\n`)
    .join('')
}
