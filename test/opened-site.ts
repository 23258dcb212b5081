/** A site without a server for one test: its own data, its own clock, and a look at the tables themselves. */
import type { Actor } from '#domain/people/actor.ts'
import type { Parts } from '#main/compose.ts'
import { nameKey } from '#domain/people/name.ts'
import { openParts } from '#main/compose.ts'
import { NOON } from '#test/running-site.ts'
import { openScratchData } from '#test/scratch-data.ts'

export interface OpenedSite {
  readonly parts: Parts
  /** Where the file is, on SQLite. */
  readonly directory: string
  /** Where the database is, on PostgreSQL; null on SQLite. */
  readonly databaseUrl: string | null
  /** The time the site believes it is, in Unix milliseconds. */
  readonly clock: { now: number }
  /** Reads rows past all of Parley's code; a value stands as `?`. */
  readonly rows: (sql: string, ...values: (string | number)[]) => Promise<Record<string, unknown>[]>
  readonly close: () => Promise<void>
}

export async function openSite(): Promise<OpenedSite> {
  const data = await openScratchData()
  const clock = { now: NOON }
  const parts = await openParts({ ...data.config, siteId: 'main' }, () => clock.now)
  return {
    parts,
    directory: data.config.dataDirectory,
    databaseUrl: data.config.databaseUrl,
    clock,
    rows: data.rows,
    close: async () => {
      await parts.close()
      await data.remove()
    },
  }
}

/** A member of the site, or a moderator. */
export async function seedMember(
  { parts: { ports } }: Pick<OpenedSite, 'parts'>,
  { name, role }: { readonly name: string; readonly role: Actor['role'] },
): Promise<Actor & { readonly personId: string }> {
  const person = { id: ports.newId(), standing: 'member', role, name } as const
  const createdAt = ports.clock.now()
  await ports.store.write((tx) => tx.insertPerson({ ...person, nameKey: nameKey(name), createdAt }))
  return { personId: person.id, standing: 'member', role, name }
}

/** A guest as a signed cookie names one, who need not have written yet. */
export function guest({ parts }: Pick<OpenedSite, 'parts'>): Actor & { readonly personId: string } {
  return { personId: parts.ports.newId(), standing: 'guest', role: 'reader', name: null }
}
