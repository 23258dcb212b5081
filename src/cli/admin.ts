/** `parley admin`: what only somebody at the machine may do. */
import { parseArgs } from 'node:util'
import type { Civility } from '#ports/civility.ts'
import type { Command, CommandContext, ExitCode } from '#cli/command.ts'
import type { Ports } from '#ports/ports.ts'
import { API_KEY_USAGE, manageApiKeys } from '#cli/api-key.ts'
import { RESCORE_USAGE, rescore } from '#cli/rescore.ts'
import { complain } from '#cli/command.ts'
import { learn, LEARN_USAGE } from '#cli/learn.ts'
import { makeSignInLink } from '#operations/sign-in.ts'
import { signInPath } from '#contract/routes.ts'

const USAGE = [`parley admin sign-in-link [--data DIR]`, API_KEY_USAGE, LEARN_USAGE, RESCORE_USAGE].join(
  '\n           ',
)

/** The scorer for tasks that need one; `say` hears why it is off. */
export type OpenCivility = (say: (message: string) => void) => Civility

interface Given {
  readonly ports: Ports
  readonly words: readonly string[]
  /** Those that were given, by name. */
  readonly flags: ReadonlySet<string>
  readonly openCivility: OpenCivility
}

interface Task {
  /** Names of its own flags, besides those that all tasks have. */
  readonly flags: readonly string[]
  readonly run: (context: CommandContext, given: Given) => Promise<ExitCode>
}

const TASKS: ReadonlyMap<string, Task> = new Map<string, Task>([
  ['sign-in-link', { flags: [], run: printSignInLink }],
  ['api-key', { flags: [], run: (context, { ports, words }) => manageApiKeys(context, ports, words) }],
  ['rescore', { flags: [], run: (context, { ports, words }) => rescore(context, ports, words) }],
  ['learn', { flags: ['dry-run', 'json'], run: learnNow }],
])

export function createAdminCommand(openCivility: OpenCivility): Command {
  return {
    name: 'admin',
    summary:
      'makes a one-time link that signs a moderator in; makes, lists and revokes API keys; learns from decisions; scores again what waited for weights',
    usage: USAGE,
    run: async (context) => {
      const [name = '', ...args] = context.args
      const task = TASKS.get(name)
      const read = readArgs(args, task?.flags ?? [])
      if (typeof read === 'string') {
        complain(context, `${read}\nusage: ${USAGE}`)
        return 2
      }
      if (!task) {
        complain(context, `there is no task "${name}"\nusage: ${USAGE}`)
        return 2
      }
      const opened = await context.openData(read.data)
      try {
        return await task.run(context, { ports: opened.ports, openCivility, ...read })
      } finally {
        await opened.close()
      }
    },
  }
}

type ReadArgs = Pick<Given, 'words' | 'flags'> & { readonly data: string | undefined }

/** What is wrong with them, in words. */
function readArgs(args: readonly string[], flags: readonly string[]): ReadArgs | string {
  try {
    const own = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' } as const]))
    const options = { ...own, data: { type: 'string' } as const }
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const { data } = values
    return {
      data: typeof data === 'string' ? data : undefined,
      words: positionals,
      flags: new Set(Object.keys(values)),
    }
  } catch (error) {
    return (error as Error).message
  }
}

function refuseWords(context: CommandContext, words: readonly string[]): ExitCode {
  complain(context, `"${words.join(' ')}" says nothing here\nusage: ${USAGE}`)
  return 2
}

async function printSignInLink(context: CommandContext, { ports, words }: Given): Promise<ExitCode> {
  if (words.length > 0) return refuseWords(context, words)
  const token = await makeSignInLink(ports)
  context.stdout.write(`${context.publicUrl}${signInPath(token)}\n`)
  return 0
}

async function learnNow(
  context: CommandContext,
  { ports, words, flags, openCivility }: Given,
): Promise<ExitCode> {
  if (words.length > 0) return refuseWords(context, words)
  const civility = openCivility((message) => complain(context, message))
  return learn(context, { ports, civility }, { isDry: flags.has('dry-run'), isJson: flags.has('json') })
}
