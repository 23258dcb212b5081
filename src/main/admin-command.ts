/** `parley admin` with the shipped civility model behind what needs one. */
import type { Command } from '#cli/command.ts'
import { createAdminCommand } from '#cli/admin.ts'
import { createCivility } from '#main/open-civility.ts'

export const adminCommand: Command = createAdminCommand((say) =>
  createCivility({ info: () => {}, warn: () => {}, error: (_facts, message) => say(message) }),
)
