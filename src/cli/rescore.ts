/** `parley admin rescore`: scores again what waits only because the weights were missing. */
import type { CommandContext, ExitCode } from '#cli/command.ts'
import type { Ports } from '#ports/ports.ts'
import { complain } from '#cli/command.ts'
import { rescoreHeld } from '#operations/rescore-held.ts'

export const RESCORE_USAGE = 'parley admin rescore [--data DIR]'

/** By the settings of this command, which should be those of the server. */
export async function rescore(
  context: Pick<CommandContext, 'stdout' | 'stderr'>,
  ports: Ports,
  words: readonly string[],
): Promise<ExitCode> {
  if (words.length > 0) {
    complain(context, `usage: ${RESCORE_USAGE}`)
    return 2
  }
  const rescored = await rescoreHeld(ports)
  if (!rescored.ok) {
    complain(context, 'the weights are missing or damaged still: put models/civility back first')
    return 1
  }
  const { published, held } = rescored.value
  context.stdout.write(`published ${published}, held still ${held}\n`)
  return 0
}
