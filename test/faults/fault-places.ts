/** Where a site's data lies while faults are done to its server, on each engine. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '#test/postgres-server.ts'
import { openParts, type Parts } from '#main/compose.ts'
import { postgresUrl } from '#test/conformance/engines.ts'
import { seedStory } from '#test/running-site.ts'

export interface FaultPlace {
  /** What tells a server process where the data is. */
  readonly environment: Readonly<Record<string, string>>
  readonly storyId: string
  /** Opens the data beside or instead of a server, and closes it again. */
  readonly look: <Result>(work: (parts: Parts) => Promise<Result>) => Promise<Result>
  readonly remove: () => Promise<void>
}

type Data = Pick<Parameters<typeof openParts>[0], 'dataDirectory' | 'databaseUrl'>

async function placeOf(data: Data, { environment, remove }: Pick<FaultPlace, 'environment' | 'remove'>) {
  const look: FaultPlace['look'] = async (work) => {
    const parts = await openParts({ ...data, siteId: 'main' })
    try {
      return await work(parts)
    } finally {
      await parts.close()
    }
  }
  return { environment, storyId: await look((parts) => seedStory({ parts })), look, remove }
}

/** `given`: a folder that somebody else takes away again. */
export async function sqlitePlace(given?: string): Promise<FaultPlace> {
  const directory = given ?? (await mkdtemp(join(tmpdir(), 'parley-faults-')))
  return placeOf(
    { dataDirectory: directory, databaseUrl: null },
    {
      environment: { PARLEY_DATA: directory },
      remove: async () => {
        if (given === undefined) await rm(directory, { recursive: true, force: true })
      },
    },
  )
}

/** `url`: a database of its own; without, one is made on the server of these tests. */
export async function postgresPlace(url?: string): Promise<FaultPlace> {
  const databaseUrl = url ?? (await createDatabase(await postgresUrl()))
  return placeOf(
    { dataDirectory: '', databaseUrl },
    // The databases go when the server does.
    { environment: { DATABASE_URL: databaseUrl }, remove: async () => {} },
  )
}

export const FAULT_PLACES = [
  { name: 'SQLite', make: () => sqlitePlace() },
  { name: 'PostgreSQL', make: () => postgresPlace() },
] as const
