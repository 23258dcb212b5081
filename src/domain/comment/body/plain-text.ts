/** Our own safe HTML back to text: for previews, descriptions, feeds and mail. */
import { unescapeText } from './escape-exactly.ts'
import { countCodePoints } from './settle-characters.ts'

const TOKEN = /<(\/?)([a-z][a-z0-9]*)[^>]*>|[^<]+/g
const BLOCKS: ReadonlySet<string> = new Set(['p', 'h2', 'h3', 'blockquote', 'ul', 'ol', 'pre', 'hr'])
const ELLIPSIS = '…'

/** `html` comes from `renderBody` or `safeStoryHtml`. Empty lines part paragraphs, newlines list items. */
export function plainText(html: string): string {
  let text = ''
  let gap = ''
  let inPre = false
  const write = (words: string): void => {
    text += (text === '' ? '' : gap) + words
    gap = ''
  }
  for (const [token, slash, name] of html.matchAll(TOKEN)) {
    if (name === undefined) {
      const words = unescapeText(inPre ? token : token.replace(/[ \t\n]+/g, ' '))
      if (inPre) write(words)
      else if (words.trim() === '') gap ||= text === '' ? '' : ' '
      else {
        if (gap === '' || gap === ' ') write(words)
        else write(words.replace(/^ /, ''))
      }
    } else if (BLOCKS.has(name)) {
      gap = '\n\n'
      if (name === 'pre') inPre = slash === ''
    } else if (name === 'li' && gap !== '\n\n') gap = '\n'
    else if (name === 'br') gap = gap.startsWith('\n') ? `${gap}\n` : '\n'
  }
  return text.trim()
}

/** Constructing one costs milliseconds; it holds no state. Graphemes do not depend on the language. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The longest beginning of whole graphemes with at most `codePointsMax` code points. */
function beginning(text: string, codePointsMax: number): string {
  let count = 0
  for (const { segment, index } of graphemes.segment(text)) {
    count += countCodePoints(segment)
    if (count > codePointsMax) return text.slice(0, index)
  }
  return text
}

/**
 * The beginning as one line of at most `codePointsMax` code points (at least 1), "…" included where it was cut:
 * after a whole word where the last one began in the second half, never inside what a reader sees as one character.
 */
export function previewText(html: string, codePointsMax: number): string {
  const line = plainText(html).replace(/\s+/g, ' ')
  if (beginning(line, codePointsMax) === line) return line
  const cut = beginning(line, codePointsMax - 1)
  const lastSpace = line[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ')
  return (lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut).trimEnd() + ELLIPSIS
}
