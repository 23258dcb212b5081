/** `parley restore` into the site's own database. */
import type { CommandOfSettings } from '#cli/command.ts'
import { openKeeper } from '#main/open-keeper.ts'
import { readRestoreFlags, RESTORE_USAGE, runRestore } from '#cli/restore.ts'
import { readSettings } from '#main/read-settings.ts'
import { staySmall } from '#main/stay-small.ts'

export const restoreCommand: CommandOfSettings = {
  name: 'restore',
  summary: 'puts a backup into the place of the database, once every byte of it was checked',
  usage: RESTORE_USAGE,
  runWith: async (context) => {
    staySmall()
    const flags = readRestoreFlags(context)
    const config = flags && (await readSettings(context, { data: flags.data }))
    if (!config) return 2
    return runRestore(context, flags, { keeper: await openKeeper(config, 'any'), now: Date.now })
  },
}
