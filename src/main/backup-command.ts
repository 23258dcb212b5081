/** `parley backup` with the site's own data behind it, until a signal says that it is to end. */
import type { CommandOfSettings } from '#cli/command.ts'
import { BACKUP_USAGE, readBackupFlags, runBackup } from '#cli/backup.ts'
import { backupFiles } from '#adapters/backup/backup-files.ts'
import { openKeeper } from '#main/open-keeper.ts'
import { readSettings } from '#main/read-settings.ts'
import { staySmall } from '#main/stay-small.ts'

export const backupCommand: CommandOfSettings = {
  name: 'backup',
  summary: 'writes everything into one file, beside the running server, once or every so often',
  usage: BACKUP_USAGE,
  runWith: async (context) => {
    staySmall()
    const flags = readBackupFlags(context)
    const config = flags && (await readSettings(context, { data: flags.data }))
    if (!config) return 2
    const keeper = await openKeeper(config, 'existing')
    return runBackup(context, flags, { keeper, files: backupFiles, now: Date.now, wait: waitUntilTold })
  },
}

/** False as soon as a signal asks to stop; a backup that is being made is made to its end. */
function waitUntilTold(ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (goesOn: boolean): void => {
      clearTimeout(timer)
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      resolve(goesOn)
    }
    const stop = (): void => settle(false)
    const timer = setTimeout(() => settle(true), ms)
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
