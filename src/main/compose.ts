/** Puts the parts together: the only place that knows which adapter stands behind which port. */
import { createHash, randomBytes, randomFillSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#main/config.ts'
import type { Ports } from '#ports/ports.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import { createDrawnBytes } from '#main/drawn-bytes.ts'
import { createUuidSource } from '#base/uuid-source.ts'
import { createLearned } from '#operations/learning/read-learned.ts'
import { openSqliteStore } from '#adapters/sql/sqlite/open-sqlite-store.ts'

/** 256 bits: nobody guesses a token. */
const TOKEN_BYTES = 32

/** Where a site's signing key is kept, so that cookies survive a restart. */
const COOKIE_KEY = 'cookie-key'

const DATABASE_FILE = 'parley.sqlite'

/** The file in `dataDirectory`, or the database of `databaseUrl` where there is one. */
type DataPlace = Pick<Config, 'dataDirectory' | 'siteId' | 'databaseUrl'> &
  Partial<Pick<Config, 'databaseReplicaUrl'>>

export interface Parts {
  readonly ports: Ports
  readonly store: SiteStore
  readonly close: () => Promise<void>
}

/** What operations decide by. */
type SiteConfig = Pick<
  Config,
  'readOnlyAfterMs' | 'civilityHoldAt' | 'civilityNudge' | 'spamHoldAt' | 'publicUrl' | 'embedOrigins'
>

/** `now` can be replaced, so that tests say what time it is. Makes the data directory where it is missing and wanted. */
export async function openParts(
  config: DataPlace & Partial<SiteConfig>,
  now: () => number = Date.now,
): Promise<Parts> {
  const store = await openStore(config, now())
  const random = createDrawnBytes(randomFillSync)
  const ports: Ports = {
    store,
    clock: { now },
    newId: createUuidSource(now, random),
    randomBytes: random,
    secrets: {
      newToken: () => randomBytes(TOKEN_BYTES).toString('base64url'),
      hash: (token) => createHash('sha256').update(token).digest('base64url'),
    },
    settings: {
      readOnlyAfterMs: config.readOnlyAfterMs ?? null,
      civilityHoldAt: config.civilityHoldAt ?? null,
      spamHoldAt: config.spamHoldAt ?? null,
      ownHosts: ownHosts(config),
      civilityNudge: config.civilityNudge ?? false,
    },
    // The server brings the scorer; commands that write need none.
    civility: {
      scorer: () => Promise.resolve(null),
      lostLanguages: () => Promise.resolve(new Set<string>()),
      consider: () => Promise.resolve(null),
      prepare: () => Promise.resolve(false),
    },
    checker: null,
    learned: createLearned(store.read),
  }
  return { ports, store, close: store.close }
}

async function openStore(
  { databaseUrl, databaseReplicaUrl = null, dataDirectory, siteId }: DataPlace,
  now: number,
): Promise<SiteStore> {
  if (databaseUrl !== null) {
    // Loaded by those alone who use it: a first start on one file is quick.
    const { openPostgresStore } = await import('#adapters/sql/postgres/open-postgres-store.ts')
    return openPostgresStore({ url: databaseUrl, replicaUrl: databaseReplicaUrl, siteId, now })
  }
  await mkdir(dataDirectory, { recursive: true })
  return openSqliteStore({ file: databaseFile({ dataDirectory }), siteId, now })
}

/** Thrown where a command is about data that is not there: made anew, it would look as if all were lost. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError'
}

/** The same, for commands that make no sense on data that is not there yet. */
export async function openExistingParts(config: DataPlace): Promise<Parts> {
  const file = databaseFile(config)
  if (config.databaseUrl === null && !existsSync(file)) {
    throw new NoDatabaseError(`there is no ${file}: name the folder of the data with --data or PARLEY_DATA`)
  }
  return openParts(config)
}

function ownHosts({
  publicUrl,
  embedOrigins,
}: Partial<Pick<Config, 'publicUrl' | 'embedOrigins'>>): string[] {
  const addresses = [...(publicUrl === undefined ? [] : [publicUrl]), ...(embedOrigins ?? [])]
  return addresses.flatMap((address) => {
    const host = URL.parse(address)?.hostname.replace(/^www\./, '')
    return host === undefined ? [] : [host]
  })
}

/** Where the data is kept, where it is a file. */
export function databaseFile({ dataDirectory }: Pick<Config, 'dataDirectory'>): string {
  return join(dataDirectory, DATABASE_FILE)
}

/** The site's own secret, made at its first start. */
export async function cookieKey({ store }: Ports): Promise<string> {
  const known = await store.read.setting(COOKIE_KEY)
  if (known !== null) return known
  return store.write(async (tx) => {
    const made = (await tx.setting(COOKIE_KEY)) ?? randomBytes(TOKEN_BYTES).toString('base64url')
    await tx.putSetting(COOKIE_KEY, made)
    return made
  })
}
