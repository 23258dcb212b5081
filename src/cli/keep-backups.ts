/** Makes a backup again and again, and removes the oldest of its own once a newer one was checked. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupSummary } from '#ports/data-keeper.ts'
import type { BackupTools } from '#cli/backup.ts'
import { timeStamp } from '#base/time-stamp.ts'

const NAME = /^parley-\d{8}T\d{6}Z\.backup$/

/** `parley-20261123T220000Z.backup`: sorts by time. `time`: Unix milliseconds. */
export function backupName(time: number): string {
  return `parley-${timeStamp(time)}.backup`
}

interface Keeping extends BackupTools {
  readonly folder: string
  readonly everyMs: number
  readonly keep: number
  /** Null where it failed, which was said. */
  readonly makeOne: (file: string) => Promise<BackupSummary | null>
  readonly say: (line: string) => void
}

/** Until `wait` says that it is to end. Started anew, it goes on where it was: the newest backup tells when the next is due. */
export async function keepBackups(keeping: Keeping): Promise<void> {
  const { now, wait, everyMs } = keeping
  const newest = (await ownBackups(keeping)).at(-1)
  let due = newest === undefined ? now() : Date.parse(newest.madeAt) + everyMs
  for (;;) {
    // A clock that was set back must not put the next backup off for longer than was asked for.
    const pause = Math.min(everyMs, due - now())
    if (pause > 0 && !(await wait(pause))) return
    due = now() + everyMs
    try {
      const made = await keeping.makeOne(join(keeping.folder, backupName(now())))
      if (made) await removeOldest(keeping)
    } catch (error) {
      // A full disk or a database that is away today is no reason to make no backup tomorrow.
      keeping.say(`parley: no backup was made: ${(error as Error).message}`)
    }
  }
}

/** Only what carries our name, is whole at both ends, and came from this very database: all else is somebody else's. */
async function ownBackups({ folder, files, keeper }: Keeping): Promise<BackupSummary[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort()
  const found: BackupSummary[] = []
  for (const name of names) {
    const summary = await files.summary(join(folder, name))
    if (summary?.origin === keeper.origin) found.push(summary)
  }
  return found
}

async function removeOldest(keeping: Keeping): Promise<void> {
  const own = await ownBackups(keeping)
  for (const { file } of own.slice(0, Math.max(0, own.length - keeping.keep))) {
    await rm(file)
    keeping.say(`removed ${file}`)
  }
}
