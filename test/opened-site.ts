/** A site without a server for one test: its own data directory, its own clock, and a look at the tables themselves. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '#domain/people/actor.ts'
import type { Parts } from '#main/compose.ts'
import { nameKey } from '#domain/people/name.ts'
import { openParts } from '#main/compose.ts'
import { NOON } from '#test/running-site.ts'

export interface OpenedSite {
  readonly parts: Parts
  readonly directory: string
  /** The time the site believes it is, in Unix milliseconds. */
  readonly clock: { now: number }
  /** Reads rows past all of Parley's code. */
  readonly rows: (sql: string, ...values: SQLInputValue[]) => Record<string, unknown>[]
  readonly close: () => Promise<void>
}

export async function openSite(): Promise<OpenedSite> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-'))
  const clock = { now: NOON }
  const parts = await openParts({ dataDirectory: directory, siteId: 'main' }, () => clock.now)
  const database = new DatabaseSync(join(directory, 'parley.sqlite'), { readOnly: true })
  return {
    parts,
    directory,
    clock,
    rows: (sql, ...values) => database.prepare(sql).all(...values),
    close: async () => {
      database.close()
      await parts.close()
      await rm(directory, { recursive: true, force: true })
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
