/** The shortest way to the HTML of plain paragraphs: most comments hold nothing that Markdown gives a meaning to. */

/**
 * What may mean something to Markdown, to a finder of links or to HTML; a line that does not begin with a letter (a list,
 * a quotation, an indentation); blanks at the end of a line.
 */
const TELLING = /[^\p{L}\p{N}\n .,;'"()?!-]|^[^\p{L}\n]| $/mu

/** The same as Markdown makes of it, or null where only Markdown itself can tell. */
export function plainParagraphs(source: string): string | null {
  if (source === '' || TELLING.test(source) || source.startsWith('\n') || source.endsWith('\n')) return null
  if (!source.includes('\n')) return `<p>${source}</p>\n`
  const paragraphs = source.split(/\n{2,}/)
  return paragraphs.map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>\n')}</p>\n`).join('')
}
