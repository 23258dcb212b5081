/** Why the server cannot listen where it was told to, and what to change, in one line for the operator. */
import type { Config } from '#main/config.ts'

type Listening = Pick<Config, 'port' | 'host' | 'metricsPort' | 'metricsHost'>

/** What Node says of the address it could not listen on: `hostname` where the name was not found, else `address`. */
interface ListenError extends NodeJS.ErrnoException {
  readonly port?: number
  readonly hostname?: string
}

/** Null for errors that have nothing to do with listening. */
export function listeningProblem(error: ListenError, config: Listening): string | null {
  const isMetrics = error.port !== undefined && error.port === config.metricsPort
  const port = error.port ?? config.port
  const portSetting = isMetrics ? 'PARLEY_METRICS_PORT' : '--port'
  const hostSetting = isMetrics ? 'PARLEY_METRICS_HOST' : 'PARLEY_HOST'
  if (error.code === 'EADDRINUSE') {
    return `port ${port} is taken by another program: stop it, or choose another with ${portSetting}`
  }
  if (error.code === 'EACCES' && error.syscall === 'listen') {
    return `port ${port} is not open to this user: choose one from 1024 with ${portSetting}, with a proxy in front`
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return `this machine has no address ${isMetrics ? config.metricsHost : config.host}: name one that it has with ${hostSetting}`
  }
  return error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? unknownName(error.hostname, config) : null
}

/** A host of ours that this machine cannot look up; any other name that is not found is somebody else's error. */
function unknownName(name: string | undefined, config: Listening): string | null {
  if (name === undefined || (name !== config.host && name !== config.metricsHost)) return null
  const setting = name === config.host ? 'PARLEY_HOST' : 'PARLEY_METRICS_HOST'
  return `the name "${name}" to listen on is not known to this machine: add it to /etc/hosts, or name an address (127.0.0.1) with ${setting}`
}
