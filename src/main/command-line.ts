/** The command line: finds the command, gives it what it needs, and answers with its exit code. */
import type { Command, CommandContext, ExitCode } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { openExistingParts, openParts } from '#main/compose.ts'
import { readConfig } from '#main/config.ts'

/** Loaded when asked for: a server does not hold what reads other systems' files. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('#main/serve-command.ts')).serveCommand],
  ['import', async () => (await import('#cli/import.ts')).importCommand],
  ['score', async () => (await import('#main/score-command.ts')).scoreCommand],
  ['check', async () => (await import('#cli/check.ts')).checkCommand],
  ['admin', async () => (await import('#cli/admin.ts')).adminCommand],
])

/** Names of errors whose message says what to do: where they came from in the code helps nobody. */
const OPERATORS_ERRORS: ReadonlySet<string> = new Set([
  'NewerDatabaseError',
  'DamagedDatabaseError',
  'NoDatabaseError',
])

async function listCommands(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()))
  const lines = commands.map(
    (command) => `  ${command.name.padEnd(8)} ${command.summary}\n           ${command.usage}`,
  )
  return `usage: parley COMMAND …\n\n${lines.join('\n')}\n`
}

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  const { stdin, stdout, stderr, env: environment } = process
  if (name === undefined || name === 'help' || name === '--help') {
    stdout.write(await listCommands())
    return name === undefined ? 2 : 0
  }
  const command = await COMMANDS.get(name)?.()
  if (!command) {
    complain({ stderr }, `there is no command "${name}"\n${await listCommands()}`)
    return 2
  }
  if (args.includes('--help')) {
    stdout.write(`usage: ${command.usage}\n`)
    return 0
  }
  const config = readConfig({ environment })
  if (!config.ok) {
    complain({ stderr }, config.problem.message)
    return 2
  }
  const context: CommandContext = {
    args,
    environment,
    stdin,
    stdout,
    stderr,
    publicUrl: config.value.publicUrl,
    openData: (directory, use) => {
      const settings = { ...config.value, dataDirectory: directory ?? config.value.dataDirectory }
      return use === 'existing' ? openExistingParts(settings) : openParts(settings)
    },
  }
  return command.run(context)
}

/** Answers with an exit code; whatever goes wrong is said in words. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  try {
    return await run(args)
  } catch (error) {
    const { name, message, stack } = error as Error
    // What is the operator's to settle is said in words; anything else unexpected shows where it broke.
    complain(process, OPERATORS_ERRORS.has(name) ? message : (stack ?? message))
    return 1
  }
}
