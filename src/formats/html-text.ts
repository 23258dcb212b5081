/** Plain text of a piece of a page: paragraphs parted by an empty line. */
import { isElement, isText, walk, type PageNode } from './page-element.ts'

const BLOCKS = new Set(
  (
    'address article aside blockquote dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr main nav ol p pre section summary table ul'
  ).split(' '),
)

/** These part lines, not paragraphs. */
const LINES = new Set(['br', 'li', 'tr'])

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'head', 'title'])

/** The text a reader would see; entities are already characters. */
export function textOfHtml(root: PageNode): string {
  const paragraphs: string[] = []
  let lines: string[] = []
  let line = ''
  let preformatted = 0
  const endLine = (): void => {
    lines.push(preformatted > 0 ? line.trimEnd() : line.replace(/[ \t\n\r\f]+/g, ' ').trim())
    line = ''
  }
  const endParagraph = (): void => {
    endLine()
    const text = lines.join('\n').replace(/^\n+|\n+$/g, '')
    if (text.trim() !== '') paragraphs.push(text)
    lines = []
  }
  walk(root, {
    enter: (node) => {
      if (isText(node)) line += node.textContent ?? ''
      if (!isElement(node)) return false
      const name = node.localName
      if (SILENT.has(name)) return false
      if (BLOCKS.has(name)) endParagraph()
      if (LINES.has(name)) endLine()
      if (name === 'pre') preformatted += 1
      return true
    },
    leave: (node) => {
      if (!isElement(node) || SILENT.has(node.localName)) return
      if (BLOCKS.has(node.localName)) endParagraph()
      if (node.localName === 'pre') preformatted -= 1
    },
  })
  endParagraph()
  return paragraphs
    .join('\n\n')
    .replace(/\u00a0/g, ' ')
    .trim()
}
