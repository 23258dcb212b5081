/** All formats that can be read, and how a file is told to be one of them. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { ImportProblem } from '#domain/moving/imported-story.ts'
import type { FileReader } from './file-reader.ts'
import { pageHtmlReader } from './page-html.ts'
import { pageTextReader } from './page-text.ts'
import { PAGE_HTML_LIMITS, PAGE_TEXT_LIMITS, type ReadingLimits } from './reading-limits.ts'

/** Code units of a file's beginning that readers look at. */
export const BEGINNING_CODE_UNITS_MAX = 64 * 1024

/** In the order they are asked: the one that is surest of itself first. */
export const FILE_READERS: readonly FileReader[] = [pageHtmlReader, pageTextReader]

const LIMITS: Readonly<Record<string, ReadingLimits>> = {
  [pageHtmlReader.format]: PAGE_HTML_LIMITS,
  [pageTextReader.format]: PAGE_TEXT_LIMITS,
}

/** How large a file of that reader's format may be, for the gate its bytes go through. */
export function limitsOf(reader: FileReader): ReadingLimits {
  return LIMITS[reader.format] ?? PAGE_TEXT_LIMITS
}

function knownFormats(): string {
  return FILE_READERS.map(({ format }) => format).join(', ')
}

/** The reader of that name, as `--format` gives it. */
export function readerOf(format: string): Outcome<FileReader, ImportProblem> {
  const reader = FILE_READERS.find((candidate) => candidate.format === format)
  if (reader !== undefined) return done(reader)
  const message = `there is no format "${format}"; the formats are: ${knownFormats()}`
  return failed({ code: 'unknown-format', line: null, message })
}

/** Tells a file's format from its beginning (64 KiB or all of it); its name helps where the beginning cannot. */
export function recogniseFormat(beginning: string, fileName: string): Outcome<FileReader, ImportProblem> {
  const text = beginning.slice(0, BEGINNING_CODE_UNITS_MAX).replace(/^\uFEFF/, '')
  if (text.trim() === '') {
    return failed({ code: 'empty-file', line: null, message: `${fileName} is empty; save the page again` })
  }
  const reader = FILE_READERS.find((candidate) => candidate.recognises(text))
  if (reader !== undefined) return done(reader)
  // A long article can fill the beginning before its first comment.
  const goesOn = beginning.length >= BEGINNING_CODE_UNITS_MAX && !text.includes('\u0000')
  if (goesOn && text.includes('\n') && /\.(?:txt|text)$/i.test(fileName)) return done(pageTextReader)
  return failed({
    code: 'unknown-format',
    line: null,
    message: `${fileName} is in no format that can be read; the formats are: ${knownFormats()}. Say --format if it is one of them`,
  })
}
