/** `parley import`: brings discussions in from files of other systems. */
import { parseArgs } from 'node:util'
import type { Command, CommandContext } from '#cli/command.ts'
import type { ImportedFile } from '#domain/moving/imported-story.ts'
import type { ImportedCounts } from '#operations/import-story.ts'
import type { Ports } from '#ports/ports.ts'
import type { ReadingOptions } from '#formats/file-reader.ts'
import { complain } from '#cli/command.ts'
import { importStory } from '#operations/import-story.ts'
import { readerOf } from '#formats/file-readers.ts'
import { readCapture } from '#cli/read-capture.ts'
import { reportFiles, type ImportReport } from '#cli/import-report.ts'

const USAGE = `parley import FILE… [--format auto] [--site URL] [--timezone TZ] [--date-order month-first|day-first]
              [--data DIR] [--dry-run] [--json] [--full]`

interface ImportFlags {
  readonly files: readonly string[]
  readonly format: string | null
  readonly reading: Omit<ReadingOptions, 'fileName'>
  readonly data: string | undefined
  readonly dryRun: boolean
  readonly json: boolean
  readonly full: boolean
}

interface ReadFile {
  readonly path: string
  readonly file: ImportedFile
}

export const importCommand: Command = {
  name: 'import',
  summary: 'brings discussions in from saved pages',
  usage: USAGE,
  run: async (context) => {
    const flags = readFlags(context)
    if (!flags) return 2
    // All files are read before anything is written: one that cannot be read stops the whole.
    const files = await readAll(context, flags)
    if (!files) return 1
    const written = flags.dryRun ? null : await writeAll(context, flags, files)
    const report = reportFiles(
      files.map((entry, at) => ({ ...entry, skipped: written?.[at]?.skipped ?? 0 })),
      { full: flags.full },
    )
    if (flags.json) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    else context.stdout.write(describe(report, written))
    return 0
  },
}

function readFlags(context: CommandContext): ImportFlags | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...context.args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        site: { type: 'string' },
        timezone: { type: 'string' },
        'date-order': { type: 'string' },
        data: { type: 'string' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        full: { type: 'boolean' },
      },
    })
    const dateOrder = checkedDateOrder(values['date-order'])
    if (positionals.length === 0) throw new Error('name at least one file')
    const format = checkedFormat(values.format)
    checkTimeZone(values.timezone)
    if (values.site !== undefined && !/^https?:$/.test(URL.parse(values.site)?.protocol ?? '')) {
      throw new Error(`--site is "${values.site}": give an address like https://news.example`)
    }
    return {
      files: positionals,
      format,
      reading: {
        timeZone: values.timezone ?? null,
        dateOrder,
        siteUrl: values.site?.replace(/\/+$/, '') ?? null,
      },
      data: values.data,
      dryRun: values['dry-run'] ?? false,
      json: values.json ?? false,
      full: values.full ?? false,
    }
  } catch (error) {
    complain(context, `${(error as Error).message}\nusage: ${USAGE}`)
    return null
  }
}

/** Null: the content tells. */
function checkedFormat(value: string | undefined): string | null {
  if (value === undefined || value === 'auto') return null
  const reader = readerOf(value)
  if (!reader.ok) throw new Error(`--format: ${reader.problem.message}`)
  return value
}

function checkTimeZone(value: string | undefined): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value }).format(0)
  } catch {
    throw new Error(`--timezone is "${value}": give a name of the IANA database, like Europe/Berlin`)
  }
}

function checkedDateOrder(value: string | undefined): ImportFlags['reading']['dateOrder'] {
  if (value === undefined) return null
  if (value === 'month-first' || value === 'day-first') return value
  throw new Error(`--date-order is "${value}": give month-first or day-first`)
}

async function readAll(context: CommandContext, flags: ImportFlags): Promise<ReadFile[] | null> {
  const files: ReadFile[] = []
  for (const path of flags.files) {
    const read = await readCapture({ path, format: flags.format, options: flags.reading })
    if (!read.ok) {
      const { line, message } = read.problem
      const place = line === null || message.startsWith(`line ${line}`) ? path : `${path}:${line}`
      complain(context, message.startsWith(path) ? message : `${place}: ${message}. Nothing was imported.`)
      return null
    }
    files.push({ path, file: read.value })
  }
  return files
}

interface WrittenFile {
  readonly skipped: number
  readonly stories: readonly ImportedCounts[]
}

async function writeAll(
  context: CommandContext,
  { data, json }: ImportFlags,
  files: readonly ReadFile[],
): Promise<WrittenFile[]> {
  const opened = await context.openData(data)
  try {
    const written: WrittenFile[] = []
    for (const [at, { file }] of files.entries()) {
      if (context.stderr.isTTY && !json) {
        context.stderr.write(`\rfile ${at + 1} of ${files.length}${at + 1 === files.length ? '\n' : ''}`)
      }
      written.push(await writeFile(opened.ports, file))
    }
    return written
  } finally {
    await opened.close()
  }
}

/** Also used at the first start, for the example. */
export async function writeFile(ports: Ports, file: ImportedFile): Promise<WrittenFile> {
  const stories: ImportedCounts[] = []
  for (const story of file.stories) stories.push(await importStory(ports, { format: file.format, story }))
  return { skipped: stories.reduce((sum, story) => sum + story.skipped, 0), stories }
}

/** For people: what came in, what was here, and what deserves a look. */
function describe(report: ImportReport, written: readonly WrittenFile[] | null): string {
  const counts = written?.flatMap((file) => file.stories)
  const lines = report.stories.map((story, at) => {
    const done = counts?.[at]
    const what = `${story.comments} comments, ${story.replies} replies, ${story.missingParents} with a parent that is not in the file`
    if (!done) return `would import “${story.headline}”: ${what}`
    if (done.added === 0 && !done.storyIsNew)
      return `unchanged “${story.headline}”: all ${done.skipped} comments were here already`
    return `imported “${story.headline}”: ${what}; ${done.added} new, ${done.skipped} here already`
  })
  const warnings = report.warnings.map(
    ({ file, line, code, message }) =>
      `note${file ? ` ${file}` : ''}${line === null ? '' : ` line ${line}`}: ${message} [${code}]`,
  )
  return `${[...lines, ...warnings].join('\n')}\n`
}
