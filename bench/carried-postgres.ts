/** Sites of both sizes in PostgreSQL, for backing up and restoring there. */
import { join } from 'node:path'
import { carryFigures, copySite, LARGE, SMALL, timeCommand, type Run } from '#bench/carried-sites.ts'
import { createDatabase, startPostgres } from '#test/postgres-server.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { report } from '#bench/figures.ts'

export interface PostgresSite {
  readonly comments: number
  /** Where the site is, and where nothing is yet. */
  readonly url: string
  readonly emptyUrl: string
  /** A file for its backup. */
  readonly file: string
}

/** `measure` is given each of the sites, the small one first. */
export async function measureOnPostgres(what: string, measure: (site: PostgresSite) => Promise<Run>) {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const server = await startPostgres({ fsync: 'on' })
  try {
    const run = async (comments: number): Promise<Run> => {
      const data = join(scratch.directory, `site-${comments}`)
      await copySite(comments, data)
      const url = await createDatabase(server.url)
      await timeCommand(comments, ['move', '--from', `sqlite:${data}`, '--to', url])
      const emptyUrl = await createDatabase(server.url)
      return measure({ comments, url, emptyUrl, file: join(scratch.directory, `${comments}.backup`) })
    }
    const runs = [await run(SMALL), await run(LARGE)] as const
    return report(machine, carryFigures(what, runs), { runs, loadAfter: loadNow() })
  } finally {
    await server.stop()
    await scratch.remove()
  }
}
