/** `parley restore`: puts a backup into the place of the site's database, once all of it was checked. */
import { parseArgs } from 'node:util'
import { existsSync } from 'node:fs'
import type { DataKeeper } from '#ports/data-keeper.ts'
import type { ExitCode, Surroundings } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { createProgress } from '#cli/progress.ts'
import { describeBackup } from '#cli/backup.ts'

export const RESTORE_USAGE = 'parley restore FILE [--replace] [--json] [--data DIR]'

export interface RestoreFlags {
  readonly file: string
  readonly mayReplace: boolean
  readonly json: boolean
  readonly data: string | undefined
}

export function readRestoreFlags(context: Pick<Surroundings, 'args' | 'stderr'>): RestoreFlags | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...context.args],
      allowPositionals: true,
      options: { replace: { type: 'boolean' }, json: { type: 'boolean' }, data: { type: 'string' } },
    })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) throw new Error('name one backup')
    return { file, mayReplace: values.replace ?? false, json: values.json ?? false, data: values.data }
  } catch (error) {
    complain(context, `${(error as Error).message}\nusage: ${RESTORE_USAGE}`)
    return null
  }
}

export async function runRestore(
  context: Pick<Surroundings, 'stdout' | 'stderr'>,
  { file, mayReplace, json }: RestoreFlags,
  { keeper, now }: { readonly keeper: DataKeeper; readonly now: () => number },
): Promise<ExitCode> {
  if (!existsSync(file)) {
    complain(context, `there is no ${file}`)
    return 1
  }
  const progress = createProgress(context.stderr, { label: 'rows', isQuiet: json })
  const restored = await keeper.restore({ file, mayReplace, now: now(), progress: progress.update })
  progress.end()
  if (!restored.ok) {
    complain(context, `${restored.problem}. Nothing was changed`)
    return 1
  }
  const { backup, aside } = restored.value
  if (json) context.stdout.write(`${JSON.stringify({ restored: backup, aside })}\n`)
  else {
    const kept = aside === null ? '' : `\nWhat was there before is kept: ${aside}`
    context.stdout.write(`restored ${describeBackup(backup)}${kept}\n`)
  }
  return 0
}
