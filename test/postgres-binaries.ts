/** A PostgreSQL from a folder of binaries, such as a distribution's, in place of the one from npm: for trying other versions. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { userInfo } from 'node:os'

/** Names the folder: `/usr/lib/postgresql/15/bin` on Debian. */
export const BINARIES_VARIABLE = 'TEST_POSTGRES_BIN'

/** The account that Debian's package makes; a server refuses to run as root. */
const ACCOUNT = 'postgres'

/** Says that clients are taken; a standby says the second. */
const READY = /database system is ready to accept (?:read-only )?connections/

export interface BinaryServerOptions {
  readonly binaries: string
  readonly databaseDir: string
  readonly user: string
  readonly password: string
  readonly initdbFlags: readonly string[]
  readonly postgresFlags: readonly string[]
  readonly onLog: (line: string) => void
}

export interface BinaryServer {
  readonly initialise: () => Promise<void>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

export function binaryServer(options: BinaryServerOptions): BinaryServer {
  const { binaries, databaseDir, user, password, initdbFlags, postgresFlags, onLog } = options
  const as = accountToRunAs()
  let server: ChildProcess | null = null
  return {
    initialise: async () => {
      await mkdir(databaseDir, { recursive: true })
      const passwordFile = `${databaseDir}.password`
      await writeFile(passwordFile, password)
      if (as) for (const path of [databaseDir, passwordFile]) await chown(path, as.uid, as.gid)
      const flags = [`--pgdata=${databaseDir}`, '--auth=password', `--username=${user}`]
      const made = spawn(join(binaries, 'initdb'), [...flags, `--pwfile=${passwordFile}`, ...initdbFlags], {
        ...as,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const [code] = (await once(made, 'exit')) as [number | null]
      await rm(passwordFile)
      if (code !== 0) throw new Error(`initdb ended with ${code}`)
    },
    start: async () => {
      const started = spawn(join(binaries, 'postgres'), ['-D', databaseDir, ...postgresFlags], {
        ...as,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      server = started
      await new Promise<void>((resolve, reject) => {
        started.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}`)))
        started.stderr.on('data', (text: Buffer) => {
          onLog(text.toString())
          if (READY.test(text.toString())) resolve()
        })
      })
    },
    stop: async () => {
      if (!server || server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      // A fast shutdown: clients are sent away.
      server.kill('SIGINT')
      await ended
    },
  }
}

function accountToRunAs(): { readonly uid: number; readonly gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
