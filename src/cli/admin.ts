/** `parley admin`: what only somebody at the machine may do. */
import { parseArgs } from 'node:util'
import type { Command, CommandContext, ExitCode } from '#cli/command.ts'
import type { Ports } from '#ports/ports.ts'
import { API_KEY_USAGE, manageApiKeys } from '#cli/api-key.ts'
import { RESCORE_USAGE, rescore } from '#cli/rescore.ts'
import { complain } from '#cli/command.ts'
import { makeSignInLink } from '#operations/sign-in.ts'
import { signInPath } from '#contract/routes.ts'

const USAGE = `parley admin sign-in-link [--data DIR]\n           ${API_KEY_USAGE}\n           ${RESCORE_USAGE}`

type Task = (context: CommandContext, ports: Ports, words: readonly string[]) => Promise<ExitCode>

const TASKS: ReadonlyMap<string, Task> = new Map([
  ['sign-in-link', printSignInLink],
  ['api-key', manageApiKeys],
  ['rescore', rescore],
])

export const adminCommand: Command = {
  name: 'admin',
  summary:
    'makes a one-time link that signs a moderator in; makes, lists and revokes API keys; scores again what waited for weights',
  usage: USAGE,
  run: async (context) => {
    const [name = '', ...args] = context.args
    let data: string | undefined
    let words: readonly string[]
    try {
      const options = { data: { type: 'string' } } as const
      const parsed = parseArgs({ args, options, allowPositionals: true })
      data = parsed.values.data
      words = parsed.positionals
    } catch (error) {
      complain(context, `${(error as Error).message}\nusage: ${USAGE}`)
      return 2
    }
    const task = TASKS.get(name)
    if (!task) {
      complain(context, `there is no task "${name}"\nusage: ${USAGE}`)
      return 2
    }
    const opened = await context.openData(data)
    try {
      return await task(context, opened.ports, words)
    } finally {
      await opened.close()
    }
  },
}

async function printSignInLink(
  context: CommandContext,
  ports: Ports,
  words: readonly string[],
): Promise<ExitCode> {
  if (words.length > 0) {
    complain(context, `"${words.join(' ')}" says nothing here\nusage: ${USAGE}`)
    return 2
  }
  const token = await makeSignInLink(ports)
  context.stdout.write(`${context.publicUrl}${signInPath(token)}\n`)
  return 0
}
