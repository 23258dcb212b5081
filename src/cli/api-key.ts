/** `parley admin api-key`: makes, lists and revokes the keys of programs that have comments scored. */
import type { ApiKey } from '#domain/people/api-key.ts'
import type { CommandContext, ExitCode } from '#cli/command.ts'
import type { Ports } from '#ports/ports.ts'
import { API_KEYS_MAX } from '#domain/limits.ts'
import { complain } from '#cli/command.ts'
import { listApiKeys, makeApiKey, revokeApiKey, type ApiKeyProblem } from '#operations/api-keys.ts'

export const API_KEY_USAGE = 'parley admin api-key make NAME | list | revoke ID [--data DIR]'

type Streams = Pick<CommandContext, 'stdout' | 'stderr'>

/** The new key alone goes to stdout, so that a script can take it. */
export async function manageApiKeys(
  context: Streams,
  ports: Ports,
  words: readonly string[],
): Promise<ExitCode> {
  const [verb, ...rest] = words
  const value = rest.join(' ')
  if (verb === 'make' && value !== '') {
    const made = await makeApiKey(ports, { name: value })
    if (!made.ok) return refuse(context, made.problem)
    context.stderr.write(
      `The key of ${made.value.apiKey.name}. It is shown once; keep it where it is used:\n`,
    )
    context.stdout.write(`${made.value.key}\n`)
    return 0
  }
  if (verb === 'list' && value === '') {
    const keys = await listApiKeys(ports)
    context.stdout.write(keys.map((key) => `${keyLine(key)}\n`).join(''))
    return 0
  }
  if (verb === 'revoke' && rest.length === 1) {
    const revoked = await revokeApiKey(ports, { id: value })
    if (!revoked.ok) return refuse(context, revoked.problem)
    context.stdout.write(`${keyLine(revoked.value)}\n`)
    return 0
  }
  complain(context, `usage: ${API_KEY_USAGE}`)
  return 2
}

function refuse(context: Streams, problem: ApiKeyProblem): ExitCode {
  const said: Record<ApiKeyProblem, string> = {
    'name-missing': 'a key needs a name: that of the system that will use it',
    'too-many-keys': `there are ${API_KEYS_MAX} keys in use: revoke one first`,
    'key-not-found': 'there is no key with this id: see parley admin api-key list',
  }
  complain(context, said[problem])
  return 1
}

function keyLine({ id, name, createdAt, revokedAt }: ApiKey): string {
  const made = `made ${new Date(createdAt).toISOString()}`
  const state = revokedAt === null ? '' : `  revoked ${new Date(revokedAt).toISOString()}`
  return `${id}  ${made}${state}  ${name}`
}
