/** The command line: finds the command, gives it what it needs, and answers with its exit code. */
import type { Civility } from '#ports/civility.ts'
import type { Command, CommandOfSettings, ExitCode } from '#cli/command.ts'
import type { Config } from '#main/config.ts'
import type { RunningCivility } from '#main/open-civility.ts'
import { complain } from '#cli/command.ts'
import { openExistingParts, openParts } from '#main/compose.ts'
import { readSettings } from '#main/read-settings.ts'

const CONFIG_FLAG = '--config'

/** Loaded when asked for: a server does not hold what reads other systems' files. */
const COMMANDS = new Map<string, () => Promise<Command | CommandOfSettings>>([
  ['serve', async () => (await import('#main/serve-command.ts')).serveCommand],
  ['import', async () => (await import('#cli/import.ts')).importCommand],
  ['score', async () => (await import('#main/score-command.ts')).scoreCommand],
  ['check', async () => (await import('#main/check-command.ts')).checkCommand],
  ['backup', async () => (await import('#main/backup-command.ts')).backupCommand],
  ['restore', async () => (await import('#main/restore-command.ts')).restoreCommand],
  ['move', async () => (await import('#main/move-command.ts')).moveCommand],
  ['admin', async () => (await import('#main/admin-command.ts')).adminCommand],
  ['distribute', async () => (await import('#main/distribute-command.ts')).distributeCommand],
  ['config', async () => (await import('#main/config-command.ts')).configCommand],
])

/** Names of errors whose message says what to do: where they came from in the code helps nobody. */
const OPERATORS_ERRORS: ReadonlySet<string> = new Set([
  'NewerDatabaseError',
  'DamagedDatabaseError',
  'NoDatabaseError',
  'UnfitDatabaseError',
  'UnfinishedMoveError',
  'StoreBusyError',
])

async function listCommands(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()))
  const lines = commands.map(
    (command) => `  ${command.name.padEnd(8)} ${command.summary}\n           ${command.usage}`,
  )
  return `usage: parley COMMAND … [--config FILE]\n\n${lines.join('\n')}\n`
}

async function run(given: readonly string[]): Promise<ExitCode> {
  const { stdin, stdout, stderr, env: environment } = process
  const { configPath, rest } = takeConfigPath(given)
  const [name, ...args] = rest
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
  const surroundings = { args, environment, configPath, stdin, stdout, stderr }
  if ('runWith' in command) return command.runWith(surroundings)
  const config = await readSettings(surroundings, {})
  if (!config) return 2
  return command.run({
    ...surroundings,
    publicUrl: config.publicUrl,
    openData: async (directory, use) => {
      const settings = { ...config, dataDirectory: directory ?? config.dataDirectory }
      const { ports, close } = await (use === 'existing' ? openExistingParts(settings) : openParts(settings))
      const civility = civilityWhenAsked(config)
      return {
        ports: { ...ports, civility },
        close: async () => {
          await civility.stop()
          await close()
        },
      }
    },
  })
}

/** Most commands score nothing: weights, and the code that reads them, are loaded for those that do. */
function civilityWhenAsked({
  civilityStageTwo: runtime,
  civilityThreads: threads,
}: Config): Pick<RunningCivility, keyof Civility | 'stop'> {
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  let opened: Promise<RunningCivility> | null = null
  const open = (): Promise<RunningCivility> => {
    opened ??= import('#main/open-civility.ts').then(({ createCivility }) =>
      createCivility(silent, { stageTwo: { runtime, threads } }),
    )
    return opened
  }
  return {
    scorer: async () => (await open()).scorer(),
    lostLanguages: async () => (await open()).lostLanguages(),
    prepare: async () => (await open()).prepare(),
    consider: async (text, ask) => (await open()).consider(text, ask),
    stop: async () => (await opened)?.stop(),
  }
}

/** Every command may be told where the settings are; none has to know. */
function takeConfigPath(args: readonly string[]): {
  readonly configPath: string | undefined
  readonly rest: readonly string[]
} {
  const at = args.findIndex((arg) => arg === CONFIG_FLAG || arg.startsWith(`${CONFIG_FLAG}=`))
  if (at === -1) return { configPath: undefined, rest: args }
  const isOne = args[at] !== CONFIG_FLAG
  return {
    configPath: isOne ? args[at]?.slice(CONFIG_FLAG.length + 1) : (args[at + 1] ?? ''),
    rest: args.toSpliced(at, isOne ? 1 : 2),
  }
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
