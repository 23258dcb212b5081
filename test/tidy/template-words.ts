/** Rule on templates: every word a reader sees comes from src/locales, none stands in html`…` itself. */
import type { Finding } from '#test/tidy/finding.ts'
import type { Piece, Template } from '#test/tidy/scan-source.ts'
import { isTest, lineAt, type SourceFile } from '#test/tidy/source-file.ts'

/** Attributes whose value is read out or shown. */
const SPOKEN = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label', 'summary']

/** An input of these types shows its value as words; anywhere else a value is for machines. */
const SHOWS_VALUE = /\stype\s*=\s*["']?(?:submit|button|reset)/i

/** A template of nothing but attributes, to be put into a tag. */
const ATTRIBUTES = /^\s*[a-z][a-z-]*=["']/

/** Stands for a placeholder where the words of a template are put together again. */
const PLACEHOLDER = '\u0000'

/** `<`, a name, attributes in quotes or not, `>`; and comments. */
const TAG = /<!--[\s\S]*?-->|<[/!]?[A-Za-z](?:"[^"]*"|'[^']*'|[^"'>])*>/g

export function htmlTemplates(files: readonly SourceFile[]): { file: SourceFile; template: Template }[] {
  return files
    .filter((file) => /^src\/(?:pages|console|http)\//.test(file.path) && !isTest(file))
    .flatMap((file) =>
      file.scanned.templates.filter(({ tag }) => tag === 'html').map((template) => ({ file, template })),
    )
}

export function templateFindings(files: readonly SourceFile[]): Finding[] {
  return htmlTemplates(files).flatMap(({ file, template }) =>
    literalWords(template.chunks).map(({ at, text }) => ({
      file: file.path,
      line: lineAt(file, at),
      message: `"${text}" stands in a template: put it into src/locales/en.json and say() it`,
    })),
  )
}

/** Words of text and of spoken attributes, with where they stand. */
export function literalWords(chunks: readonly Piece[]): Piece[] {
  const joined = chunks.map((chunk) => chunk.text).join(PLACEHOLDER)
  const frame = ATTRIBUTES.test(joined) ? { begin: '<a ', end: '>' } : { begin: '', end: '' }
  const text = frame.begin + joined + frame.end
  const spoken: Piece[] = []
  const between = text.replace(TAG, (tag, offset: number) => {
    spoken.push(...spokenAttributes(tag, offset))
    return PLACEHOLDER.repeat(tag.length)
  })
  const words = Array.from(between.matchAll(/[^\u0000]+/g), ([piece], at) => ({ piece, at }))
  let from = 0
  const texts = words.map(({ piece }) => {
    const at = between.indexOf(piece, from)
    from = at + piece.length
    return { at, text: piece }
  })
  return [...texts, ...spoken]
    .filter((piece) => hasLetters(piece.text))
    .map((piece) => ({ at: sourceOffset(chunks, piece.at - frame.begin.length), text: piece.text.trim() }))
}

function spokenAttributes(tag: string, offset: number): Piece[] {
  const names = /^<input\b/i.test(tag) && SHOWS_VALUE.test(tag) ? [...SPOKEN, 'value'] : SPOKEN
  const pattern = new RegExp(`\\s(?:${names.join('|')})\\s*=\\s*("[^"]*"|'[^']*'|[^\\s"'>]+)`, 'gi')
  return Array.from(tag.matchAll(pattern), (match) => ({
    at: offset + match.index,
    text: (match[1] ?? '').replace(/^["']|["']$/g, ''),
  }))
}

/** Entities such as &nbsp; are no words. */
function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text.replace(/&(?:#\w+|\w+);/g, '').replaceAll(PLACEHOLDER, ''))
}

/** From an offset in the joined words to one in the file. */
function sourceOffset(chunks: readonly Piece[], at: number): number {
  let rest = at
  for (const chunk of chunks) {
    if (rest <= chunk.text.length) return chunk.at + rest
    rest -= chunk.text.length + PLACEHOLDER.length
  }
  return chunks.at(-1)?.at ?? 0
}
