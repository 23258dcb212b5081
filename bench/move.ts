/** Moving a site from SQLite to PostgreSQL and back: speed, with everything compared at the end, and memory. */
import { join } from 'node:path'
import type { Figure } from '#bench/figures.ts'
import { carryFigures, copySite, LARGE, SMALL, timeCommand, type Run } from '#bench/carried-sites.ts'
import { createDatabase, startPostgres } from '#test/postgres-server.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { report } from '#bench/figures.ts'

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const server = await startPostgres({ fsync: 'on' })
  try {
    const there: Run[] = []
    const back: Run[] = []
    for (const comments of [SMALL, LARGE]) {
      const from = join(scratch.directory, `from-${comments}`)
      await copySite(comments, from)
      const url = await createDatabase(server.url)
      there.push(await timeCommand(comments, ['move', '--from', `sqlite:${from}`, '--to', url]))
      const to = `sqlite:${join(scratch.directory, `back-${comments}`)}`
      back.push(await timeCommand(comments, ['move', '--from', url, '--to', to]))
    }
    const figures: Figure[] = [
      ...carryFigures('SQLite to PostgreSQL', pair(there)),
      ...carryFigures('PostgreSQL to SQLite', pair(back)),
    ]
    return report(machine, figures, { there, back, loadAfter: loadNow() })
  } finally {
    await server.stop()
    await scratch.remove()
  }
}

function pair([small, large]: readonly Run[]): readonly [Run, Run] {
  if (!small || !large) throw new Error('both sizes must have been run')
  return [small, large]
}
