/** `parley serve`: runs the server until it is told to stop. */
import { constants } from 'node:os'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandOfSettings, Surroundings } from '#cli/command.ts'
import type { Config } from '#main/config.ts'
import type { Ports } from '#ports/ports.ts'
import { allowsSecureCookies } from '#main/config.ts'
import { complain } from '#cli/command.ts'
import { makeSignInLink } from '#operations/sign-in.ts'
import { buildAssets } from '#main/build-assets.ts'
import { createWords } from '#pages/words.ts'
import { openParts } from '#main/compose.ts'
import { hideSecrets } from '#main/hide-secrets.ts'
import { listeningProblem } from '#main/listening-problem.ts'
import { readFlags, readSettings } from '#main/read-settings.ts'
import { signInPath } from '#contract/routes.ts'
import { startServer, type RunningServer } from '#main/serve.ts'

const USAGE = 'parley serve [--port 8080] [--data DIR | --database-url URL]'
const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/** Shells add the number of the signal to it. */
const SIGNALLED = 128

export const serveCommand: CommandOfSettings = {
  name: 'serve',
  summary: 'runs the server',
  usage: USAGE,
  runWith: async (context) => {
    const flags = readFlags(context, USAGE)
    const config = flags && (await readSettings(context, flags))
    if (!config) return 2
    // The bundler is a process of its own: it works while the data is opened and the example read.
    const assets = buildAssets(createWords(config))
    // Waited for where the server starts; a failure before that must not count as nobody's.
    assets.catch(() => {})
    const parts = await openParts(config)
    try {
      await bringExamplesIn(context, parts.ports)
      const server = await startServer(config, parts, { assets })
      // Listening for signals before saying so: whoever reads it may stop us at once.
      const stopped = signalToStop()
      await announce(context, parts.ports, { server, config })
      await stopped
      context.stdout.write('\nStopping… Once more stops at once.\n')
      await server.stop()
      return 0
    } catch (error) {
      const problem = listeningProblem(error as Error, config)
      if (problem === null) throw error
      complain(context, problem)
      return 1
    } finally {
      await parts.close()
    }
  },
}

/** An empty site shows what Parley does; one that ever held a story is left alone. */
async function bringExamplesIn(context: Surroundings, ports: Ports): Promise<void> {
  const stories = await ports.store.read.stories({ before: null, limit: 1 })
  if (stories.length > 0) return
  // Only a first start reads files: later ones need not hold what reading them takes.
  const { readCapture } = await import('#cli/read-capture.ts')
  const { writeFile } = await import('#cli/import.ts')
  const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.txt'))
  for (const name of files) {
    const file = await readCapture({
      path: join(EXAMPLES, name),
      format: null,
      options: { timeZone: 'UTC', dateOrder: null, siteUrl: null },
    })
    if (file.ok) await writeFile(ports, file.value)
    else complain(context, `the example ${name} could not be read: ${file.problem.message}`)
  }
}

async function announce(
  context: Surroundings,
  ports: Ports,
  {
    server: { url, metricsUrl, isCivilityOff },
    config,
  }: { readonly server: RunningServer; readonly config: Config },
): Promise<void> {
  const place = config.databaseUrl === null ? config.dataDirectory : hideSecrets(config.databaseUrl)
  const lines = [`Parley is at ${url}`, `Data is in ${place}`]
  if (metricsUrl !== null) lines.push(`Metrics are at ${metricsUrl}`)
  if (!(await ports.store.read.hasModerator())) {
    const token = await makeSignInLink(ports)
    lines.push(`Sign in as the first moderator, once: ${url}${signInPath(token)}`)
  }
  if (!allowsSecureCookies(config.publicUrl)) {
    lines.push('Warning: readers come over plain http, so cookies are not protected. Put https in front.')
  }
  if (isCivilityOff) {
    const follows =
      config.civilityHoldAt === null && config.spamHoldAt === null
        ? 'No text is scored.'
        : 'Every comment that a rule is about waits for a moderator.'
    lines.push(`Warning: civility is off, its weights are missing or damaged (see the log above). ${follows}`)
  }
  context.stdout.write(`${lines.join('\n')}\nStop with Ctrl-C.\n`)
}

/** The first signal asks; a second one, whichever it is, ends the process at once: also as the first of a container. */
function signalToStop(): Promise<void> {
  let isAsked = false
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(SIGNALLED + constants.signals[signal])
        isAsked = true
        resolve()
      })
    }
  })
}
