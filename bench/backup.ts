/** Backing up a SQLite site: speed, beside copying its file, and memory. */
import { join } from 'node:path'
import { carryFigures, copySite, LARGE, SMALL, timeCommand, timeCopy } from '#bench/carried-sites.ts'
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
      return timeCommand(comments, ['backup', file, '--data', data])
    }
    const runs = [await run(SMALL), await run(LARGE)] as const
    const database = join(scratch.directory, `site-${LARGE}`, 'parley.sqlite')
    const copy = await timeCopy(database, join(scratch.directory, 'copy'))
    return report(machine, [...carryFigures('backup', runs), copy], { runs, loadAfter: loadNow() })
  } finally {
    await scratch.remove()
  }
}
