/** `parley distribute`: what Citus needs to spread a database by site; prints it, or does it. */
import { parseArgs } from 'node:util'
import type { CommandOfSettings } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { readSettings } from '#main/read-settings.ts'

const USAGE = 'parley distribute [--run]'

export const distributeCommand: CommandOfSettings = {
  name: 'distribute',
  summary: 'prints, or runs, what spreads a PostgreSQL database over machines by site (Citus)',
  usage: USAGE,
  runWith: async (context) => {
    const flags = readFlags(context.args)
    if (!flags) {
      complain(context, `usage: ${USAGE}`)
      return 2
    }
    const config = await readSettings(context, {})
    if (!config) return 2
    if (config.databaseUrl === null) {
      complain(context, 'there is no DATABASE_URL: one SQLite file has nothing to spread')
      return 2
    }
    const { distribute } = await import('#adapters/sql/postgres/distribute.ts')
    const { kind, statements } = await distribute(config.databaseUrl, flags)
    if (kind === 'no-extension') {
      complain(context, 'this database has no Citus: run "create extension citus" as its superuser first')
      return 1
    }
    context.stdout.write(statements.map((statement) => `${statement};\n`).join(''))
    if (kind === 'done') context.stderr.write(`${statements.length} tables are spread by site\n`)
    return 0
  },
}

function readFlags(args: readonly string[]): { readonly run: boolean } | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { run: { type: 'boolean', default: false } } })
    return { run: values.run }
  } catch {
    return null
  }
}
