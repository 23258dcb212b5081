/** `parley admin`: what only somebody at the machine may do. */
import { parseArgs } from 'node:util'
import type { Command } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { makeSignInLink } from '#operations/sign-in.ts'
import { signInPath } from '#contract/routes.ts'

const USAGE = 'parley admin sign-in-link [--data DIR]'

export const adminCommand: Command = {
  name: 'admin',
  summary: 'makes a one-time link that signs a moderator in',
  usage: USAGE,
  run: async (context) => {
    const [task, ...args] = context.args
    let data: string | undefined
    try {
      data = parseArgs({ args, options: { data: { type: 'string' } } }).values.data
    } catch (error) {
      complain(context, `${(error as Error).message}\nusage: ${USAGE}`)
      return 2
    }
    if (task !== 'sign-in-link') {
      complain(context, `there is no task "${task ?? ''}"\nusage: ${USAGE}`)
      return 2
    }
    const opened = await context.openData(data)
    try {
      const token = await makeSignInLink(opened.ports)
      context.stdout.write(`${context.publicUrl}${signInPath(token)}\n`)
    } finally {
      await opened.close()
    }
    return 0
  },
}
