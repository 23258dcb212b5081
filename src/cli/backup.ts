/** `parley backup`: everything of the site in one file, once or again and again. */
import { parseArgs } from 'node:util'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupFiles, BackupSummary, DataKeeper } from '#ports/data-keeper.ts'
import type { ExitCode, Surroundings } from '#cli/command.ts'
import { backupName, keepBackups } from '#cli/keep-backups.ts'
import { complain } from '#cli/command.ts'
import { createProgress } from '#cli/progress.ts'

export const BACKUP_USAGE = 'parley backup FILE|FOLDER [--every 1d] [--keep 10] [--json] [--data DIR]'

/** Milliseconds of the units of `--every`. */
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Milliseconds that `--every` can mean at most: what a timer can wait for, nearly 25 days. */
const EVERY_MS_MAX = 2 ** 31 - 1

/** Backups kept where nothing is said: a week and some days of one every day. */
const KEEP_DEFAULT = 10

/** What the command line gives to the work, so that tests can say what time it is and when to stop. */
export interface BackupTools {
  readonly keeper: DataKeeper
  readonly files: BackupFiles
  readonly now: () => number
  /** Waits so many milliseconds; false where it is to end instead. */
  readonly wait: (ms: number) => Promise<boolean>
}

export interface BackupFlags {
  readonly target: string
  readonly everyMs: number | null
  readonly keep: number
  readonly json: boolean
  readonly data: string | undefined
}

export function readBackupFlags(context: Pick<Surroundings, 'args' | 'stderr'>): BackupFlags | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...context.args],
      allowPositionals: true,
      options: {
        every: { type: 'string' },
        keep: { type: 'string' },
        json: { type: 'boolean' },
        data: { type: 'string' },
      },
    })
    const [target, ...others] = positionals
    if (target === undefined || others.length > 0) throw new Error('name one file or folder')
    const keep = values.keep ?? String(KEEP_DEFAULT)
    if (!/^[1-9]\d{0,5}$/.test(keep)) throw new Error(`--keep is "${keep}": give a number from 1`)
    if (values.keep !== undefined && values.every === undefined) {
      throw new Error('--keep goes with --every: a single backup removes nothing')
    }
    return {
      target,
      everyMs: values.every === undefined ? null : readDuration(values.every),
      keep: Number(keep),
      json: values.json ?? false,
      data: values.data,
    }
  } catch (error) {
    complain(context, `${(error as Error).message}\nusage: ${BACKUP_USAGE}`)
    return null
  }
}

export async function runBackup(
  context: Pick<Surroundings, 'stdout' | 'stderr'>,
  flags: BackupFlags,
  tools: BackupTools,
): Promise<ExitCode> {
  const isFolder = await stat(flags.target).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const makeOne = async (file: string): Promise<BackupSummary | null> => {
    const progress = createProgress(context.stderr, { label: 'rows', isQuiet: flags.json })
    const made = await tools.keeper.backup({ file, now: tools.now(), progress: progress.update })
    progress.end()
    if (!made.ok) {
      complain(context, made.problem)
      return null
    }
    context.stdout.write(flags.json ? `${JSON.stringify(made.value)}\n` : `${describeBackup(made.value)}\n`)
    return made.value
  }
  if (flags.everyMs === null) {
    const file = isFolder ? join(flags.target, backupName(tools.now())) : flags.target
    if (await exists(file)) {
      complain(context, `${file} is there already: a backup takes the place of nothing. Give another name`)
      return 1
    }
    return (await makeOne(file)) ? 0 : 1
  }
  if (!isFolder) {
    complain(context, `${flags.target} is no folder: --every puts backups into one`)
    return 1
  }
  await keepBackups({
    ...tools,
    folder: flags.target,
    everyMs: flags.everyMs,
    keep: flags.keep,
    makeOne,
    say: (line) => context.stderr.write(`${line}\n`),
  })
  return 0
}

/** For people, in one line. */
export function describeBackup({ file, bytes, tables, madeAt }: BackupSummary): string {
  const rowsOf = (name: string): number => tables.find((table) => table.name === name)?.rows ?? 0
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `${file}: ${rowsOf('story')} stories, ${rowsOf('comment')} comments, ${rows} rows, ${bytes} bytes, of ${madeAt}, checked`
}

function readDuration(text: string): number {
  const [, number = '', unit = ''] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? []
  const ms = Number(number) * (UNIT_MS[unit] ?? 0)
  if (ms === 0 || ms > EVERY_MS_MAX)
    throw new Error(`--every is "${text}": give a time like 6h or 1d, at most 24d`)
  return ms
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
