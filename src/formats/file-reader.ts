/** What every reader of a foreign file gets and gives: the seam between formats and the command line. */
import type { ImportedFile, ImportProblem } from '#domain/moving/imported-story.ts'
import type { Outcome } from '#base/outcome.ts'

export interface ReadingOptions {
  /** IANA name for dates without a zone; null: not told. */
  readonly timeZone: string | null
  /** For dates like 03/04/2019; null: not told. */
  readonly dateOrder: 'month-first' | 'day-first' | null
  /** Address of the site the captures come from; null: not told. */
  readonly siteUrl: string | null
  /** The file's name, for messages and as a last resort for a headline. */
  readonly fileName: string
}

export interface FileReader {
  readonly format: string
  /** Looks at the beginning of the text (64 KiB at most) and says whether this is its format. */
  readonly recognises: (beginning: string) => boolean
  readonly read: (
    text: string,
    options: ReadingOptions,
  ) => Outcome<ImportedFile, ImportProblem> | Promise<Outcome<ImportedFile, ImportProblem>>
}
