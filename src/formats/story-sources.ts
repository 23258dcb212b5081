/** Reads the closing line "Sources: A; B <https://b.example>" of an article. */
import type { StorySource } from '#domain/story/story.ts'
import { webAddress } from './story-key.ts'

const LABEL = /^Sources?\s*:\s*/i
const BULLET = /^\s*[-•*]\s+/

/** Code units of one source; a longer part is a sentence, not a name. */
const SOURCE_CODE_UNITS_MAX = 300

/** Characters of a name in a list parted by commas; longer parts are one name that holds a comma. */
const COMMA_NAME_CHARACTERS_MAX = 40

function sourceOf(part: string): StorySource | null {
  const text = part.replace(BULLET, '').trim().replace(/\.$/, '')
  if (text === '' || text.length > SOURCE_CODE_UNITS_MAX) return null
  const opening = Math.max(text.lastIndexOf('<'), text.lastIndexOf('('), text.lastIndexOf('http'))
  const tail =
    opening === -1
      ? ''
      : text
          .slice(opening)
          .replace(/^[<(]\s*/, '')
          .replace(/\s*[>)]$/, '')
  const url = /^https?:\/\/\S+$/.test(tail) ? webAddress(tail, null) : null
  if (url === null) return { name: text, url: null }
  const name = text
    .slice(0, opening)
    .trim()
    .replace(/[<(:,–—-]$/, '')
    .trim()
  return { name: name === '' ? new URL(url).hostname : name, url }
}

function parts(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > 1) return lines
  if (text.includes(';')) return text.split(';')
  const named = text.split(',')
  const list = named.length > 1 && named.every((part) => part.trim().length <= COMMA_NAME_CHARACTERS_MAX)
  return list && !/[<(]/.test(text) ? named : [text]
}

/** The sources a paragraph names; null where it is no such paragraph. */
export function readSources(paragraph: string): readonly StorySource[] | null {
  const label = LABEL.exec(paragraph)
  if (label === null) return null
  const rest = paragraph.slice(label[0].length)
  const plural = /^sources/i.test(label[0])
  const found = (plural || rest.includes(';') ? parts(rest) : [rest]).map(sourceOf)
  const sources = found.filter((source) => source !== null)
  return sources.length === 0 ? null : sources
}
