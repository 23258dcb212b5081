/** One node against two on one PostgreSQL: pages that nobody keeps, read and made anew, on the cores this machine has. */
import { join } from 'node:path'
import { atLeast, aside, medianOf, report, say } from '#bench/figures.ts'
import { createDatabase, startPostgres } from '#test/postgres-server.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { openParts } from '#main/compose.ts'
import { runWrk } from '#bench/wrk.ts'
import { seedThread } from '#bench/seed-thread.ts'
import { startParley, type RunningParley } from '#bench/run-server.ts'

const PAIRS = 5
const COMMENTS = 10_000
const NOON = Date.UTC(2026, 4, 12, 12)

/** A second node must not slow down the first; how much it adds depends on the cores the database leaves. */
const RATIO_MIN = 1

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const server = await startPostgres({ fsync: 'on', shared_buffers: '512MB' })
  const nodes: RunningParley[] = []
  const pairs: { readonly one: number; readonly two: number; readonly load: number }[] = []
  try {
    const url = await createDatabase(server.url)
    const parts = await openParts({ databaseUrl: url, dataDirectory: scratch.directory, siteId: 'main' })
    const plan = { headline: 'The ferry sails again', comments: COMMENTS, repliesPerRoot: 4, createdAt: NOON }
    const { storyId } = await seedThread(parts, plan)
    await parts.close()
    for (const name of ['one', 'two']) {
      const dataDirectory = join(scratch.directory, name)
      nodes.push(await startParley({ dataDirectory, environment: { DATABASE_URL: url } }))
    }
    const speed = async (some: readonly RunningParley[]): Promise<number> => {
      const runs = await Promise.all(some.map((node) => runWrk(`${node.url}/s/${storyId}/yours`)))
      return runs.reduce((sum, run) => sum + run.requestsPerSecond, 0)
    }
    await speed(nodes)
    for (let turn = 1; turn <= PAIRS; turn += 1) {
      const pair = { one: await speed(nodes.slice(0, 1)), two: await speed(nodes), load: loadNow() }
      pairs.push(pair)
      say(`pair ${turn}: one ${pair.one.toFixed(0)}, two ${pair.two.toFixed(0)}, load ${pair.load}`)
    }
  } finally {
    for (const node of nodes) await node.stop()
    await server.stop()
    await scratch.remove()
  }
  const figures = [
    atLeast('pages of two nodes / of one', RATIO_MIN, medianOf(pairs.map(({ one, two }) => two / one))),
    aside(
      'pages a second, one node',
      medianOf(
        pairs.map(({ one }) => one),
        0,
      ).text,
    ),
    aside(
      'pages a second, two nodes',
      medianOf(
        pairs.map(({ two }) => two),
        0,
      ).text,
    ),
  ]
  return report(machine, figures, { pairs })
}
