/** What makes and restores backups of the site's database, whichever that is. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { Config } from '#main/config.ts'
import type { DataKeeper } from '#ports/data-keeper.ts'
import { createSqliteKeeper } from '#adapters/sql/sqlite/sqlite-keeper.ts'
import { databaseFile, NoDatabaseError } from '#main/compose.ts'

/** `use`: a backup needs a database that is there, a restore may make one. */
export async function openKeeper(
  config: Pick<Config, 'dataDirectory' | 'databaseUrl'>,
  use: 'existing' | 'any',
): Promise<DataKeeper> {
  const parley = parleyVersion()
  if (config.databaseUrl !== null) {
    const { createPostgresKeeper } = await import('#adapters/sql/postgres/postgres-keeper.ts')
    return createPostgresKeeper({ url: config.databaseUrl, parley })
  }
  if (use === 'any') await mkdir(config.dataDirectory, { recursive: true })
  const file = databaseFile(config)
  if (use === 'existing' && !existsSync(file)) {
    throw new NoDatabaseError(`there is no ${file}: name the folder of the data with --data or PARLEY_DATA`)
  }
  return createSqliteKeeper({ file, parley })
}

function parleyVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}
