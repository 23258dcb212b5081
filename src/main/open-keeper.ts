/** What makes and restores backups of the site's database, whichever that is. */
import { existsSync, readFileSync } from 'node:fs'
import type { Config } from '#main/config.ts'
import type { DataKeeper } from '#ports/data-keeper.ts'
import { createSqliteKeeper } from '#adapters/sql/sqlite/sqlite-keeper.ts'
import { databaseFile, NoDatabaseError } from '#main/compose.ts'

/** `use`: a backup needs a database that is there, a restore may make one. */
export function openKeeper(config: Pick<Config, 'dataDirectory'>, use: 'existing' | 'any'): DataKeeper {
  const file = databaseFile(config)
  if (use === 'existing' && !existsSync(file)) {
    throw new NoDatabaseError(`there is no ${file}: name the folder of the data with --data or PARLEY_DATA`)
  }
  return createSqliteKeeper({ file, parley: parleyVersion() })
}

function parleyVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}
