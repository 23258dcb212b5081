/** Restoring a SQLite site from a backup, with everything compared at the end: speed and memory. */
import { join } from 'node:path'
import { carryFigures, copySite, LARGE, SMALL, timeCommand } from '#bench/carried-sites.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { report } from '#bench/figures.ts'

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  try {
    const run = async (comments: number) => {
      const data = join(scratch.directory, `site-${comments}`)
      await copySite(comments, data)
      const file = join(scratch.directory, `${comments}.backup`)
      await timeCommand(comments, ['backup', file, '--data', data])
      return timeCommand(comments, ['restore', file, '--data', `${data}-restored`])
    }
    const runs = [await run(SMALL), await run(LARGE)] as const
    return report(machine, carryFigures('restore', runs), { runs, loadAfter: loadNow() })
  } finally {
    await scratch.remove()
  }
}
