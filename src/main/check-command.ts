/** `parley check` as a command that stays small beside the server. */
import type { Command } from '#cli/command.ts'
import { check, CHECK_USAGE } from '#cli/check.ts'
import { staySmall } from '#main/stay-small.ts'

export const checkCommand: Command = {
  name: 'check',
  summary: 'counts everything again, finds what is wrong, and repairs it',
  usage: CHECK_USAGE,
  run: async (context) => {
    staySmall()
    return check(context)
  },
}
